"""How changes of baskets, document templates and limits speak."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from requirements_bank.change_words.places import page_of
from requirements_bank.models import Basket

BASKETS = Wording(
    name=_("Basket"),
    sentences={
        "made": _("made the basket {name}"),
        "renamed": _("gave a basket the name {name}"),
        "described": _("described the purchase of the basket {name}"),
        "archived": _("put the basket {name} away"),
        "taken_out": _("took the basket {name} out again"),
        "added": _("put {code} into the basket {name}"),
        "removed": _("took {code} out of the basket {name}"),
        "put_back": _("put {code} back into the basket {name}"),
        "changed": _("changed {code} in the basket {name}"),
    },
    address=page_of("basket", Basket),
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


def register() -> None:
    """Word what is done with baskets, document templates and limits."""
    register_changes("requirements_bank.basket", BASKETS)
    register_changes("requirements_bank.document_template", TEMPLATES)
    register_changes("requirements_bank.limit", LIMITS)
