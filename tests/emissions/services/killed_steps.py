"""What a person and a worker do with a ledger, each step in a process of its own that may be killed at any moment.

Run beside an installation: `python -m tests.emissions.services.killed_steps` reads one line of JSON per step, forks a
process for it, says its id, and says what came of it and how it ended. Nothing is done in the process that forks.
"""

import json
import os
import sys
from datetime import timedelta
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
django.setup()

from django.core.files.storage import default_storage  # noqa: E402 - Django first
from django.db import connections  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above
from django.urls import reverse  # noqa: E402 - as above
from django.utils import timezone, translation  # noqa: E402 - as above

import config.celery as celery_of_ours  # noqa: E402 - as above
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_sets, ghg_categories  # noqa: E402 - as above
from emissions.rules import exclusion_rules, policies  # noqa: E402 - as above
from foundation.access import open_access  # noqa: E402 - as above
from foundation.files.sweep import sweep_files  # noqa: E402 - as above
from foundation.jobs.run import run_job  # noqa: E402 - as above
from foundation.jobs.sweep import sweep_jobs  # noqa: E402 - as above
from foundation.jobs.words import what_happens_now  # noqa: E402 - as above
from foundation.models import Job  # noqa: E402 - as above
from foundation.named_sql import set_wise  # noqa: E402 - as above
from foundation.scoping import access_for_work  # noqa: E402 - as above
from organisations.models import Organisation, Role  # noqa: E402 - as above
from suppliers.models import MergeProposal  # noqa: E402 - as above
from tests.emissions.services.kept_content import CONTENT  # noqa: E402 - as above
from tests.emissions.services.ledger_state import asked  # noqa: E402 - as above
from tests.factories.numbers import swedish_numbers  # noqa: E402 - as above
from tests.factories.organisations import make_member, make_organisation  # noqa: E402 - as above
from tests.factories.sessions import browser_in, session_of  # noqa: E402 - as above

NEWEST_FOOTPRINT = "SELECT total_kg FROM emissions_footprint WHERE organisation_id = %s ORDER BY calculated_at DESC"


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


def merge(slug: str, session: str) -> dict[str, Any]:
    """Press the button that says that two are one supplier: of the first pair by name, however it stands."""
    place = Organisation.objects.get(slug=slug)
    with open_access(access_for_work(place.pk)):
        first = MergeProposal.objects.filter(organisation=place).order_by("card__name", "other__name")[:1].get()
    said = {"answer": f"{MergeProposal.State.ACCEPTED}:{first.uuid}"}
    answer = _browser(session).post(f"/o/{slug}/suppliers/doubles/decide", said, SERVER_NAME="localhost")
    return {"status": answer.status_code}


def calculate(slug: str, session: str) -> dict[str, Any]:
    """Press the button that calculates the year."""
    said = {"year": "2024", "factor_set": DEFAULT_FACTOR_SET}
    answer = _browser(session).post(f"/o/{slug}/footprints/calculate", said, SERVER_NAME="localhost")
    return {"status": answer.status_code, "address": answer["Location"]}


def work(slug: str) -> dict[str, Any]:
    """Do the organisation's first unfinished job, as a worker whom the sweeper told; leases have run out by now."""
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
    with open_access(access_for_work(place.pk)), set_wise():
        tables = {name: sorted(map(repr, asked(sql, place.pk))) for name, sql in CONTENT.items()}
        kg, *_earlier = asked(NEWEST_FOOTPRINT, place.pk)
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


STEPS = {step.__name__: step for step in (found, upload, ask, merge, calculate, work, digest, sweep)}


def _know_what_never_changes() -> None:
    """Read once what every process would read first: addresses, shipped rules and factors.

    Nothing that polars calculates: its threads do not come along into a fork, which would wait for them for ever.
    """
    with translation.override("en"):
        reverse("suppliers", args=["vik"])
    exclusion_rules()
    policies()
    factor_sets()
    ghg_categories()


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
    _know_what_never_changes()
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
