"""How loaded banks, mappings and old wordings speak on the pages of changes and long work."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from foundation.jobs.models import Job
from foundation.jobs.words import JobWords, Outcome, Step, register_job_words
from requirements_bank.change_words.places import page_of, slug_of
from requirements_bank.models import OldWording, WordingSet

_READING, _COMPARING = _("Reading the bank"), _("Comparing wordings")


def register() -> None:
    """Word the changes and the long work of loading, mapping and matching."""
    _register_changes()
    register_job_words(
        "requirements_bank.check_bank",
        JobWords(
            title=_("Looking at a bank"),
            steps={
                "reading": Step(_("Reading the file")),
                "checking": Step(_("Checking the requirements")),
            },
            outcome=_looked_at,
        ),
    )
    register_job_words(
        "requirements_bank.load_bank",
        JobWords(
            title=_("Loading a bank"),
            steps={
                "reading": Step(_("Reading the file")),
                "checking": Step(_("Checking the requirements")),
                "storing": Step(_("Storing the requirements"), _("Storing requirement {done} of {total}")),
                "publishing": Step(_("Publishing the requirements"), _("Publishing requirement {done} of {total}")),
            },
            outcome=_loaded,
        ),
    )
    steps = {"reading_bank": Step(_READING), "comparing": Step(_COMPARING)}
    register_job_words(
        "requirements_bank.match_wordings", JobWords(title=_("Matching old wordings"), steps=steps, outcome=_matched)
    )
    register_job_words(
        "requirements_bank.map_bank", JobWords(title=_("Mapping a bank to ours"), steps=steps, outcome=_mapped)
    )


def _register_changes() -> None:
    register_changes(
        "requirements_bank.bank",
        Wording(
            name=_("Loaded bank"),
            sentences={"loaded": _("loaded {name}: {new} new and {changed} changed requirements")},
            address=page_of("banks", named=False),
        ),
    )
    register_changes(
        "requirements_bank.counterpart",
        Wording(
            name=_("Mapping of a bank"),
            sentences={"decided": _("mapped {code} to {ours}")},
            address=page_of("bank_mapping"),
        ),
    )
    register_changes(
        "requirements_bank.old_wording",
        Wording(
            name=_("Old wordings"),
            sentences={
                "decided": _("decided on “{text}” in {name}: {outcome}"),
                "opened_again": _("opened “{text}” in {name} again"),
            },
            values={"outcome": _outcome},
            address=page_of("wording_set", WordingSet),
        ),
    )


def _outcome(value: Any) -> object:  # noqa: ANN401 - a stored word
    return OldWording.Outcome(value).label if value in OldWording.Outcome.values else value


def _looked_at(job: Job) -> Outcome:
    return Outcome(_("The bank has been looked at."), _upload(job), _("Show what loading would do"))


def _loaded(job: Job) -> Outcome:
    return Outcome(_("The bank is loaded."), _upload(job), _("Show what was loaded"))


def _upload(job: Job) -> str:
    return reverse("bank_upload", args=[slug_of(job.organisation_id), job.uuid])


def _matched(job: Job) -> Outcome:
    address = reverse("wording_set", args=[slug_of(job.organisation_id), job.result["wording_set"]])
    return Outcome(_("The wordings are matched."), address, _("Show the matches"))


def _mapped(job: Job) -> Outcome:
    address = reverse("bank_mapping", args=[slug_of(job.organisation_id), job.result["bank"]])
    return Outcome(_("Counterparts are proposed."), address, _("Decide on them"))
