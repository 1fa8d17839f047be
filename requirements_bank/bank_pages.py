"""Where the bank stands in the navigation, and how its changes and long work speak."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from organisations.models import Organisation
from requirements_bank.models import Requirement
from requirements_bank.reports.search_hits import KIND, hits_in_bank


def register() -> None:
    """Place the pages and word what is done with requirements."""
    register_section(Section(_("Requirements"), "requirements", "requirements_bank.view_bank", "requirements"))
    register_finder(hits_in_bank)
    register_kind(KIND, _("Requirement"))
    register_changes(
        "requirements_bank.requirement",
        Wording(
            name=_("Requirement"),
            sentences={
                "drafted": _("began version {version} of {code}"),
                "sent_to_review": _("sent version {version} of {code} to review"),
                "sent_back": _("sent version {version} of {code} back: {reason}"),
                "published": _("published version {version} of {code}"),
                "retired": _("retired version {version} of {code}: {reason}"),
            },
            address=_requirement_page,
        ),
    )
    register_changes(
        "requirements_bank.adoption",
        Wording(
            name=_("Use of requirements"),
            sentences={
                "adopted": _("began to use {code} version {version}"),
                "made_variant": _("began a variant of {code}: {variant}"),
                "took_newer": _("went over to version {version} of {code}"),
                "passed_over": _("stays with version {version} of {code}, although there is version {newer}"),
                "ended": _("stopped using {code}"),
            },
        ),
    )


def _requirement_page(change: Change) -> str:
    if not Requirement.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("requirement", args=[slug, change.object_id])
