"""The whole of it, as `make demo` starts it: everything answers, heals and ends, and a killed import is there once.

A real import, started as a job, is killed in the middle: its server once in the ordinary test run; server and worker
ten times each by `make endurance`.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from foundation.services.layout import CHECKOUT
from foundation.services.ports import listen_on_free_port
from tests.emissions.footprint_cases import HEADER
from tests.foundation.services.conftest import make_place, short_folder, wheel_place  # noqa: F401 - fixtures
from tests.foundation.services.demonstrations import (
    COMMAND,
    UNDER_A_PARENT,
    Demonstration,
    answers,
    ends,
    heals,
    is_fenced,
    is_outlived_by_nothing,
    serves_others_meanwhile,
)
from tests.foundation.services.places import Place, User, execute, wait_for

pytestmark = pytest.mark.services

ENDURANCE = bool(os.environ.get("KLIMATRAPPA_ENDURANCE"))
ROWS = 150_000 if ENDURANCE else 100_000
VICTIMS = ["server", "worker"] * 10 if ENDURANCE else ["server"]
DONE_WITHIN = 120.0
TRIES = 5  # an import may be done before the kill comes
JOB = (
    "foundation_job JOIN organisations_organisation AS place ON place.id = organisation_id"
    " WHERE slug = '{slug}' AND foundation_job.name = 'emissions.import_ledger'"
)


@pytest.fixture
def demonstrate(wheel_place: Place) -> Iterator[Callable[[list[str]], Demonstration]]:  # noqa: F811 - the fixture
    """Starts a web server, a worker and beat with servers of their own, and no data."""
    wheel_place.environment["JOB_LEASE_SECONDS"] = "3"
    started: list[Demonstration] = []

    def start(command: list[str]) -> Demonstration:
        started.append(Demonstration(wheel_place, command))
        started[-1].wait_until_ready()
        return started[-1]

    yield start
    for demonstration in started:
        demonstration.process.kill()
        demonstration.process.wait()
        demonstration.output.close()


@pytest.fixture
def ledger(short_folder: Path) -> Path:  # noqa: F811 - the fixture
    """A supplier ledger that takes a few seconds to import."""
    path = short_folder / "ledger.csv"
    rows = (
        f"212000-9999;Vik;{row};Lev {row % 900} AB;L{row % 900};{60000 + row % 50 * 100};Konto {row % 50};"
        f"{row % 997}.25;2024-{row % 12 + 1:02d}-{row % 28 + 1:02d};Enhet {row % 7};F-{row};;;9999;;"
        for row in range(1, ROWS + 1)
    )
    path.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return path


def test_endurance_of_everything_as_it_answers_heals_and_ends(
    demonstrate: Callable[[list[str]], Demonstration], ledger: Path
) -> None:
    with listen_on_free_port("127.0.0.1", 8300) as taken:
        demonstration = demonstrate(COMMAND)
        assert demonstration.address() != f"http://127.0.0.1:{taken.getsockname()[1]}"
    answers(demonstration)
    serves_others_meanwhile(demonstration)
    is_fenced(demonstration)
    imports_under_kill_9(demonstration, ledger)
    heals(demonstration)
    ends(demonstration)

    is_outlived_by_nothing(demonstrate(COMMAND))
    is_outlived_by_nothing(demonstrate(UNDER_A_PARENT))


def imports_under_kill_9(running: Demonstration, ledger: Path) -> None:
    """An import that is killed in the middle is there afterwards, and once."""
    user = running.place.join()
    start(running, "calm", ledger)
    assert wait_for(partial(is_over, user, "calm"), DONE_WITHIN)
    undisturbed = state(running, "calm")
    assert (undisturbed["accepted"], undisturbed["lines"][0][:2]) == (True, [ROWS, ROWS])

    for number, victim in enumerate(VICTIMS):
        tries = (f"{victim}-{number}-{place}" for place in range(TRIES))
        assert any(is_hit(running, user, slug, victim, ledger, undisturbed) for slug in tries), victim
    user.leave()


def is_hit(
    running: Demonstration, user: User, slug: str, victim: str, ledger: Path, undisturbed: dict[str, Any]
) -> bool:
    """Kill during an import; whether it was hit before it was done. What it leaves is right in both cases."""
    start(running, slug, ledger)
    assert wait_for(lambda: is_loading(user, slug) or is_over(user, slug), DONE_WITHIN), slug
    KILL[victim](running.place)
    assert wait_for(partial(is_over, user, slug), DONE_WITHIN), (slug, running.said())
    assert state(running, slug) == undisturbed, slug
    return attempts(user, slug) > 1


def kill_server(place: Place) -> None:
    place.kill("postmaster")


def kill_worker(place: Place) -> None:
    for process, command in place.processes().items():
        if "celery --app config.celery worker" in command:
            os.kill(process, signal.SIGKILL)


KILL: dict[str, Callable[[Place], None]] = {"server": kill_server, "worker": kill_worker}


def start(running: Demonstration, slug: str, ledger: Path) -> None:
    told(running.place, "start", slug, str(ledger))


def state(running: Demonstration, slug: str) -> dict[str, Any]:
    return told(running.place, "state", slug)


def told(place: Place, *arguments: str) -> dict[str, Any]:
    """Run killed_imports.py as a process of its own in the same installation."""
    command = [sys.executable, "-m", "tests.emissions.services.killed_imports", *arguments]
    environment = place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    done = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def is_loading(user: User, slug: str) -> bool:
    """Whether lines have been loaded in a transaction that is still open."""
    loaded = "step IN ('summing', 'classifying') OR step = 'reading' AND done > 0"
    return bool(of_job(user, slug, f"status = 'running' AND ({loaded})"))


def is_over(user: User, slug: str) -> bool:
    return bool(of_job(user, slug, "status IN ('done', 'failed')"))


def attempts(user: User, slug: str) -> int:
    ((attempt,),) = execute(user, f"SELECT attempt FROM {JOB.format(slug=slug)}")  # noqa: S608 - a name of ours
    return int(str(attempt))


def of_job(user: User, slug: str, condition: str) -> bool:
    try:
        ((holds,),) = execute(user, f"SELECT {condition} FROM {JOB.format(slug=slug)}")  # noqa: S608 - words of ours
    except psycopg.OperationalError:
        return False  # the server is on its way up
    return bool(holds)
