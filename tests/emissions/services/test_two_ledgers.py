"""A general ledger and a supplier ledger of one year: one of them counts, and a few lines never hide a year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.models import LedgerImport
from emissions.services.check_ledger import check_ledger
from emissions.services.import_ledger import import_ledger
from emissions.services.use_import import use_import
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, at_work, imported, write_ledger, write_vouchers
from tests.emissions.services.ledger_state import year_total_of

LATE = ["20241215", "20241220", "20241231"]
NEXT_YEAR = [f"202501{day:02d}" for day in range(1, 21)]
SUPPLIERS = [FOOD, FOOD_IN_MARCH] * 40
COUNTED = 40 * (Decimal(FOOD.amount) + Decimal(FOOD_IN_MARCH.amount))


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def general(place: Organisation, folder: Path, days: Sequence[str]) -> LedgerImport:
    path = write_vouchers(folder, days)
    return import_ledger(organisation=place, path=path, name=path.name).ledger_import


def money_of(place: Organisation, year: int) -> Decimal:
    return year_total_of(place, year)[("purchase", "food.mixed")]


def remarks_of(found: LedgerImport) -> list[tuple[str, dict[str, object]]]:
    about = ("few_lines_are_kept_out", "supplier_ledger_counts")
    return [(each["code"], each["values"]) for each in found.problems if each["code"] in about]


def test_late_vouchers_leave_the_supplier_ledger_of_their_year_alone(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, SUPPLIERS)
    path = write_vouchers(tmp_path, LATE[:1] + NEXT_YEAR)
    said = check_ledger(organisation=place, path=path)

    stray = import_ledger(organisation=place, path=path, name=path.name).ledger_import

    assert money_of(place, 2024) == COUNTED
    assert remarks_of(stray) == [("few_lines_are_kept_out", {"year": "2024", "lines": "2", "used": "80"})]
    assert said.summary.as_json() == stray.summary
    assert [(row["name"], row["lines"], row["new_lines"]) for row in said.leaves] == [("ledger-2024-0.csv", 80, 2)]


def test_late_vouchers_that_came_first_give_way_to_the_supplier_ledger(place: Organisation, tmp_path: Path) -> None:
    stray = general(place, tmp_path, LATE + NEXT_YEAR)

    found = imported(place, tmp_path, 2024, SUPPLIERS)

    assert money_of(place, 2024) == COUNTED
    assert remarks_of(found) == [("supplier_ledger_counts", {"year": "2024", "lines": "80", "others": "6"})]
    assert stray.current_for.count() == 1


def test_somebody_may_say_that_a_few_vouchers_are_the_year(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2024, SUPPLIERS)
    stray = general(place, tmp_path, LATE[:1])

    assert use_import(stray).years == (2024,)

    assert ("purchase", "food.mixed") not in year_total_of(place, 2024)


def test_a_supplier_ledger_beside_a_general_one_is_said_not_to_count(place: Organisation, tmp_path: Path) -> None:
    general(place, tmp_path, LATE)

    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, [FOOD]))

    assert [problem.code for problem in checked.summary.problems if "ledger" in problem.code] == [
        "supplier_ledger_is_not_counted"
    ]
