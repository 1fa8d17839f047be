"""Where the bank stands in the navigation, and how its changes and long work speak."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.panels import register_panel
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from organisations.models import Organisation
from requirements_bank import load_changes, write_changes
from requirements_bank.basket_changes import BASKETS, LIMITS, TEMPLATES
from requirements_bank.models import Example, Requirement, SeenBy
from requirements_bank.queries.usage import PANEL, usage_by_adoption
from requirements_bank.reports import example_hits, search_hits


def register() -> None:
    """Place the pages and word what is done with requirements."""
    write_changes.register()
    load_changes.register()
    register_section(Section(_("Requirements"), "requirements", "requirements_bank.view_bank", "requirements", place=2))
    register_finder(search_hits.hits_in_bank)
    register_kind(search_hits.KIND, _("Requirement"))
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
                "shown": _("changed who sees {code}: {visibility}"),
                "reviewed": _("let version {version} of {code} stand until {day}"),
            },
            values={"visibility": write_changes.audience},
            address=_requirement_page,
        ),
    )
    register_changes("requirements_bank.basket", BASKETS)
    register_changes("requirements_bank.document_template", TEMPLATES)
    register_changes("requirements_bank.limit", LIMITS)
    register_changes(
        "requirements_bank.adoption",
        Wording(
            name=_("Use of requirements"),
            sentences={
                "adopted": _("began to use {code} version {version}"),
                "made_variant": _("began a variant of {code}: {variant}"),
                "took_newer": _("went over to version {version} of {code}"),
                "passed_over": _("stays with version {version} of {code}, although there is version {newer}: {reason}"),
                "shown_to": _("chose who sees that {code} is used: {seen_by}"),
                "ended": _("stopped using {code}: {reason}"),
            },
            values={"seen_by": lambda seen_by: SeenBy(seen_by).label},
        ),
    )
    register_panel(PANEL, usage_by_adoption)
    register_finder(example_hits.hits_in_examples)
    register_kind(example_hits.KIND, _("Example"))
    register_changes(
        "requirements_bank.example",
        Wording(
            name=_("Example"),
            sentences={
                "written": _("wrote {code}"),
                "copied": _("copied {source} as {code}"),
                "changed": _("changed {code}"),
                "published": _("published {code}, seen by: {seen_by}"),
                "withdrawn": _("withdrew {code}"),
            },
            values={"seen_by": _audience},
            address=_example_page,
        ),
    )


def _audience(seen_by: str) -> object:
    return SeenBy(seen_by).label


def _example_page(change: Change) -> str:
    if not Example.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("example", args=[slug, change.object_id])


def _requirement_page(change: Change) -> str:
    if not Requirement.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("requirement", args=[slug, change.object_id])
