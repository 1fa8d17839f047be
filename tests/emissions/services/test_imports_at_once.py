"""Real connections: two imports at once follow each other, and one that is killed in the middle leaves nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.import_ledger import import_ledger
from emissions.services.ledger_lock import hold_ledger
from foundation.errors import ConflictError
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, at_work, write_ledger
from tests.emissions.services.ledger_state import originals_of, rows_in, sources_of
from tests.factories.organisations import make_organisation

CHECKOUT = Path(__file__).parents[3]
KILLED = "killed import"
IN_THE_MIDDLE = """
import os, sys
import django
django.setup()
from pathlib import Path
from django.db import connection
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import at_work
place = Organisation.objects.get(slug="vik")
path = Path(sys.argv[1])

def stop(step, done=0, total=0):
    if step == "summing":
        print("in the middle", flush=True)
        sys.stdin.read()

with at_work(place):
    import_ledger(organisation=place, path=path, name=path.name, progress=stop)
"""

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Iterator[Organisation]:
    organisation = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    with at_work(organisation):
        yield organisation


def test_two_imports_at_once_follow_each_other(place: Organisation, tmp_path: Path) -> None:
    first, second = write_ledger(tmp_path, 2024, [FOOD]), write_ledger(tmp_path, 2024, [FOOD, FOOD])
    loaded, other_waits = Event(), Event()
    finished: list[str] = []

    def report(step: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG001 - as progress is called
        if step == "summing":
            loaded.set()
            other_waits.wait(20)

    def hand_over(path: Path, *, slowly: bool) -> None:
        try:
            with at_work(place):
                progress = report if slowly else (lambda *_: None)
                import_ledger(organisation=place, path=path, name=path.name, progress=progress)
                finished.append(path.name)
        finally:
            connections.close_all()

    slow = Thread(target=hand_over, args=[first], kwargs={"slowly": True})
    quick = Thread(target=hand_over, args=[second], kwargs={"slowly": False})
    slow.start()
    assert loaded.wait(20)
    quick.start()
    assert _waits_for_a_lock()
    other_waits.set()
    slow.join(20)
    quick.join(20)

    assert finished == [first.name, second.name]
    assert set(sources_of(place).values()) == {second.name}


def _waits_for_a_lock() -> bool:
    for _ in range(100):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[0]:
                return True
        time.sleep(0.1)
    return False


def _connections_of(application: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", [application])
        return int(cursor.fetchone()[0])


def _postgres_let_go_of(application: str) -> bool:
    """Whether PostgreSQL has noticed that the killed process is no more."""
    for _ in range(200):
        if not _connections_of(application):
            return True
        time.sleep(0.1)
    return False


def test_a_rule_is_not_changed_in_the_middle_of_an_import(place: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foundation.postgres.locks.LONGEST_SECONDS", 1)
    held, done = Event(), Event()

    def import_something() -> None:
        try:
            with at_work(place), transaction.atomic():
                hold_ledger(place)
                held.set()
                done.wait(20)
        finally:
            connections.close_all()

    importing = Thread(target=import_something)
    importing.start()
    assert held.wait(20)
    with pytest.raises(ConflictError):
        add_rule(organisation=place, draft=RuleDraft(account="64", category="food.dairy", explanation="Milk"))
    done.set()
    importing.join(20)

    assert rows_in(place)["MappingVersion"] == 0


def test_a_killed_import_leaves_nothing_but_its_original(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    before = rows_in(place)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "TEST_DATABASE": str(settings.DATABASES["default"]["NAME"]),
        "PYTHONPATH": str(CHECKOUT),
        "PGAPPNAME": KILLED,
    }
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", IN_THE_MIDDLE, str(path)],
        cwd=CHECKOUT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as importing:  # fmt: skip
        assert importing.stdout is not None
        assert importing.stdout.readline() == "in the middle\n"
        assert _connections_of(KILLED) > 0
        importing.send_signal(signal.SIGKILL)
        importing.wait(20)

    assert _postgres_let_go_of(KILLED)
    assert rows_in(place) == before
    outcome = import_ledger(organisation=place, path=path, name=path.name)
    assert (outcome.is_new, originals_of(place)) == (True, [path.name])
    assert rows_in(place)["ledger_line"] == len(YEAR_OF_POSTINGS)
