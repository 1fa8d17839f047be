"""What a person and a worker do with a ledger, each step in a process of its own that may be killed at any moment.

Run beside an installation: `python -m tests.emissions.services.killed_steps` reads one line of JSON per step, forks a
process for it, says its id, and says what came of it and how it ended. Nothing is done in the process that forks.
"""
# ruff: noqa: S608 - the statements are put together of constants

import json
import os
import sys
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, LiteralString

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
django.setup()

from django.core.files.storage import default_storage  # noqa: E402 - Django first
from django.db import connections  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.urls import get_resolver  # noqa: E402 - as above
from django.utils import timezone, translation  # noqa: E402 - as above

import config.celery as celery_of_ours  # noqa: E402 - as above
from emissions.queries.published import DEFAULT_FACTOR_SET  # noqa: E402 - as above
from foundation.access import open_access  # noqa: E402 - as above
from foundation.files.sweep import sweep_files  # noqa: E402 - as above
from foundation.jobs.run import run_job  # noqa: E402 - as above
from foundation.jobs.sweep import sweep_jobs  # noqa: E402 - as above
from foundation.jobs.words import what_happens_now  # noqa: E402 - as above
from foundation.models import Job  # noqa: E402 - as above
from foundation.scoping import access_for_work  # noqa: E402 - as above
from organisations.models import Organisation, Role  # noqa: E402 - as above
from tests.emissions.services.ledger_state import asked  # noqa: E402 - as above
from tests.factories.numbers import swedish_numbers  # noqa: E402 - as above
from tests.factories.organisations import make_member, make_organisation  # noqa: E402 - as above
from tests.factories.sessions import browser_in, session_of  # noqa: E402 - as above

IMPORTS: LiteralString = (
    "JOIN emissions_ledgerimport AS i ON i.id = import_id JOIN foundation_storedfile AS f ON f.id = i.file_id"
)
CONTENT: dict[str, LiteralString] = {
    "lines": "SELECT f.sha256, row, t.month, posted_on, amount, t.currency, voucher, invoice, k.account, k.unit, s.name"
    f" FROM ledger_line AS t {IMPORTS} JOIN posting_key AS k ON k.id = key_id AND k.organisation_id = t.organisation_id"
    " LEFT JOIN suppliers_suppliercard AS s ON s.id = k.supplier_id WHERE t.organisation_id = %s",
    "cells": "SELECT f.sha256, t.month, k.account, k.unit, sum(amount), sum(t.lines)"
    f" FROM spend_cell AS t {IMPORTS} JOIN posting_key AS k ON k.id = key_id AND k.organisation_id = t.organisation_id"
    " WHERE t.organisation_id = %s GROUP BY 1, 2, 3, 4",
    "keys": "SELECT k.account, k.unit, version, treatment, category, reason, count(*) FROM key_category AS t"
    " JOIN posting_key AS k ON k.id = key_id AND k.organisation_id = t.organisation_id"
    " WHERE t.organisation_id = %s GROUP BY 1, 2, 3, 4, 5, 6",
    "totals": "SELECT f.sha256, version, t.month, treatment, category, reason, amount, t.lines"
    f" FROM category_total AS t {IMPORTS} WHERE t.organisation_id = %s",
    "years": "SELECT year, treatment, category, reason, amount, lines FROM year_total WHERE organisation_id = %s",
    "sources": "SELECT month, investment, f.sha256 FROM emissions_periodsource AS p"
    " JOIN emissions_ledgerimport AS i ON i.id = ledger_import_id JOIN foundation_storedfile AS f ON f.id = file_id"
    " WHERE p.organisation_id = %s",
    "footprint": "SELECT dimension, key, amount, kg, low_kg, high_kg, lines FROM emissions_footprintpart"
    " WHERE organisation_id = %s AND dimension NOT IN ('supplier')",
    "suppliers": "SELECT p.label, p.amount, p.kg FROM emissions_footprintpart AS p"
    " WHERE organisation_id = %s AND dimension = 'supplier'",
    "changes": "SELECT kind, action, count(*) FROM foundation_change WHERE organisation_id = %s GROUP BY 1, 2",
    "jobs": "SELECT name, status, count(*) FROM foundation_job WHERE organisation_id = %s GROUP BY 1, 2",
    "files": "SELECT sha256, size FROM foundation_storedfile WHERE organisation_id = %s",
    "cards": "SELECT number, name FROM suppliers_suppliercard WHERE organisation_id = %s",
    "found": "SELECT count(*) FROM foundation_searchdocument WHERE organisation_id = %s",
}


