"""Take a file with a bank in: keep it, look at it, and load it only when somebody says so."""

from typing import IO

from django.db import transaction

from foundation.files.models import StoredFile
from foundation.files.store import store_file
from foundation.jobs.models import Job
from foundation.jobs.start import start_once
from organisations.models import Organisation
from requirements_bank.queries.uploaded_banks import CHECK_BANK, LOAD_BANK
from requirements_bank.services.load_bank_file import BankChoices


@transaction.atomic
def upload_bank(*, organisation: Organisation, stream: IO[bytes], name: str, choices: BankChoices) -> Job:
    """Keep the file and return the job that looks at it."""
    stored = store_file(organisation_id=organisation.pk, stream=stream, name=name)
    return check_upload(organisation=organisation, stored=stored, choices=choices)


def check_upload(*, organisation: Organisation, stored: StoredFile, choices: BankChoices) -> Job:
    """Return the job that looks at a kept file."""
    arguments = {"file_id": stored.pk, "choices": choices.as_json()}
    return start_once(CHECK_BANK, organisation_id=organisation.pk, **arguments)


def load_upload(*, organisation: Organisation, stored: StoredFile, choices: BankChoices) -> Job:
    """Return the job that loads a kept file; one under way is not started twice."""
    arguments = {"file_id": stored.pk, "choices": choices.as_json()}
    return start_once(LOAD_BANK, organisation_id=organisation.pk, **arguments)
