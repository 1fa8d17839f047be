"""Dates in the ways that ledgers write them; two that look alike are never guessed."""

from datetime import date

import polars as pl
import pytest

from emissions.importers.dates import DateColumn, are_months, end_of_month
from emissions.importers.problem_log import ProblemLog


def read(*texts: str | None, months: bool = False) -> tuple[list[date | None], list[str]]:
    log = ProblemLog()
    dates = DateColumn("datum", log, months).read(
        pl.Series(texts, dtype=pl.String), pl.Series(range(2, 2 + len(texts)))
    )
    return dates.to_list(), [f"{problem.code} {problem.place}" for problem in log.close()]


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-01",
        "20240301",
        "2024-03-01 00:00:00",
        "2024-03-01T10:15:00",
        "2024-03-01 10:15",
        "2024/03/01",
        "01.03.2024",
    ],
)
def test_date_is_read(text: str) -> None:
    assert read(text) == ([date(2024, 3, 1)], [])


@pytest.mark.parametrize(
    "text",
    ["01/03/2024", "24-03-01", "2024-13-01", "0202-03-01", "2024-03", "mars", "45352", "2024-03-01x"],
)
def test_what_cannot_be_read_without_guessing_is_a_problem(text: str) -> None:
    assert read("2024-01-31", text) == ([date(2024, 1, 31), None], ["date_is_not_readable row 3"])


@pytest.mark.parametrize("text", ["31.02.2026", "2026-02-29", "20240230", "31.11.2024"])
def test_a_day_that_there_is_not_is_said_to_be_none(text: str) -> None:
    assert read("2024-01-31", text) == ([date(2024, 1, 31), None], ["date_does_not_exist row 3"])


def test_column_of_months_gives_first_days() -> None:
    texts = ("2024-02", "202412", "2024-13", "2024-02-01", None)
    dates, problems = read(*texts, months=True)
    assert dates == [date(2024, 2, 1), date(2024, 12, 1), None, None, None]
    assert problems == ["date_is_not_readable row 4", "date_is_not_readable row 5"]


def test_only_a_column_without_any_day_is_one_of_months() -> None:
    assert are_months(["2024-02", "202403"])
    assert not are_months(["2024-02", "2024-03-01"])
    assert not are_months([])


def test_end_of_month_knows_leap_years() -> None:
    days = (date(2024, 2, 1), date(2023, 2, 28), date(2024, 12, 31), date(2024, 4, 15))
    assert [end_of_month(day) for day in days] == [
        date(2024, 2, 29),
        date(2023, 2, 28),
        date(2024, 12, 31),
        date(2024, 4, 30),
    ]
