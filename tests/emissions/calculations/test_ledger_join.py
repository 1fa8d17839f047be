"""Postings of two ledgers found again in each other: never twice, never for another sum."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.ledger_join import POSTING_SCHEMA, LedgerJoin, joined
from emissions.calculations.ledger_report import reconciliation

JANUARY = date(2024, 1, 1)
YEAR_BEFORE = date(2023, 1, 1)
ANNA, BO = 1, 2


def ledger(*postings: dict[str, object]) -> pl.DataFrame:
    """Postings on account 4010 in January for 100 SEK, unless said otherwise, numbered from 0."""
    usual = {"account": "4010", "month": JANUARY, "currency": "SEK", "amount": Decimal(100), "party": None}
    rows = [{**usual, "line": line, **each} for line, each in enumerate(postings)]
    return pl.DataFrame(rows, schema={**POSTING_SCHEMA, "party": pl.Int64()})


def told(general: pl.DataFrame, supplier: pl.DataFrame) -> list[tuple[int, int, str]]:
    return joined(general, supplier).told.rows()


def test_the_surest_way_wins_and_leaves_the_rest_to_the_others() -> None:
    day = date(2024, 1, 5)
    general = ledger(
        {"voucher": "L-0012"},
        {"invoice": "F 77", "amount": Decimal(5)},
        {"posted_on": day, "amount": Decimal(7)},
        {"voucher": "13", "amount": Decimal(60)},
        {"voucher": "13", "amount": Decimal(40)},
        {"amount": Decimal("9.99")},
        {"amount": Decimal(1)},
    )
    supplier = ledger(
        {"party": BO, "amount": Decimal("9.99")},
        {"party": BO, "voucher": "13"},
        {"party": ANNA, "posted_on": day, "amount": Decimal(7)},
        {"party": ANNA, "invoice": "F77", "amount": Decimal(5)},
        {"party": ANNA, "voucher": "L12"},
        {"party": ANNA, "voucher": "L0012"},
    )

    assert told(general, supplier) == [
        (0, 5, "voucher"),
        (1, 3, "invoice"),
        (2, 2, "day"),
        (3, 1, "split"),
        (4, 1, "split"),
        (5, 0, "month"),
    ]


def test_nobody_is_named_where_it_could_be_two() -> None:
    general = ledger({"voucher": "1"}, {"voucher": "1"}, {"voucher": "1"})
    supplier = ledger({"voucher": "1", "party": ANNA}, {"voucher": "1", "party": BO})

    assert told(general, supplier) == []


def test_as_many_on_both_sides_are_paired_although_two_were_paid() -> None:
    general = ledger({"voucher": "1"}, {"voucher": "1"})
    supplier = ledger({"voucher": "1", "party": ANNA}, {"voucher": "1", "party": BO})

    assert told(general, supplier) == [(0, 0, "voucher"), (1, 1, "voucher")]


@pytest.mark.parametrize("number", ["voucher", "invoice"])
def test_a_number_of_another_year_is_another_posting(number: str) -> None:
    general = ledger({number: "12"}, {number: "12", "month": YEAR_BEFORE})
    supplier = ledger({number: "12", "month": YEAR_BEFORE, "party": ANNA}, {number: "12", "party": BO})

    assert told(general, supplier) == [(0, 1, number), (1, 0, number)]
    assert told(general.head(1), supplier.head(1)) == []


def test_the_postings_of_a_split_voucher_are_of_one_year() -> None:
    general = ledger({"voucher": "13", "amount": Decimal(60)}, {"voucher": "13", "amount": Decimal(40)})
    supplier = ledger({"voucher": "13", "month": YEAR_BEFORE, "party": BO})

    assert told(general, supplier) == []


def test_another_currency_or_account_is_another_posting() -> None:
    general = ledger({"voucher": "1"}, {"voucher": "2", "account": "04010"})
    supplier = ledger({"voucher": "1", "currency": "NOK"}, {"voucher": "2", "account": "4011", "party": ANNA})

    assert told(general, supplier) == []


postings = st.lists(
    st.fixed_dictionaries(
        {
            "voucher": st.sampled_from([None, "1", "2"]),
            "invoice": st.sampled_from([None, "a", "b"]),
            "account": st.sampled_from(["4010", "5010"]),
            "month": st.sampled_from([JANUARY, YEAR_BEFORE]),
            "posted_on": st.sampled_from([None, date(2024, 1, 3), date(2024, 1, 4)]),
            "amount": st.sampled_from([Decimal(1), Decimal(2), Decimal(3), Decimal(-1)]),
            "party": st.sampled_from([None, ANNA, BO]),
        }
    ),
    max_size=12,
)


def by_year_and_account(lines: pl.DataFrame) -> list[tuple[object, ...]]:
    year = pl.col("month").dt.year()
    return lines.group_by(year, "account").agg(pl.col("amount").sum()).sort("month", "account").rows()


@given(postings, postings)
def test_what_is_found_is_found_once_and_sums_to_the_same(
    first: list[dict[str, object]], second: list[dict[str, object]]
) -> None:
    general, supplier = ledger(*first), ledger(*second)

    found = joined(general, supplier)

    assert found.told["line"].is_unique().all()
    assert found.found["line"].is_unique().all()
    of_general, of_supplier = general.join(found.told, on="line"), supplier.join(found.found, on="line")
    assert by_year_and_account(of_general) == by_year_and_account(of_supplier)


@given(postings, postings)
def test_the_order_of_rows_is_irrelevant(first: list[dict[str, object]], second: list[dict[str, object]]) -> None:
    general, supplier = ledger(*first), ledger(*second)

    assert told(general.reverse(), supplier.reverse()) == told(general, supplier)


def report(general: pl.DataFrame, supplier: pl.DataFrame) -> dict[str, object]:
    found: LedgerJoin = joined(general, supplier)
    return reconciliation(general, supplier, found).as_json()


def test_a_reconciliation_says_what_differs() -> None:
    general = ledger(
        {"voucher": "1"},
        {"voucher": "2", "party": ANNA},
        {"voucher": "3", "party": ANNA},
        {"voucher": "9", "amount": Decimal(30)},
        {"account": "7010", "amount": Decimal(5000)},
    )
    supplier = ledger(
        {"voucher": "1", "party": ANNA},
        {"voucher": "2", "party": ANNA},
        {"voucher": "3", "party": BO},
        {"voucher": "4", "party": BO, "account": "5010", "amount": Decimal(-20)},
    )

    assert report(general, supplier) == {
        "currencies": [
            {"currency": "SEK", "lines": 4, "turnover": "320.00", "found_lines": 3, "found_turnover": "300.00"}
        ],
        "ways": [{"way": "voucher", "lines": 3}],
        "outcomes": {"told": 1, "same": 1, "other": 1, "nobody": 0},
        "accounts": [
            {
                "account": "4010", "currency": "SEK", "general": "330.00", "supplier": "300.00", "found": "300.00",
                "difference": "30.00",
            },
            {
                "account": "5010", "currency": "SEK", "general": "0.00", "supplier": "-20.00", "found": "0.00",
                "difference": "20.00",
            },
        ],
    }  # fmt: skip
