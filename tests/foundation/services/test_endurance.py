"""Killed again and again at any moment: what was committed is there, what was not is not, and nothing is left over.

Two rounds in the ordinary test run, a hundred by `make endurance`. The moments are drawn from a fixed seed.
"""

import os
import random
import signal
import time

import psycopg
import pytest

from tests.foundation.services.places import Place, User, connects, execute, wait_for

pytestmark = pytest.mark.services

ROUNDS = 100 if os.environ.get("KLIMATRAPPA_ENDURANCE") else 2
VICTIMS = ("keeper", "postmaster", "redis", "user")


def test_endurance_of_committed_rows_under_kill_9(place: Place) -> None:
    moments = random.Random(20221)  # noqa: S311 - a reproducible choice, no secret
    writer = place.join()
    execute(writer, "CREATE TABLE kept (figure int PRIMARY KEY)")
    committed = 0
    for number in range(ROUNDS):
        victim = VICTIMS[number % len(VICTIMS)]
        bystander = place.join()
        _kill(place, bystander, victim)
        committed = _write_until(writer, committed, time.monotonic() + moments.uniform(0.05, 0.6))
        successor = place.join()  # starts the servers again if the keeper was the victim
        assert wait_for(lambda: connects(writer)), (number, victim)
        assert _figures(writer) in (committed, committed + 1), (number, victim)
        committed = _figures(writer)
        for user in (bystander, successor):
            user.kill()
    writer.leave()
    assert wait_for(place.is_empty)


def _kill(place: Place, bystander: User, victim: str) -> None:
    if victim == "user":
        bystander.kill()
    else:
        os.kill(place.process_id(victim), signal.SIGKILL)


def _write_until(writer: User, committed: int, deadline: float) -> int:
    """Insert one figure after the other; returns the last whose commit was confirmed."""
    while time.monotonic() < deadline:
        try:
            execute(writer, f"INSERT INTO kept VALUES ({committed + 1})")  # noqa: S608 - a number of ours
        except psycopg.errors.UniqueViolation:
            committed += 1  # its confirmation was lost with the server
        except psycopg.OperationalError:
            time.sleep(0.02)
        else:
            committed += 1
    return committed


def _figures(writer: User) -> int:
    """Return how many figures there are, after making sure that none between is missing."""
    count, highest = execute(writer, "SELECT count(*), coalesce(max(figure), 0) FROM kept")[0]
    assert count == highest
    assert isinstance(count, int)
    return count
