"""Pages of staircases in a network of 50 members with 200 steps each, against one bare SQL statement of the same rows.

Milliseconds in the server at the median and the 95th percentile, and the number of queries.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benchmarks.figures import Figure, faster
from benchmarks.procurement_world import CATEGORY, ProcurementWorld
from foundation.access import NOTHING, Access, open_access
from foundation.scoping import access_for_work

TIMES = 60
"""With fewer, the 95th percentile is the slowest of all: one moment in which the machine did something else."""
SLOW_TARGET = 200.0
PERCENTILE = 95

STEPS_OF_PROCUREMENT = """
SELECT asked.code, version.content, stairs.*, step.position, step.threshold, step.months, step.day
FROM procurement_askedrequirement AS asked
JOIN requirements_bank_requirementversion AS version ON version.id = asked.version_id
JOIN procurement_staircase AS stairs ON stairs.asked_id = asked.id
JOIN procurement_staircasestep AS step ON step.staircase_id = stairs.id
WHERE asked.procurement_id = %(procurement)s AND asked.removed_at IS NULL ORDER BY asked.position, step.position
"""
NEIGHBOURS = """
SELECT shown.code, organisation.name, shown.steps FROM procurement_shownstaircase AS shown
JOIN organisations_organisation AS organisation ON organisation.id = shown.organisation_id
WHERE shown.topic = %(topic)s AND shown.unit = %(unit)s ORDER BY shown.first_day
"""
MATRIX = """
SELECT member.name, adoption.way, adoption.months_later, adoption.steps, version.steps
FROM procurement_jointadoption AS adoption
JOIN procurement_jointversion AS version ON version.id = adoption.version_id
JOIN organisations_organisation AS member ON member.id = adoption.organisation_id
WHERE adoption.joint_id = %(joint)s ORDER BY member.name
"""
COMING = """
SELECT organisation.name, shown.code, shown.category, shown.steps FROM procurement_shownstaircase AS shown
JOIN organisations_organisation AS organisation ON organisation.id = shown.organisation_id
WHERE shown.seen_by = 'public'
UNION ALL
SELECT member.name, joint.code, joint.category, version.steps FROM procurement_jointadoption AS adoption
JOIN procurement_jointversion AS version ON version.id = adoption.version_id
JOIN procurement_jointstaircase AS joint ON joint.id = adoption.joint_id
JOIN organisations_organisation AS member ON member.id = adoption.organisation_id
WHERE adoption.seen_by = 'public'
"""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page, and the statement that fetches the rows it shows."""

    name: str
    address: str
    statement: str


def measure(world: ProcurementWorld) -> list[Figure]:
    """Open the pages of a member as its officer, and the public ones as a stranger, as a browser would."""
    place = [world.member.slug]
    asked = world.procurement.uuid
    known: dict[str, str | int] = {
        "procurement": world.procurement.pk,
        "joint": world.joint.pk,
        "topic": world.joint.topic,
        "unit": world.joint.unit,
    }
    first = _first_asked(world)
    own = [
        _Page("staircase_overview", reverse("staircases", args=[*place, asked]), STEPS_OF_PROCUREMENT),
        _Page("staircase_editor", reverse("staircase", args=[*place, asked, first]), NEIGHBOURS),
        _Page("joint_matrix", reverse("joint_staircase", args=[*place, world.joint.uuid]), MATRIX),
    ]
    public = [
        _Page("coming_page", reverse("coming"), COMING),
        _Page("coming_in_category", reverse("coming_in", args=[CATEGORY]), COMING),
    ]
    officer = Client()
    officer.force_login(world.officer, backend="django.contrib.auth.backends.ModelBackend")
    access = access_for_work(world.member.pk)
    return [
        *(figure for page in own for figure in _figures(officer, page, access, known)),
        *(figure for page in public for figure in _figures(Client(), page, NOTHING, known)),
    ]


def _first_asked(world: ProcurementWorld) -> str:
    with open_access(access_for_work(world.member.pk)):
        return str(world.procurement.asked.order_by("position").values_list("uuid", flat=True)[0])


def _figures(client: Client, page: _Page, access: Access, known: Mapping[str, str | int]) -> list[Figure]:
    count = _queries(client, page.address)
    pages = _milliseconds(lambda: client.get(page.address, headers={"host": "localhost"}))
    bare = _milliseconds(lambda: _bare(page.statement, access, known))
    slow = statistics.quantiles(pages, n=100)[PERCENTILE - 1]
    return [
        faster(
            statistics.median(pages),
            statistics.median(bare),
            name=page.name,
            against="one SQL statement of the same rows",
            unit="ms",
        ),
        Figure(
            f"{page.name}_p95",
            round(slow, 1),
            "ms",
            f"target: {SLOW_TARGET:g} ms",
            round(SLOW_TARGET / slow, 2),
        ),
        Figure(f"{page.name}_queries", count, "queries", "none", None),
    ]


def _queries(client: Client, address: str) -> int:
    client.get(address, headers={"host": "localhost"})  # templates and data files are read once per process
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"host": "localhost"})
        count = len(queries)
    if answer.status_code != 200:  # noqa: PLR2004 - anything else is not the page
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return count


def _bare(statement: str, access: Access, known: Mapping[str, str | int]) -> None:
    with open_access(access), connection.cursor() as cursor:
        cursor.execute(statement, known)
        cursor.fetchall()


def _milliseconds(work: Callable[[], object]) -> list[float]:
    measured = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        measured.append((time.perf_counter() - start) * 1000)
    return measured
