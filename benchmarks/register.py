"""The register of 100,000 obligations, priorities and hours of 5,000 contracts, against bare SQL statements.

Milliseconds in the server at the median and the 95th percentile; the reminders of a day in seconds.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.figures import Figure, faster
from benchmarks.register_world import RegisterWorld, analyse
from follow_up.services.send_reminders import send_reminders
from follow_up.services.standings import work_out_due
from foundation.access import open_access
from foundation.scoping import access_for_work

TIMES, EXPORTS = 20, 3
TARGET = 200.0
PERCENTILE = 95
ROWS = """
SELECT standing.state, standing.next_on, obligation.title, contract.title FROM follow_up_obligationstanding AS standing
JOIN procurement_obligation AS obligation ON obligation.id = standing.obligation_id
JOIN procurement_contract AS contract ON contract.id = standing.contract_id
WHERE standing.organisation_id = %s {narrowed} ORDER BY standing.next_on LIMIT 25
"""
NUMBER = "AND (obligation.title ILIKE '%%{0}%%' OR contract.title ILIKE '%%{0}%%' OR contract.number ILIKE '%%{0}%%')"
GROUPED = """
SELECT contract.title, standing.state, count(*) FROM follow_up_obligationstanding AS standing
JOIN procurement_contract AS contract ON contract.id = standing.contract_id
WHERE standing.organisation_id = %s GROUP BY 1, 2
"""
ALL = """
SELECT standing.*, obligation.*, contract.* FROM follow_up_obligationstanding AS standing
JOIN procurement_obligation AS obligation ON obligation.id = standing.obligation_id
JOIN procurement_contract AS contract ON contract.id = standing.contract_id WHERE standing.organisation_id = %s
"""
INPUTS = """
SELECT contract.id, contract.title, count(*), count(*) FILTER (WHERE standing.state = 'not_kept'), min(standing.next_on)
FROM follow_up_obligationstanding AS standing
JOIN procurement_contract AS contract ON contract.id = standing.contract_id
WHERE standing.organisation_id = %s GROUP BY 1, 2
"""
PAGES = {
    "register_first_page": ("", ROWS.format(narrowed="")),
    "register_filter_state": ("?state=not_kept", ROWS.format(narrowed="AND standing.state = 'not_kept'")),
    "register_filter_theme": (
        "?theme=wages&checked=never",
        ROWS.format(narrowed="AND obligation.themes @> ARRAY['wages']::varchar[] AND standing.checked_on IS NULL"),
    ),
    "register_filter_words": (
        "?q=avtale+4711",
        ROWS.format(narrowed=NUMBER.format("avtale") + NUMBER.format("4711")),
    ),
    "register_group_contract": ("?group=contract", GROUPED),
    "register_group_theme": ("?group=theme", GROUPED),
}


def measure(world: RegisterWorld) -> list[Figure]:
    """Work the register out, then open it as the controller would."""
    client = Client()
    client.force_login(world.controller, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("register", args=[world.organisation.slug])
    worked_out = _worked_out(world)
    analyse()
    pages = [
        figure
        for name, (query, statement) in PAGES.items()
        for figure in _page(name, partial(_opened, client, address + query), world, statement)
    ]
    first = partial(_opened, client, reverse("follow_up", args=[world.organisation.slug]))
    hours = partial(_opened, client, reverse("plan_of_hours", args=[world.organisation.slug]))
    return [
        worked_out,
        *pages,
        _export(client, world),
        *_page("priority_list_5000_contracts", first, world, INPUTS),
        *_page("plan_of_hours_5000_contracts", hours, world, INPUTS),
        _reminders(world),
    ]


def _worked_out(world: RegisterWorld) -> Figure:
    start = time.perf_counter()
    with open_access(access_for_work(world.organisation.pk)):
        count = work_out_due(world.organisation.pk)
    if count != world.contracts * world.obligations:
        raise RuntimeError(f"{count} obligations were worked out, not {world.contracts * world.obligations}")
    rate = count / (time.perf_counter() - start)
    return Figure("register_worked_out", round(rate), "obligations/s", "none", None)


def _reminders(world: RegisterWorld) -> Figure:
    start = time.perf_counter()
    with open_access(access_for_work(world.organisation.pk)):
        written = send_reminders(world.organisation)
    if not written:
        raise RuntimeError("nobody was reminded of anything")
    return Figure("reminders_of_a_day", round(time.perf_counter() - start, 2), "s", "none", None)


def _page(name: str, work: Callable[[], object], world: RegisterWorld, statement: str) -> list[Figure]:
    ours = _milliseconds(work, TIMES)
    bare = _milliseconds(lambda: _bare(world, statement), TIMES)
    slow = statistics.quantiles(ours, n=100)[PERCENTILE - 1]
    against = "one SQL statement of the same rows"
    return [
        faster(statistics.median(ours), statistics.median(bare), name=name, against=against, unit="ms"),
        Figure(f"{name}_p95", round(slow, 1), "ms", f"target: {TARGET:g} ms", round(TARGET / slow, 2)),
    ]


def _export(client: Client, world: RegisterWorld) -> Figure:
    address = reverse("register_export", args=[world.organisation.slug, "csv"])
    ours = _milliseconds(lambda: b"".join(_opened(client, address).streaming_content), EXPORTS)  # type: ignore[attr-defined] # streamed
    bare = _milliseconds(lambda: _bare(world, ALL), EXPORTS)
    return faster(
        statistics.median(ours) / 1000,
        statistics.median(bare) / 1000,
        name="register_export_csv",
        against="one SQL statement of all rows, fetched",
    )


def _opened(client: Client, address: str) -> object:
    answer = client.get(address, headers={"host": "localhost"})
    if answer.status_code != 200:  # noqa: PLR2004 - anything else is not the page
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return answer


def _bare(world: RegisterWorld, statement: str) -> None:
    with open_access(access_for_work(world.organisation.pk)), connection.cursor() as cursor:
        cursor.execute(statement, [world.organisation.pk])
        cursor.fetchall()


def _milliseconds(work: Callable[[], object], times: int) -> list[float]:
    work()
    measured = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        measured.append((time.perf_counter() - start) * 1000)
    return measured
