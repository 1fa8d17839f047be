"""Real connections: what one person changes while the work or the reading of another is under way."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Event
from typing import TypeVar

import pytest
from django.db import connections

from emissions.models import Footprint, LedgerImport
from emissions.models.footprints import Dimension
from emissions.queries import lines as reading
from emissions.queries.lines import FootprintLines, LineFilter
from emissions.queries.outdated import outdated
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.footprint_basis import spend_of
from emissions.services.import_ledger import import_ledger
from emissions.services.recompute_footprints import recompute_footprints
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, at_work, imported, write_ledger
from tests.emissions.services.ledger_state import rows_in, sources_of
from tests.factories.organisations import make_organisation

PATIENCE = 30
T = TypeVar("T")
DAIRY = RuleDraft(account="64", category="food.dairy", explanation="All of it is milk")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def place() -> Organisation:
    return make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)


class Halt:
    """A progress callback that stops at one step until it is told to go on."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.reached, self.may_go_on = Event(), Event()

    def __call__(self, step: str, done: int = 0, total: int = 0) -> None:  # noqa: ARG002 - as progress is called
        if step == self.step:
            self.reached.set()
            assert self.may_go_on.wait(PATIENCE)


@contextmanager
def under_way(work: Callable[[Halt], T], place: Organisation, step: str) -> Iterator["Future[T]"]:
    """Let the work come to the step in a thread of its own; after the block it goes on and ends."""
    halt = Halt(step)

    def do() -> T:
        try:
            with at_work(place):
                return work(halt)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(do)
        try:
            assert halt.reached.wait(PATIENCE) or future.result(0)
            yield future
        finally:
            halt.may_go_on.set()


def kg_by_category(footprint: Footprint) -> dict[str, Decimal | None]:
    parts = footprint.parts.filter(dimension=Dimension.CATEGORY)
    return dict(parts.values_list("key", "kg"))


def test_the_same_file_twice_at_once_is_one_import(place: Organisation, tmp_path: Path) -> None:
    path, together = write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH]), Barrier(2)

    def hand_over(_number: int) -> bool:
        try:
            with at_work(place):
                together.wait(PATIENCE)
                return import_ledger(organisation=place, path=path, name=path.name).is_new
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        new = sorted(pool.map(hand_over, range(2)))

    with at_work(place):
        counted = rows_in(place)
    assert (new, counted["LedgerImport"], counted["ledger_line"]) == ([False, True], 1, 2)


def test_a_rule_changed_while_a_footprint_runs_leaves_it_as_it_was_begun(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])

    def calculate(halt: Halt) -> Footprint:
        return calculate_footprint(organisation=place, year=2024, progress=halt)

    with under_way(calculate, place, "calculating") as future, at_work(place):
        add_rule(organisation=place, draft=DAIRY)
    begun = future.result()
    with at_work(place):
        before = kg_by_category(begun)
        stale = outdated([begun])
        after = calculate_footprint(organisation=place, year=2024)

        assert (begun.mapping_number, after.mapping_number, stale) == (1, 2, {begun.pk})
        assert (set(kg_by_category(after)), "food.dairy" in before) == ({"food.dairy"}, False)
        accounts = begun.parts.filter(dimension=Dimension.ACCOUNT)
        assert sum(part.kg for part in accounts if part.kg) == sum(kg for kg in before.values() if kg)


def test_footprints_made_anew_during_an_import_rest_on_what_was_there(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, [FOOD])
    second = write_ledger(tmp_path, 2024, [FOOD, FOOD_IN_MARCH])

    def hand_over(halt: Halt) -> LedgerImport:
        return import_ledger(organisation=place, path=second, name=second.name, progress=halt).ledger_import

    with under_way(hand_over, place, "summing") as future, at_work(place):
        (footprint,) = recompute_footprints(organisations=[place])
    replacing = future.result()
    with at_work(place):
        assert [pin["import"] for pin in footprint.imports] != [replacing.pk]
        assert set(sources_of(place).values()) == {second.name}
        assert outdated([footprint]) == {footprint.pk}
        (renewed,) = recompute_footprints(organisations=[place])
        assert {pin["import"] for pin in renewed.imports} == {replacing.pk}


def test_lines_that_are_saved_stay_whole_when_their_file_is_replaced_meanwhile(
    place: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "EXPORT_BATCH", 1)
    imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    with at_work(place):
        footprint = calculate_footprint(organisation=place, year=2024)
        source = FootprintLines(footprint, spend_of(footprint), persons_are_named=True)
        calm = [line["amount"] for line in source.all(LineFilter())]
        saving = source.all(LineFilter())
        saved = [next(saving)["amount"]]
    imported(place, tmp_path, 2024, [FOOD_IN_MARCH, FOOD_IN_MARCH, FOOD])
    with at_work(place):
        add_rule(organisation=place, draft=DAIRY)
        saved += [line["amount"] for line in saving]

    assert (saved, len(saved)) == (calm, 2)
