"""Amounts as people and programs write them, and the ones that may not be guessed."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from emissions.importers.amounts import AmountColumn, amount_text, from_floats, understand
from emissions.importers.problem_log import ProblemLog

AMOUNTS = st.decimals(min_value=-(10**13), max_value=10**13, places=2)


def read(*texts: str | None) -> tuple[list[Decimal | None], list[str]]:
    """Return the amounts of one column and the problems as `code place`."""
    log = ProblemLog()
    amounts = AmountColumn("belopp", log).read(pl.Series(texts, dtype=pl.String), pl.Series(range(2, 2 + len(texts))))
    return amounts.to_list(), [f"{problem.code} {problem.place}" for problem in log.close()]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12", "12"),
        ("-12", "-12"),
        ("+7", "7"),
        ("12,5", "12.5"),
        ("12.50", "12.50"),
        ("-0,01", "-0.01"),
        ("1 234,50", "1234.50"),
        ("1\u00a0234\u202f567,89", "1234567.89"),
        ("1\u2009234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("1.234.567,8", "1234567.8"),
        ("(123,45)", "-123.45"),
        ("123,45-", "-123.45"),
        ("\u2212123,45", "-123.45"),
        ("\u2013 5", "-5"),
        ("0,123", "0.123"),
        (",5", "0.5"),
        ("1234,567", "1234.567"),
        ("99999999999999,9999", "99999999999999.9999"),
    ],
)
def test_written_amount_is_read(text: str, amount: str) -> None:
    assert read(text) == ([Decimal(amount)], [])


@pytest.mark.parametrize(
    "text",
    [
        "tolv",
        "12 kr",
        "1.2E+05",
        "12x50",
        "12 34",
        "1 23,5",
        "--1",
        "-",
        "()",
        "1-2",
        "(-5)",
        "12,",
        "1.234,",
        "1,23,456",
        "1'234",
        "٣",
        "½",
        "NaN",
        "1 234.567.890,1.2",
    ],
)
def test_what_is_no_number_is_a_problem(text: str) -> None:
    assert read(text) == ([None], ["amount_is_no_number row 2"])


def test_amount_beyond_fourteen_digits_is_a_problem() -> None:
    assert read("123456789012345", "12345678901234") == ([None, Decimal(12345678901234)], ["amount_is_too_large row 2"])


def test_empty_cell_stays_empty_without_a_problem() -> None:
    assert read(None, "1") == ([None, Decimal(1)], [])


def test_three_digits_after_the_mark_follow_the_rest_of_the_column() -> None:
    assert read("1.234", "5,50") == ([Decimal(1234), Decimal("5.50")], [])
    assert read("1.234", "5.50") == ([Decimal("1.234"), Decimal("5.50")], [])


def test_three_digits_after_the_mark_are_a_problem_where_nothing_shows_the_mark() -> None:
    assert read("1,234", "5") == ([None, Decimal(5)], ["amount_is_ambiguous row 2"])


def test_both_marks_in_one_column_are_a_problem_of_the_rarer_rows() -> None:
    amounts, problems = read("1.234,56", "7,5", "1,234.56", "1.234")
    assert amounts == [Decimal("1234.56"), Decimal("7.5"), None, None]
    assert problems == ["amount_is_ambiguous row 5", "amount_has_other_mark row 4"]


def test_mark_that_changes_after_ambiguous_amounts_were_read_spoils_the_file() -> None:
    log = ProblemLog()
    column = AmountColumn("belopp", log)
    assert column.read(pl.Series(["1.234", "5,5"]), pl.Series([2, 3])).to_list() == [Decimal(1234), Decimal("5.5")]
    assert column.read(pl.Series(["1.234", "5.5"]), pl.Series([4, 5])).to_list() == [None, None]
    codes = [(problem.code, problem.place) for problem in log.close()]
    assert codes == [
        ("amount_is_ambiguous", "row 4"),
        ("amounts_mix_marks", "file"),
        ("amount_has_other_mark", "row 5"),
    ]


def test_more_than_four_decimals_are_rounded_half_even_and_told() -> None:
    assert read("1,23445", "1,23455") == ([Decimal("1.2344"), Decimal("1.2346")], ["amounts_rounded file"])


def test_floats_of_cells_become_the_decimals_that_they_show() -> None:
    values = np.array([6300.0, 11119.46, 0.1 + 0.2, -1e13, np.nan, -0.01])
    expected = ["6300", "11119.46", "0.3", "-10000000000000", None, "-0.01"]
    assert from_floats(values).to_list() == [None if text is None else Decimal(text) for text in expected]


@example([Decimal("854924491586.56"), Decimal("549755813888.01"), Decimal("-9999999999999.99")])
@given(st.lists(AMOUNTS, min_size=1, max_size=20))
def test_cells_with_two_decimals_come_back_exactly(amounts: list[Decimal]) -> None:
    assert from_floats(np.array([float(amount) for amount in amounts])).to_list() == amounts


@given(AMOUNTS, st.sampled_from([",", "."]), st.sampled_from(["", " ", "\u00a0", "\u202f"]))
def test_an_amount_with_two_decimals_is_read_however_it_is_grouped(amount: Decimal, mark: str, group: str) -> None:
    text = f"{amount:,.2f}".replace(",", "g").replace(".", mark).replace("g", group)
    assert read(text) == ([amount], [])


@given(AMOUNTS)
def test_three_digits_after_one_mark_never_show_which_mark_it_is(amount: Decimal) -> None:
    thousands = f"{abs(amount) % 899 + 100:.0f}.{abs(amount) % 899 + 100:.0f}"
    found = understand(thousands)
    assert (found.is_ambiguous, found.mark, found.problem) == (True, None, None)


def test_amount_text_has_two_decimals_or_what_the_source_has() -> None:
    amounts = (Decimal(0), Decimal("-12.5000"), Decimal("0.0001"), Decimal(1000000), Decimal("3.1230"))
    assert [amount_text(amount) for amount in amounts] == ["0.00", "-12.50", "0.0001", "1000000.00", "3.123"]
