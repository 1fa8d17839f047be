"""Lines are placed in their months, summed into cells, and the newest names are kept."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from emissions.importers.ledger_lines import LedgerHeader, as_lines
from emissions.services.load_lines import with_month
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_RETURNED, Posting, at_work, imported
from tests.emissions.services.ledger_state import asked

DAYS = as_lines(pl.DataFrame({"account": ["1", "2"], "posted_on": [date(2024, 3, 17), None]}))
YEAR = LedgerHeader(period_from=date(2024, 1, 1), period_to=date(2024, 12, 31), granularity="year")


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


@pytest.mark.parametrize(
    ("header", "months"),
    [
        (LedgerHeader(), [date(2024, 3, 1), None]),
        (LedgerHeader(period_from=date(2024, 2, 5)), [date(2024, 3, 1), date(2024, 2, 1)]),
        (LedgerHeader(granularity="month"), [date(2024, 3, 1), None]),
        (YEAR, [date(2024, 1, 1), date(2024, 1, 1)]),
    ],
    ids=["by day", "by day in a stated period", "by month", "by year"],
)
def test_a_line_counts_in_its_month_or_in_the_first_of_the_period(
    header: LedgerHeader, months: list[date | None]
) -> None:
    assert with_month(DAYS, header)["month"].to_list() == months


def test_cells_are_the_exact_sums_of_their_lines(place: Organisation, tmp_path: Path) -> None:
    found = imported(place, tmp_path, 2024, [FOOD, FOOD_RETURNED, FOOD])

    cells = asked("SELECT month, amount, lines, currency FROM spend_cell WHERE import_id = %s", found.pk)

    assert cells == [(date(2024, 1, 1), Decimal("24500.7500"), 3, "SEK")]


def test_every_line_keeps_its_row_and_what_the_source_said(place: Organisation, tmp_path: Path) -> None:
    found = imported(place, tmp_path, 2024, [FOOD, FOOD_RETURNED])

    lines = asked("SELECT row, amount, voucher, invoice FROM ledger_line WHERE import_id = %s ORDER BY row", found.pk)

    assert lines == [(2, Decimal("12500.5000"), "20240001", "F-1"), (3, Decimal("-500.2500"), "20240002", "F-2")]


def test_the_newest_name_of_an_account_is_kept(place: Organisation, tmp_path: Path) -> None:
    imported(place, tmp_path, 2023, [FOOD])
    imported(place, tmp_path, 2024, [Posting("01-08", FOOD.account, "Livsmedel och dryck", "1")])

    names = asked("SELECT code, name FROM ledger_name WHERE organisation_id = %s AND kind = 'account'", place.pk)

    assert names == [(FOOD.account, "Livsmedel och dryck")]
