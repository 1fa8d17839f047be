"""Using an import again: it takes its months, whoever held them, and the sums of the years follow."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.queries.imports import standings_of
from emissions.queries.spend import accounts_of_years
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.period_sources import MadeCurrent
from emissions.services.use_import import use_import
from foundation.models import Change
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, at_work, imported
from tests.emissions.services.ledger_state import rows_in, sources_of, year_total_of

MILK = RuleDraft(account="64", category="food.dairy", explanation="Only milk")


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def test_a_replaced_import_is_brought_back(place: Organisation, tmp_path: Path) -> None:
    old = imported(place, tmp_path, 2024, [FOOD])
    new = imported(place, tmp_path, 2024, [FOOD, FOOD])

    replaced = use_import(old).replaced

    assert replaced == (str(new.uuid),)
    assert set(sources_of(place).values()) == {old.file.name}
    assert year_total_of(place, 2024) == {("purchase", "food.mixed"): Decimal(FOOD.amount)}


def test_an_import_that_is_in_use_changes_nothing(place: Organisation, tmp_path: Path) -> None:
    found = imported(place, tmp_path, 2024, [FOOD])
    before = rows_in(place)

    assert (use_import(found), rows_in(place)) == (MadeCurrent((), ()), before)


def test_months_that_a_file_strays_into_are_taken_where_somebody_says_so(place: Organisation, tmp_path: Path) -> None:
    full = imported(place, tmp_path, 2024, [FOOD] * 20)
    stray = imported(place, tmp_path, 2024, [FOOD_IN_MARCH, FOOD])
    assert sources_of(place)[("2024-01", False)] == full.file.name

    assert use_import(stray).replaced == (str(full.uuid),)

    assert set(sources_of(place).values()) == {stray.file.name}
    assert standings_of(place.pk, [full.pk])[full.pk].state == "replaced"


def test_what_is_brought_back_is_counted_by_the_rules_of_today(place: Organisation, tmp_path: Path) -> None:
    old = imported(place, tmp_path, 2024, [FOOD])
    imported(place, tmp_path, 2024, [FOOD, FOOD])
    add_rule(organisation=place, draft=MILK)

    use_import(old)

    assert year_total_of(place, 2024) == {("purchase", "food.dairy"): Decimal(FOOD.amount)}


def test_the_change_is_recorded_with_what_gave_way(place: Organisation, tmp_path: Path) -> None:
    old = imported(place, tmp_path, 2024, [FOOD])
    new = imported(place, tmp_path, 2024, [FOOD, FOOD])
    use_import(old)

    change = Change.objects.filter(kind="emissions.ledger_import").latest("pk")

    assert (change.action, change.object_id, change.summary) == (
        "made_current",
        str(old.uuid),
        {"name": old.file.name, "replaced": [str(new.uuid)]},
    )


def test_every_year_with_accounts_has_its_base_pinned(place: Organisation, tmp_path: Path) -> None:
    early, late = imported(place, tmp_path, 2023, [FOOD]), imported(place, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])

    pinned = {
        accounts.year: [(pin["import"], pin["months"]) for pin in accounts.imports]
        for accounts in accounts_of_years([place.pk])
    }

    assert pinned == {
        2023: [(early.pk, ["2023-01-01"])],
        2024: [(late.pk, ["2024-01-01", "2024-03-01"])],
    }
