"""Web process, worker and PostgreSQL killed 200 times, by `make endurance`; figures in docs/evidence/kills.md.

`KLIMATRAPPA_KILLS` and `KLIMATRAPPA_KILL_SEED` choose the number and the first round's seed. Each round's seed, step,
victim and moment is written to the file that `KLIMATRAPPA_KILL_REPORT` names.
"""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pytest

from foundation.services.layout import CHECKOUT
from tests.emissions.services.kill_rounds import Killed, Round, Steps, write_files
from tests.foundation.services.conftest import make_place, short_folder, wheel_place  # noqa: F401 - fixtures
from tests.foundation.services.places import Place, User, connects, wait_for

KILLS = int(os.environ.get("KLIMATRAPPA_KILLS", "200"))
FIRST_SEED = int(os.environ.get("KLIMATRAPPA_KILL_SEED", "20261123"))
EACH_ROUND = 60  # more than a round has moments for, so that its last steps are killed as the first are

pytestmark = [pytest.mark.services, pytest.mark.long]


def test_endurance_of_ledgers_under_kill_9(wheel_place: Place, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    user = wheel_place.join()
    environment = wheel_place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    migrate = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(migrate, cwd=CHECKOUT, env=environment, check=True)  # noqa: S603 - ourselves
    addresses = {"DATABASE_URL": user.database_url, "REDIS_URL": user.redis_url}
    steps = Steps(environment | addresses)
    files = write_files(tmp_path, rows=300)
    undisturbed = Round(steps, "calm", files).run()
    killed, seed, begun = list[Killed](), FIRST_SEED, time.monotonic()
    while len(killed) < KILLS:
        one = Round(
            steps, f"round-{seed}", files, seed, EACH_ROUND, kill_server=lambda: _kill_server(wheel_place, user)
        )
        assert one.run() == undisturbed, (seed, one.killed)
        killed += one.killed
        seed += 1
        _report(killed, seed, time.monotonic() - begun)
    steps.stop()
    user.leave()
    assert wait_for(wheel_place.is_empty)


def _kill_server(place: Place, user: User) -> None:
    """Kill PostgreSQL and wait until it answers again; a keeper that has given up is followed by another one."""
    place.kill("postmaster")
    if not wait_for(lambda: connects(user), 20):
        place.join().leave()
        assert wait_for(lambda: connects(user))


def _report(killed: list[Killed], next_seed: int, seconds: float) -> None:
    told = {
        "kills": len(killed),
        "seeds": [FIRST_SEED, next_seed - 1],
        "seconds": round(seconds),
        "by victim": Counter(one.victim for one in killed),
        "by step": Counter(one.step for one in killed),
        "each": [asdict(one) for one in killed],
    }
    print(json.dumps({name: value for name, value in told.items() if name != "each"}), flush=True)  # noqa: T201 - a report
    report = os.environ.get("KLIMATRAPPA_KILL_REPORT")
    if report:
        Path(report).write_text(json.dumps(told, indent=1), encoding="utf-8")
