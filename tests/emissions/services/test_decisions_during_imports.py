"""Real connections: suppliers are merged, and groups of the review queue decided on, while an import is under way."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from django.db import connection, connections
from django.test import Client
from pytest_django.fixtures import Settings

from emissions.models import ClassificationRule, LedgerImport
from emissions.queries.mapping import own_rows
from emissions.queries.review import ReviewQueue
from emissions.services.import_ledger import import_ledger
from emissions.services.review_decisions import Decision, decide_group
from foundation.errors import BusyError
from organisations.models import Organisation, Role, User
from suppliers.models import SupplierCard, SupplierMerge
from suppliers.services.merge_suppliers import Pair, merge_suppliers
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, Posting, at_work, imported, write_ledger
from tests.emissions.services.test_work_at_once import Halt, under_way
from tests.factories.organisations import make_member, make_organisation

PATIENCE = 30
BUSY = "A file is being imported just now."
CONSULTING = Posting("04-01", "74000", "Övriga tjänster", "500000.00", "Konsultbyrån Nord AB", "559900-0151")
MORE_CONSULTING = Posting("05-02", "74000", "Övriga tjänster", "200000.00", "Konsultbyrån Nord AB", "559900-0151")
NEW_SUPPLIER = Posting("06-02", "64400", "Livsmedel", "300.00", "Ekby Grönsaker", "")
TOOLS = Decision("supplier_account", "It is advice", category="services.consulting")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Iterator[Organisation]:
    organisation = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    with at_work(organisation):
        yield organisation


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    monkeypatch.setattr("foundation.postgres.locks.LONGEST_SECONDS", 0.1)
    settings.LANGUAGE_CODE = "en"


def importing(place: Organisation, path: Path) -> Callable[[Halt], LedgerImport]:
    def work(halt: Halt) -> LedgerImport:
        return import_ledger(organisation=place, path=path, name=path.name, progress=halt).ledger_import

    return work


def cards(place: Organisation) -> list[SupplierCard]:
    return list(SupplierCard.objects.filter(organisation=place).order_by("pk"))


def waits_for_a_lock(started: Event) -> None:
    """Return once somebody who has started waits for the accounts."""
    assert started.wait(PATIENCE)
    with connection.cursor() as cursor:
        for _ in range(3_000):
            cursor.execute("SELECT pg_sleep(0.01), count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
            if cursor.fetchone()[1]:
                return
    pytest.fail("Nobody waits.")


@pytest.mark.usefixtures("impatient")
def test_suppliers_are_not_merged_in_the_middle_of_an_import(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    more = write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH, NEW_SUPPLIER])
    one, other = cards(place)

    with under_way(importing(place, more), place, "summing"), at_work(place):
        with pytest.raises(BusyError, match=BUSY):
            merge_suppliers(organisation=place, pairs=[Pair(one, other)])
        assert not SupplierMerge.objects.filter(organisation=place).exists()

    merge_suppliers(organisation=place, pairs=[Pair(one, other)])
    assert len({card.identity for card in cards(place)}) == 2


def test_a_merge_that_waited_for_an_import_knows_its_cards(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    more = write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH, NEW_SUPPLIER])
    one, other = cards(place)
    started = Event()

    def merge() -> None:
        try:
            with at_work(place):
                started.set()
                merge_suppliers(organisation=place, pairs=[Pair(one, other)])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with under_way(importing(place, more), place, "summing") as future:
            merging = pool.submit(merge)
            waits_for_a_lock(started)
        future.result(PATIENCE)
        merging.result(PATIENCE)

    found = {card.name: card.identity for card in cards(place)}
    assert len(found) == 3
    assert found[one.name] == found[other.name] != found["Ekby Grönsaker"]


def group_of(place: Organisation) -> str:
    (group,) = ReviewQueue(place, 2024).groups
    return group.item


@pytest.mark.usefixtures("impatient")
def test_a_group_is_not_decided_on_in_the_middle_of_an_import(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD, CONSULTING])
    more = write_ledger(tmp_path, 2024, [FOOD, CONSULTING, MORE_CONSULTING])
    item = group_of(place)

    with under_way(importing(place, more), place, "summing"), at_work(place), pytest.raises(BusyError, match=BUSY):
        decide_group(organisation=place, year=2024, item=item, decision=TOOLS)

    assert list(own_rows(place.pk, 10_000)) == []
    before = ReviewQueue(place, 2024).progress.waiting
    decide_group(organisation=place, year=2024, item=item, decision=TOOLS)
    assert (before, ReviewQueue(place, 2024).progress.waiting) == (Decimal("700000.00"), Decimal(0))


@pytest.mark.usefixtures("impatient")
def test_a_decision_that_came_during_an_import_still_stands_in_the_form(
    place: Organisation, tmp_path: Path, client_for: Callable[[User], Client]
) -> None:
    imported(place, tmp_path, 2024, [FOOD, CONSULTING])
    more = write_ledger(tmp_path, 2024, [FOOD, CONSULTING, MORE_CONSULTING])
    officer = make_member("Ada", place, Role.FINANCE, language="en")
    said = {"item": group_of(place), "next": "", "year": "2024", "level": "supplier_account"}
    said |= {"category": "services.consulting", "explanation": "What I typed"}

    with under_way(importing(place, more), place, "summing"):
        page = client_for(officer).post(f"/o/{place.slug}/accounts/review/decide", said)

    assert page.status_code == 422
    assert BUSY in page.content.decode()
    assert "What I typed" in page.content.decode()
    assert not ClassificationRule.objects.filter(organisation=place).exists()
