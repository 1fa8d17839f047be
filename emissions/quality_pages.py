"""How fix lists that came back speak on jobs and audit pages."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from foundation.changes.models import Change
from foundation.changes.sentences import Wording, register_changes
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from organisations.models import Organisation

APPLY = "emissions.apply_fix_list"


def register() -> None:
    """Word the work that applies a fix list, and what it changed."""
    register_job_words(
        APPLY,
        JobWords(
            title=_("Applying a fix list"),
            steps={"correcting": Step(_("Correcting suppliers"), _("Correcting supplier {done} of {total}"))},
            outcome=_applied,
            result_needs="emissions.change_rules",
        ),
    )
    register_changes(
        "emissions.fix_list",
        Wording(
            name=_("Fix list"),
            sentences={
                "brought_in": _("handed in the fix list {name}"),
                "applied": _("applied {changes} corrections of the fix list {name}"),
                "taken_back": _("took {changes} corrections of the fix list {name} back"),
            },
            address=_quality_page,
        ),
    )


def _applied(job: Job) -> Outcome:
    slug = _slug(job.organisation_id)
    count = job.result.get("changes", 0)
    if job.result.get("problems") and not count:
        address = reverse("look_at_fix_list", args=[slug, job.result["file"]])
        return Outcome(_("Nothing was changed: some cells cannot be taken."), address, _("Show which"))
    said = ngettext("%(count)s thing was changed.", "%(count)s things were changed.", count) % {"count": count}
    if "undo" in job.result:
        return Outcome(said, reverse("fix_list_applied", args=[slug, job.uuid]), _("Show what was changed"))
    return Outcome(said, reverse("quality", args=[slug]), _("Show the quality"))


def _quality_page(change: Change) -> str:
    return reverse("quality", args=[_slug(change.organisation_id)])


def _slug(organisation_id: int) -> str:
    return Organisation.objects.values_list("slug", flat=True).get(pk=organisation_id)
