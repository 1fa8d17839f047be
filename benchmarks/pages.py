"""Pages with the whole world behind them: milliseconds in the server at the median, and the number of queries."""

import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.figures import Figure
from benchmarks.world import World
from emissions.services.calculate_footprint import calculate_footprint
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Membership, Role, User

TARGET_MS = 100.0
TIMES = 15


def measure(world: World) -> list[Figure]:
    """Open pages of one municipality as somebody from its finance office, as the browser would."""
    organisation = world.organisations[0]
    with open_access(access_for_work(organisation.pk)):
        footprint = calculate_footprint(organisation=organisation, year=2024)
        user = User.objects.create_user("finance@bench.example", "Finance", None)
        Membership.objects.create(user=user, organisation=organisation, role=Role.FINANCE)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    place = [organisation.slug]
    addresses = {
        "footprint_page": reverse("footprint", args=[*place, footprint.uuid]),
        "overview_page": reverse("overview", args=place),
        "lines_page": reverse("footprint_lines", args=[*place, footprint.uuid]),
        "mapping_page": reverse("mapping", args=place),
    }
    return [figure for name, address in addresses.items() for figure in _page(client, name, address)]


def _page(client: Client, name: str, address: str) -> list[Figure]:
    client.get(address, headers={"host": "localhost"})  # templates and data files are read once per process
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"host": "localhost"})
    count = len(queries)  # the next request forgets them
    if answer.status_code != 200 or not count:  # noqa: PLR2004 - anything else is not the page
        raise RuntimeError(f"{address} answered {answer.status_code} with {count} queries")
    measured = []
    for _ in range(TIMES):
        start = time.perf_counter()
        client.get(address, headers={"host": "localhost"})
        measured.append((time.perf_counter() - start) * 1000)
    median = statistics.median(measured)
    return [
        Figure(name, round(median, 1), "ms", f"target: {TARGET_MS:g} ms", round(TARGET_MS / median, 2)),
        Figure(f"{name}_queries", count, "queries", "none", None),
    ]
