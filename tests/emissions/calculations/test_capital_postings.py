"""An asset counts once: when it is bought, not when it is moved, sold or capitalised from own work."""

from decimal import Decimal

import polars as pl
import pytest

from emissions.calculations.capital_postings import asset_movements
from emissions.calculations.classification import classify
from emissions.rules import shipped_defaults

Posting = tuple[str | None, str, int]


def movements(*postings: Posting, chart: str | None = "bas") -> list[str | None]:
    return asset_movements(_lines(postings), chart).to_list()


def _lines(postings: tuple[Posting, ...]) -> pl.DataFrame:
    rows = [(voucher, account, Decimal(amount)) for voucher, account, amount in postings]
    return pl.DataFrame(
        rows, schema={"voucher": pl.String(), "account": pl.String(), "amount": pl.Decimal(18, 4)}, orient="row"
    )


def counted(*postings: Posting) -> Decimal:
    """Return the money of a company's ledger that counts as bought."""
    lines = _lines(postings).with_row_index("key").with_columns(chart=pl.lit("bas"))
    decided = classify(lines.with_columns(movement=asset_movements(lines, "bas")), [], shipped_defaults())
    money = lines.with_columns(pl.col("key").cast(pl.Int64)).join(decided, on="key")
    return Decimal(money.filter(pl.col("treatment") != "excluded")["amount"].sum())


def test_a_purchase_on_credit_is_an_acquisition() -> None:
    assert movements(("A1", "1220", 100), ("A1", "2440", -100)) == [None, None]


def test_a_credit_note_stays_a_negative_purchase() -> None:
    assert movements(("A1", "1220", -100), ("A1", "2440", 100)) == [None, None]


def test_a_sold_asset_is_a_disposal() -> None:
    sale = [("A1", "1220", -100), ("A1", "1229", 60), ("A1", "1930", 50), ("A1", "3973", -10)]
    assert movements(*sale) == ["disposal", None, None, None]


def test_a_scrapped_asset_is_a_disposal_although_the_loss_is_a_cost() -> None:
    assert movements(("A1", "1220", -100), ("A1", "1229", 60), ("A1", "7973", 40)) == ["disposal", None, None]


def test_capitalised_own_work_is_not_bought_again() -> None:
    assert movements(("A1", "1180", 100), ("A1", "3870", -100)) == ["own_work", None]


def test_vouchers_are_judged_apart_and_lines_without_voucher_alone() -> None:
    postings = [("A1", "1220", 100), ("A2", "3870", -100), (None, "1220", 5), (None, "3870", -5)]
    assert movements(*postings) == [None, None, None, None]


def test_accumulated_depreciation_has_no_movement() -> None:
    assert movements(("A1", "1229", -10), ("A1", "7832", 10)) == [None, None]


@pytest.mark.parametrize("chart", [None, "kostra"])
def test_charts_without_asset_accounts_have_no_movements(chart: str | None) -> None:
    assert movements(("A1", "1220", -100), chart=chart) == [None]


def test_municipal_payables_are_another_group() -> None:
    assert movements(("A1", "12300", -100), ("A1", "25100", 100), chart="kommun_bas") == [None, None]
    assert movements(("A1", "12300", -100), ("A1", "24400", 100), chart="kommun_bas") == ["disposal", None]


def test_a_purchase_moved_from_a_cost_account_counts_once() -> None:
    bought = [("A1", "5410", 100), ("A1", "2440", -100)]
    moved = [("A2", "1220", 100), ("A2", "5410", -100)]
    assert counted(*bought) == counted(*bought, *moved) == Decimal(100)


def test_an_asset_moved_from_work_in_progress_counts_once() -> None:
    bought = [("A1", "1180", 100), ("A1", "2440", -100)]
    moved = [("A2", "1110", 100), ("A2", "1180", -100)]
    assert counted(*bought) == counted(*bought, *moved) == Decimal(100)


def test_purchases_that_became_own_work_count_once() -> None:
    bought = [("A1", "5460", 100), ("A1", "2440", -100)]
    capitalised = [("A2", "1180", 100), ("A2", "3870", -100)]
    assert counted(*bought) == counted(*bought, *capitalised) == Decimal(100)


def test_a_sale_does_not_lower_what_was_bought() -> None:
    bought = [("A1", "1220", 100), ("A1", "2440", -100)]
    sold = [("A2", "1220", -100), ("A2", "1930", 100)]
    assert counted(*bought, *sold) == Decimal(100)
