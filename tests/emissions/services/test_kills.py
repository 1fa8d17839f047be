"""Killed at random moments, imports, join, replacement, merge and footprint are there in the end, and once.

Web process and worker here, on the test's database; with PostgreSQL, 200 times, by `make endurance`
(tests/emissions/services/test_kills_endurance.py), whose figures stand in docs/evidence/kills.md.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.emissions.services.kill_rounds import Round, Steps, write_files
from tests.foundation.jobs.workers import database_url, forget_tasks, redis_url

SEED = 20261123
KILLS, FEWEST_KILLS = 6, 4  # a process that was through before it was killed does not count

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def steps(transactional_db: None, settings: Settings) -> Iterator[Steps]:  # noqa: ARG001 - it must outlive them
    forget_tasks()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.local",
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url(),
        "KLIMATRAPPA_DATA": str(settings.DATA_DIR),
    }
    started = Steps(environment)
    yield started
    started.stop()
    forget_tasks()


def test_a_ledger_survives_kills_of_web_process_and_worker(steps: Steps, tmp_path: Path) -> None:
    files = write_files(tmp_path, rows=300)
    undisturbed = Round(steps, "calm", files).run()
    kept = {table: undisturbed[table][0] for table in ("files", "sources", "joins", "lines", "conspicuous", "merges")}
    # Of four times 300 lines, two are results of joins; each supplier ledger has a line more, which is a double.
    assert kept == {"files": 3, "sources": 6, "joins": 2, "lines": 1202 + 1200, "conspicuous": 20, "merges": 1}

    disturbed = Round(steps, "killed", files, seed=SEED, most_kills=KILLS, often=1, each=1, spared=2)

    assert disturbed.run() == undisturbed, disturbed.killed
    assert len(disturbed.killed) >= FEWEST_KILLS, disturbed.killed
