"""How changes of baskets, document templates and limits speak."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.changes.models import Change
from foundation.changes.sentences import Wording
from organisations.models import Organisation
from requirements_bank.models import Basket


def _basket_page(change: Change) -> str:
    if not Basket.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("basket", args=[slug, change.object_id])


BASKETS = Wording(
    name=_("Basket"),
    sentences={
        "made": _("made the basket {name}"),
        "renamed": _("gave a basket the name {name}"),
        "archived": _("put the basket {name} away"),
        "taken_out": _("took the basket {name} out again"),
        "added": _("put {code} into the basket {name}"),
        "removed": _("took {code} out of the basket {name}"),
        "put_back": _("put {code} back into the basket {name}"),
        "changed": _("changed {code} in the basket {name}"),
    },
    address=_basket_page,
)
TEMPLATES = Wording(
    name=_("Document template"),
    sentences={
        "uploaded": _("uploaded the document template {name}"),
        "made_default": _("made {name} the usual document template"),
        "unmade_default": _("made Klimatrappa's own document template the usual one"),
        "removed": _("removed the document template {name}"),
    },
)
LIMITS = Wording(
    name=_("Limit"),
    sentences={
        "set": _("set a limit of proportionality to {limit}: {reason}"),
        "ended": _("ended a limit of proportionality of {limit}"),
    },
)
