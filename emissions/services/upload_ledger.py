"""Take a ledger file in: keep the original and look at it; nothing else is stored until somebody imports it."""

from dataclasses import asdict
from typing import IO

from django.db import transaction

from emissions.services.reading_choices import AS_IT_IS, ReadingChoices
from foundation.files.models import StoredFile
from foundation.files.store import store_file
from foundation.jobs.models import Job
from foundation.jobs.start import start_once
from organisations.models import Organisation

CHECK = "emissions.check_ledger"
IMPORT = "emissions.import_ledger"


@transaction.atomic
def upload_ledger(
    *, organisation: Organisation, stream: IO[bytes], name: str, choices: ReadingChoices = AS_IT_IS
) -> Job:
    """Keep the file and return the job that finds out what it is."""
    stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    return check_again(organisation=organisation, stored=stored, choices=choices)


def check_again(*, organisation: Organisation, stored: StoredFile, choices: ReadingChoices) -> Job:
    """Return the job that looks at a stored file, read as chosen."""
    return _start(CHECK, organisation, stored, choices)


def start_import(
    *, organisation: Organisation, stored: StoredFile, choices: ReadingChoices, calculates: bool = False
) -> Job:
    """Return the job that imports a stored file, read as chosen; one under way is not started twice.

    With `calculates`, the footprints of the years in which it then counts follow by themselves.
    """
    more = {"calculates": True} if calculates else {}
    return _start(IMPORT, organisation, stored, choices, **more)


def _start(name: str, organisation: Organisation, stored: StoredFile, choices: ReadingChoices, **more: bool) -> Job:
    return start_once(name, organisation_id=organisation.pk, file_id=stored.pk, choices=asdict(choices), **more)
