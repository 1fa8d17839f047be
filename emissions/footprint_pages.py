"""Where footprints and factor sets stand in the navigation, and how their calculation is told to people."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from emissions.models import ActivitySeries, OwnFactorSet
from emissions.models.footprints import Dimension
from emissions.reports.category_words import DIMENSIONS
from emissions.reports.search_hits import KIND, SEARCHED, hits_in_accounts
from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from foundation.search.documents import register_finder, register_kind
from organisations.frame import Section, register_section
from organisations.models import Organisation

CALCULATION = "emissions.calculate_footprint"
ACTIVITY = frozenset(
    {
        "activity",
        "new_activity",
        "activity_series",
        "edit_activity",
        "enter_activity",
        "import_activity",
        "correct_activity",
        "break_activity",
        "activity_factor",
    }
)


def register() -> None:
    """Place the pages and word the calculation."""
    register_section(
        Section(
            pgettext_lazy("navigation", "Footprint"),
            "footprints",
            "emissions.view_footprint",
            "footprint",
            place=6,
            also=ACTIVITY,
        )
    )
    register_section(
        Section(
            pgettext_lazy("navigation", "Factors"),
            "factor_sets",
            "emissions.view_factor_sets",
            "factors",
            place=7,
        )
    )
    register_finder(hits_in_accounts)
    for dimension in (Dimension.CATEGORY, *SEARCHED):
        register_kind(KIND.format(dimension), DIMENSIONS[dimension])
    register_job_words(
        CALCULATION,
        JobWords(
            title=_("Calculating a footprint"),
            steps={
                "gathering": Step(_("Gathering accounts, rules and factors")),
                "calculating": Step(_("Multiplying money by factors")),
                "breaking_down": Step(_("Breaking down by supplier, unit, account and month")),
                "done": Step(_("Putting it together")),
            },
            outcome=_outcome,
        ),
    )
    register_changes(
        "emissions.footprint",
        Wording(name=_("Footprint"), sentences={"calculated": _("calculated the footprint of {year}")}),
    )

    register_changes(
        "emissions.activity_series",
        Wording(
            name=_("Activity series"),
            sentences={
                "made": _("began the series “{title}”"),
                "changed": _("changed the series “{title}”"),
                "entered": _("entered {count} figures in “{title}”"),
                "corrected": _("corrected a figure of {period} in “{title}”: {reason}"),
                "broken": _("marked a break in “{title}”: {reason}"),
                "pinned": _("chose the factor “{factor}” in “{title}”"),
            },
            address=_series_page,
        ),
    )
    register_changes(
        "emissions.own_factor_set",
        Wording(
            name=_("Factor set"),
            sentences={
                "begun": _("handed in the factor set “{title}”"),
                "version_begun": _("handed in version {number} of the factor set “{title}”"),
                "read": _("read {rows} factors into version {number} of “{title}”"),
                "changed": _("changed how the factor set “{title}” is used"),
                "published": _("published version {number} of the factor set “{title}”"),
                "dropped": _("dropped the draft {number} of the factor set “{title}”"),
            },
            address=_own_set_page,
        ),
    )


def _own_set_page(change: Change) -> str:
    if not OwnFactorSet.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("own_set", args=[slug, change.object_id])


def _series_page(change: Change) -> str:
    if not ActivitySeries.objects.filter(uuid=change.object_id).exists():
        return ""
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=change.organisation_id)
    return reverse("activity_series", args=[slug, change.object_id])


def _outcome(job: Job) -> Outcome:
    slug = Organisation.objects.values_list("slug", flat=True).get(pk=job.organisation_id)
    address = reverse("footprint", args=[slug, job.result["footprint"]])
    return Outcome(_("The footprint is calculated."), address, _("Open the footprint"))
