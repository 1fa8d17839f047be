"""Hand a file over and look at what became of it, as processes of their own beside a running installation.

`python -m tests.emissions.services.killed_imports start SLUG FILE` or `… state SLUG`; each prints one line of JSON.
"""

import json
import os
import sys
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
django.setup()

from emissions.services.import_ledger import AS_IT_IS  # noqa: E402 - Django first
from emissions.services.upload_ledger import start_import  # noqa: E402 - as above
from foundation.files.store import store_file  # noqa: E402 - as above
from foundation.models import Job  # noqa: E402 - as above
from organisations.models import Organisation  # noqa: E402 - as above
from tests.emissions.footprint_cases import at_work  # noqa: E402 - as above
from tests.emissions.services.ledger_state import asked, rows_in, sources_of, year_total_of  # noqa: E402 - as above
from tests.factories.numbers import swedish_numbers  # noqa: E402 - as above
from tests.factories.organisations import make_organisation  # noqa: E402 - as above

LINES = "SELECT count(*), count(DISTINCT row), sum(amount) FROM ledger_line WHERE organisation_id = %s"
CELLS = "SELECT sum(lines), sum(amount) FROM spend_cell WHERE organisation_id = %s"


def start(slug: str, file: str) -> dict[str, Any]:
    """Found an organisation and start the job that imports the file."""
    number = next(islice(swedish_numbers(), Organisation.objects.count(), None))
    place = make_organisation(slug, country="SE", chart=Organisation.Chart.KOMMUN_BAS, number=number)
    with at_work(place), Path(file).open("rb") as stream:
        stored = store_file(organisation_id=place.pk, stream=stream, name="ledger.csv")
        return {"job": start_import(organisation=place, stored=stored, choices=AS_IT_IS).pk}


def state(slug: str) -> dict[str, Any]:
    """Return everything that the import has left behind: rows by table, sums, months, and how the job ended."""
    place = Organisation.objects.get(slug=slug)
    with at_work(place):
        job = Job.objects.get(organisation=place, name="emissions.import_ledger")
        return {
            "status": job.status,
            "accepted": job.result.get("accepted"),
            "rows": rows_in(place),
            "lines": asked(LINES, place.pk),
            "cells": asked(CELLS, place.pk),
            "sources": [[*place_, file] for place_, file in sorted(sources_of(place).items())],
            "year": sorted([*names, amount] for names, amount in year_total_of(place, 2024).items()),
        }


if __name__ == "__main__":
    what, *told = sys.argv[1:]
    print(json.dumps(start(*told) if what == "start" else state(*told), default=str))  # noqa: T201 - what it is run for
