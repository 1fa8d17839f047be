"""Take a ledger file in: keep the original and look at it; nothing else is stored until somebody imports it."""

from dataclasses import asdict
from typing import IO

from django.db import transaction

from emissions.models import LedgerImport
from emissions.queries.uploads import PUT_AWAY
from emissions.services.reading_choices import AS_IT_IS, ReadingChoices
from foundation.changes.record import record_change
from foundation.files.models import StoredFile
from foundation.files.store import shown_file_name, store_file
from foundation.jobs.models import Job
from foundation.jobs.start import start_once
from organisations.models import Organisation

CHECK = "emissions.check_ledger"
IMPORT = "emissions.import_ledger"


@transaction.atomic
def upload_ledger(
    *, organisation: Organisation, stream: IO[bytes], name: str, choices: ReadingChoices = AS_IT_IS
) -> Job:
    """Keep the file and return the job that finds out what it is.

    A file that was handed over before under another name is called as it is called now; one that is imported keeps its
    name, and the job carries the new one.
    """
    stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    called = shown_file_name(name)
    if called and called != stored.name and not LedgerImport.objects.filter(file=stored).exists():
        StoredFile.objects.filter(pk=stored.pk).update(name=called)
        stored.name = called
    return check_again(organisation=organisation, stored=stored, choices=choices, name=called)


def check_again(*, organisation: Organisation, stored: StoredFile, choices: ReadingChoices, name: str = "") -> Job:
    """Return the job that looks at a stored file, read as chosen; `name` is what it was called this time."""
    more = {"called": name} if name and name != stored.name else {}
    return _start(CHECK, organisation, stored, choices, **more)


def ask_again(ledger_import: LedgerImport) -> Job:
    """Return the job that looks at an import's file as it was read, so that its columns can be said anew."""
    choices = ReadingChoices(mapping=ledger_import.mapping, uses_remembered=False)
    return _start(CHECK, ledger_import.organisation, ledger_import.file, choices, asks_columns=True)


def start_import(
    *, organisation: Organisation, stored: StoredFile, choices: ReadingChoices, calculates: bool = False
) -> Job:
    """Return the job that imports a stored file, read as chosen; one under way is not started twice.

    With `calculates`, the footprints of the years in which it then counts follow by themselves.
    """
    more = {"calculates": True} if calculates else {}
    return _start(IMPORT, organisation, stored, choices, **more)


def _start(
    name: str, organisation: Organisation, stored: StoredFile, choices: ReadingChoices, **more: bool | str
) -> Job:
    return start_once(name, organisation_id=organisation.pk, file_id=stored.pk, choices=asdict(choices), **more)


@transaction.atomic
def put_away(job: Job) -> None:
    """Take a file that was looked at off the list, unless it is being looked at; handed over again it is back."""
    stored = StoredFile.objects.filter(organisation=job.organisation_id, pk=job.arguments["file_id"])
    checks = Job.objects.filter(
        organisation=job.organisation_id, name=CHECK, arguments__file_id=job.arguments["file_id"]
    )
    for each in checks.select_for_update():
        if each.is_over:
            each.result = {**each.result, PUT_AWAY: True}
            each.save(update_fields=["result"])
    record_change(
        organisation_id=job.organisation_id,
        kind="emissions.upload",
        object_id=job.uuid,
        action="put_away",
        summary={"name": job.arguments.get("called") or next(iter(stored.values_list("name", flat=True)), "")},
    )
