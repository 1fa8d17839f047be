"""A general ledger that was joined, lost months to another file and comes back: nothing twice, nothing lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from emissions.services.join_ledgers import join_ledgers
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, UNKNOWN, Posting, at_work, imported
from tests.emissions.services.general_ledgers import CASH, general
from tests.emissions.services.ledger_state import asked, year_total_of

FOOD_IN_MAY = replace(FOOD, day="05-08", amount="700.00")
YEAR = (FOOD, FOOD_IN_MARCH, FOOD_IN_MAY)
CORRECTED = replace(FOOD_IN_MARCH, amount="9000.00")
STEPS = 24


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def months_of(place: Organisation) -> dict[str, tuple[Decimal, str | None]]:
    """What counts in each month of the general ledger: its money on cost accounts, and whom it paid."""
    found = asked(
        "SELECT to_char(line.month, 'MM'), sum(line.amount), min(card.name)"
        " FROM emissions_periodsource AS source JOIN ledger_line AS line ON line.import_id = source.ledger_import_id"
        " AND line.organisation_id = source.organisation_id AND line.month = source.month"
        " JOIN posting_key AS key ON key.id = line.key_id AND key.organisation_id = line.organisation_id"
        " LEFT JOIN suppliers_suppliercard AS card ON card.id = key.supplier_id"
        " WHERE source.organisation_id = %s AND source.ledger = 'general' AND NOT source.investment"
        " AND key.account <> %s GROUP BY line.month",
        place.pk,
        CASH,
    )
    return {month: (amount, name) for month, amount, name in found}


def test_lost_months_come_back_with_their_suppliers(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, YEAR)
    imported(place, tmp_path, 2024, YEAR)
    join_ledgers(organisation=place, years=[2024])
    joined = months_of(place)
    general(place, tmp_path, [CORRECTED], name="march.se")
    assert months_of(place)["03"] == (Decimal(CORRECTED.amount), None)

    general(place, tmp_path, YEAR)

    assert months_of(place) == joined
    assert joined["03"] == (Decimal(FOOD_IN_MARCH.amount), FOOD_IN_MARCH.supplier)


def test_whatever_is_handed_in_and_joined_each_month_has_the_money_of_its_last_file(
    place: Organisation, tmp_path: Path
) -> None:
    money: dict[str, Decimal] = {}

    def hand_in(postings: tuple[Posting, ...], name: str) -> None:
        general(place, tmp_path, postings, name=name)
        money.update({posting.day[:2]: Decimal(posting.amount) for posting in postings})

    steps: list[Callable[[], object]] = [
        lambda: hand_in(YEAR, "year.se"),
        lambda: hand_in((CORRECTED,), "march.se"),
        lambda: hand_in((FOOD_IN_MAY,), "may.se"),
        lambda: imported(place, tmp_path, 2024, [*YEAR, UNKNOWN]),
        lambda: imported(place, tmp_path, 2024, [*YEAR[:2], CORRECTED]),
        lambda: join_ledgers(organisation=place, years=[2024]),
    ]
    steps[0]()

    for step in Random(6).choices(steps, k=STEPS):  # noqa: S311 - a walk to repeat, no secret
        step()
        assert {month: amount for month, (amount, _name) in months_of(place).items()} == money
        totals = year_total_of(place, 2024)
        assert sum(amount for (treatment, _), amount in totals.items() if treatment == "purchase") == sum(
            money.values()
        )