def found(slug: str) -> dict[str, Any]:
    """Found an organisation with somebody of finance; returns the key of their session."""
    number = next(islice(swedish_numbers(), Organisation.objects.count() + 500, None))
    place = make_organisation(slug, country="SE", chart=Organisation.Chart.KOMMUN_BAS, number=number)
    person = make_member(f"Fia {slug}", place, Role.FINANCE, language="en")
    return {"session": session_of(person)}


def upload(slug: str, session: str, file: str) -> dict[str, Any]:
    """Hand a file over by the page."""
    with Path(file).open("rb") as stream:
        answer = _browser(session).post(f"/o/{slug}/accounts/uploads/", {"file": stream}, SERVER_NAME="localhost")
    return {"status": answer.status_code, "address": answer["Location"]}


def ask(slug: str, session: str, address: str) -> dict[str, Any]:  # noqa: ARG001 - as every step
    """Press the button that imports the file."""
    answer = _browser(session).post(f"{address}import", SERVER_NAME="localhost")
    return {"status": answer.status_code, "address": answer["Location"]}


def calculate(slug: str, session: str) -> dict[str, Any]:
    """Press the button that calculates the year."""
    said = {"year": "2024", "factor_set": DEFAULT_FACTOR_SET}
    answer = _browser(session).post(f"/o/{slug}/footprints/calculate", said, SERVER_NAME="localhost")
    return {"status": answer.status_code, "address": answer["Location"]}


def work(slug: str) -> dict[str, Any]:
    """Do the organisation's first unfinished job, as a worker does whom the sweeper told; its lease has run out."""
    place = Organisation.objects.get(slug=slug)
    sentence = ""
    with open_access(access_for_work(place.pk)):
        job = Job.objects.filter(organisation=place, status__in=["waiting", "running"]).order_by("pk").first()
        if job is None:
            return {"status": "nothing to do"}
        if job.status == Job.Status.RUNNING:
            Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
            job.refresh_from_db()
            sentence = what_happens_now(job)
            sweep_jobs()
    run_job(job.pk, place.pk)
    with open_access(access_for_work(place.pk)):
        job.refresh_from_db()
        return {"status": job.status, "attempt": job.attempt, "sentence": sentence, "error": job.result.get("error")}


def digest(slug: str) -> dict[str, Any]:
    """Return a hash of everything the work left behind, table by table, and the files that no row names."""
    place = Organisation.objects.get(slug=slug)
    with open_access(access_for_work(place.pk)):
        tables = {name: sorted(map(repr, asked(sql, place.pk))) for name, sql in CONTENT.items()}
        (kg,) = asked("SELECT total_kg FROM emissions_footprint WHERE organisation_id = %s", place.pk)
    folder = Path(default_storage.path(str(place.pk)))
    left = sorted(path.name for path in folder.rglob("*") if path.is_file())
    return {
        **{name: [len(rows), sha256("\n".join(rows).encode()).hexdigest()[:16]] for name, rows in tables.items()},
        "kg": str(kg[0]),
        "stored": [name for name in left if not name.endswith(".partial")],
    }


def sweep(slug: str) -> dict[str, Any]:  # noqa: ARG001 - as every step
    """Clear what no row names, as if a day had passed; returns how many there were and how many are lost."""
    swept = sweep_files(young_seconds=0)
    return {"removed": swept.removed, "lost": len(swept.lost)}


def _browser(session: str) -> Client:
    return browser_in(session)


STEPS = {step.__name__: step for step in (found, upload, ask, calculate, work, digest, sweep)}


def _do(step: str, told: dict[str, Any]) -> None:
    """Do one step in the process that was forked for it."""
    translation.activate("en")
    try:
        answer: dict[str, Any] = {"answer": STEPS[step](**told)}
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        answer = {"error": f"{type(error).__name__}: {error}"}
    os.write(1, f"{json.dumps(answer, default=str)}\n".encode())
    os._exit(0)


def main() -> None:
    """Fork a process for each line that is read, and wait for it."""
    get_resolver().url_patterns  # noqa: B018 - what every process would import is imported once
    celery_of_ours.app.loader.import_default_modules()
    connections.close_all()
    for line in sys.stdin:
        told = json.loads(line)
        process = os.fork()
        if not process:
            _do(told.pop("step"), told)
        os.write(1, f"{json.dumps({'process': process})}\n".encode())
        _, status = os.waitpid(process, 0)
        os.write(1, f"{json.dumps({'ended': status})}\n".encode())


if __name__ == "__main__":
    main()
