"""The long work of the bank: look at a file, load it, match old wordings, map a bank; and what is due each day."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from celery import shared_task

from foundation.files.local import local_path
from foundation.files.models import StoredFile
from foundation.jobs.registry import job_task
from foundation.jobs.run import RunningJob
from organisations.models import Organisation
from requirements_bank.calculations.bank_check import Checked, Standing
from requirements_bank.models import Bank, WordingSet
from requirements_bank.queries.uploaded_banks import CHECK_BANK, LOAD_BANK
from requirements_bank.services.load_bank_file import BankChoices, check_bank_file, load_bank_file
from requirements_bank.services.map_bank import MAP_BANK, propose_counterparts
from requirements_bank.services.match_wordings import MATCH_WORDINGS, match_set
from requirements_bank.services.tell_what_waits import tell_what_waits

SHOWN_ENTRIES, SHOWN_PROBLEMS = 2_000, 500
MOST_SECONDS = 600


@job_task(CHECK_BANK, seconds=MOST_SECONDS)
def check_bank_work(job: RunningJob, *, file_id: int, choices: dict[str, Any]) -> dict[str, Any]:
    """Safe to run twice: it stores nothing but its result."""
    organisation, data = _file_of(job, file_id)
    check = check_bank_file(organisation=organisation, data=data, choices=BankChoices(**choices), progress=job.report)
    told = [each for each in check.checked if each.standing != Standing.UNCHANGED]
    problems = ((each.place, problem) for each in check.checked for problem in each.problems)
    return {
        "bank": str(check.bank.uuid) if check.bank else "",
        "bank_name": check.bank.name if check.bank else check.choices.name,
        "choices": check.choices.as_json(),
        "counts": dict(check.counts),
        "entries": [_entry(each) for each in told[:SHOWN_ENTRIES]],
        "problems": [
            *({"at": "", **problem.as_json()} for problem in check.problems[:SHOWN_PROBLEMS]),
            *({"at": place, **problem.as_json()} for place, problem in islice(problems, SHOWN_PROBLEMS)),
        ],
    }


@job_task(LOAD_BANK, fenced=True, seconds=MOST_SECONDS)
def load_bank_work(job: RunningJob, *, file_id: int, choices: dict[str, Any]) -> dict[str, Any]:
    """Safe to run twice: it is committed with its result, and a file that is loaded changes nothing."""
    organisation, data = _file_of(job, file_id)
    loaded = load_bank_file(organisation=organisation, data=data, choices=BankChoices(**choices), progress=job.report)
    return {
        "bank": str(loaded.bank.uuid),
        "bank_name": loaded.bank.name,
        "counts": dict(loaded.counts),
        "published": loaded.published,
        "left": loaded.left,
    }


@job_task(MATCH_WORDINGS, fenced=True, seconds=MOST_SECONDS)
def match_wordings_work(job: RunningJob, *, wording_set: str) -> dict[str, Any]:
    """Safe to run twice: what is alike is found anew, and what is decided is not touched."""
    kept = WordingSet.objects.get(organisation=job.organisation_id, uuid=wording_set)
    match_set(kept, progress=job.report)
    return {"wording_set": wording_set}


@job_task(MAP_BANK, fenced=True, seconds=MOST_SECONDS)
def map_bank_work(job: RunningJob, *, bank: str) -> dict[str, Any]:
    """Safe to run twice: proposals are found anew, and what a person decided stays."""
    organisation = Organisation.objects.get(pk=job.organisation_id)
    count = propose_counterparts(organisation=organisation, bank=Bank.objects.get(uuid=bank), progress=job.report)
    return {"bank": bank, "requirements": count}


@shared_task(name="requirements_bank.tell_what_waits", ignore_result=True)
def tell_what_waits_task() -> None:
    """Safe to run twice: what was told is noted with the mail."""
    tell_what_waits()


def _file_of(job: RunningJob, file_id: int) -> tuple[Organisation, bytes]:
    organisation = Organisation.objects.get(pk=job.organisation_id)
    stored = StoredFile.objects.get(organisation=organisation, pk=file_id)
    with local_path(stored) as path:
        return organisation, path.read_bytes()


def _entry(checked: Checked) -> Mapping[str, Any]:
    return {
        "place": checked.place,
        "code": checked.code,
        "standing": checked.standing.value,
        "title": dict(title) if isinstance(title := checked.said.get("title"), Mapping) else {},
        "changes": list(checked.changes),
    }
