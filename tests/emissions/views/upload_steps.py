"""What somebody does with a file on the accounts page, and what the work behind it has come to."""

from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import emissions.tasks  # noqa: F401 - registers the work
from emissions.models import LedgerImport
from foundation.access import open_access
from foundation.jobs.run import run_job
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation

LIST = "/o/vik/accounts/"


def drop(browser: Client, path: Path, name: str | None = None) -> Any:
    file = SimpleUploadedFile(name or path.name, path.read_bytes(), "text/html")
    return browser.post(f"{LIST}uploads/", {"file": file})


def newest_job(place: Organisation) -> Job:
    with open_access(access_for_work(place.pk)):
        return Job.objects.filter(organisation=place).latest("pk")


def work_through(place: Organisation) -> Job:
    """Do the newest job, as a worker would."""
    run_job(newest_job(place).pk, place.pk)
    return newest_job(place)


def looked_at(browser: Client, place: Organisation, path: Path) -> Any:
    """Drop a file, let it be looked at, and return its page."""
    address = drop(browser, path)["Location"]
    work_through(place)
    return browser.get(address)


def imports_of(place: Organisation) -> list[LedgerImport]:
    with open_access(access_for_work(place.pk)):
        return list(LedgerImport.objects.filter(organisation=place).select_related("file"))
