"""How long a page takes in the server, and how many queries it asks."""

import statistics
import time
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Figure
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role, User

TARGET_MS = 100.0
TIMES = 15
HOST = {"host": "localhost"}
ANSWERED = (200, 302)
Ask = Callable[[], Any]  # what Django's browser answers with


def signed_in(organisation: Organisation) -> Client:
    """Return a browser in which somebody from the organisation's finance office is signed in."""
    with open_access(access_for_work(organisation.pk)):
        user = User.objects.create_user(f"finance@{organisation.slug}.example", "Finance", None)
        Membership.objects.create(user=user, organisation=organisation, role=Role.FINANCE)
    client = Client(headers=HOST)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_figures(name: str, ask: Ask, *, target: float = TARGET_MS) -> list[Figure]:
    """Return the milliseconds of an answer at the median, and its queries; once before for what is read once."""
    ask()
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    count = len(queries)  # the next request forgets them
    if answer.status_code not in ANSWERED or not count:
        raise RuntimeError(f"{name} answered {answer.status_code} with {count} queries")
    measured = []
    for _ in range(TIMES):
        start = time.perf_counter()
        ask()
        measured.append((time.perf_counter() - start) * 1000)
    median = statistics.median(measured)
    return [
        Figure(name, round(median, 1), "ms", f"target: {target:g} ms", round(target / median, 2)),
        Figure(f"{name}_queries", count, "queries", "none", None),
    ]
