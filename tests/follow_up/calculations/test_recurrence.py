"""Tasks that come again, periods, and when reports are due."""

from datetime import date, timedelta
from itertools import islice, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.recurrence import Recurrence, on_day_of_month
from follow_up.calculations.report_periods import PeriodKind, ReportPeriod, Season, report_periods

days = st.dates(date(2020, 1, 1), date(2060, 12, 31))
WINTER = Season(10, 15, 4, 15)


@pytest.mark.parametrize(
    ("first", "months", "last", "on_day", "expected"),
    [
        ("2026-01-31", 1, "2026-05-31", None, "2026-01-31 2026-02-28 2026-03-31 2026-04-30 2026-05-31"),
        ("2024-02-29", 12, "2028-03-01", None, "2024-02-29 2025-02-28 2026-02-28 2027-02-28 2028-02-29"),
        ("2026-08-31", 6, "2028-02-29", None, "2026-08-31 2027-02-28 2027-08-31 2028-02-29"),
        ("2026-01-15", 1, "2026-04-30", 31, "2026-01-31 2026-02-28 2026-03-31 2026-04-30"),
        ("2026-01-15", 2, "2026-06-30", 10, "2026-02-10 2026-04-10 2026-06-10"),
        ("2026-01-31", 1, "2026-03-31", 30, "2026-02-28 2026-03-30"),
        ("2026-01-31", 3, "2026-12-31", 31, "2026-01-31 2026-04-30 2026-07-31 2026-10-31"),
        ("2026-05-01", 1, "2026-05-01", 1, "2026-05-01"),
        ("2026-05-01", 1, "2026-04-30", None, ""),
    ],
)
def test_the_days_of_a_task(first: str, months: int, last: str, on_day: int | None, expected: str) -> None:
    task = Recurrence(date.fromisoformat(first), months, date.fromisoformat(last), on_day)

    assert " ".join(f"{day}" for day in task.days()) == expected


@given(days, st.integers(1, 60), st.none() | st.integers(1, 31))
def test_days_come_in_order_a_period_apart_and_not_before_the_first(
    first: date, months: int, on_day: int | None
) -> None:
    found = list(islice(Recurrence(first, months, on_day=on_day).days(), 20))

    assert found[0] >= first
    for earlier, later in pairwise(found):
        assert (later.year - earlier.year) * 12 + later.month - earlier.month == months
    wanted = first.day if on_day is None else on_day
    assert all(day == on_day_of_month(day, wanted) for day in found)


@given(days, st.integers(1, 24), st.integers(0, 3000))
def test_the_next_day_is_the_first_of_those_that_come_later(first: date, months: int, later: int) -> None:
    task, day = Recurrence(first, months), first + timedelta(days=later)
    following = task.next_after(day)

    assert following is not None
    assert following > day
    assert not [each for each in islice(task.days(), 110) if day < each < following]


def test_nothing_follows_the_last_day_or_the_end_of_the_calendar() -> None:
    assert Recurrence(date(2026, 1, 1), 6, date(2026, 8, 1)).next_after(date(2026, 7, 1)) is None
    assert list(Recurrence(date(9999, 6, 30), 5).days()) == [date(9999, 6, 30), date(9999, 11, 30)]


@pytest.mark.parametrize(("months", "on_day"), [(0, None), (-1, None), (1, 0), (1, 32)])
def test_a_task_that_cannot_come_again_is_refused(months: int, on_day: int | None) -> None:
    with pytest.raises(ValueError, match="month"):
        Recurrence(date(2026, 1, 1), months, on_day=on_day)


@pytest.mark.parametrize(
    ("kind", "first", "last", "expected"),
    [
        ("month", "2026-01-31", "2026-03-01", "2026-01-31/2026-01-31 2026-02-01/2026-02-28 2026-03-01/2026-03-01"),
        ("quarter", "2026-01-01", "2026-06-30", "2026-01-01/2026-03-31 2026-04-01/2026-06-30"),
        ("half_year", "2026-09-01", "2027-08-31", "2026-09-01/2026-12-31 2027-01-01/2027-06-30 2027-07-01/2027-08-31"),
        ("year", "2026-12-31", "2028-01-01", "2026-12-31/2026-12-31 2027-01-01/2027-12-31 2028-01-01/2028-01-01"),
        ("contract", "2026-12-31", "2028-01-01", "2026-12-31/2028-01-01"),
        ("season", "2026-01-01", "2027-12-31", "2026-01-01/2026-04-15 2026-10-15/2027-04-15 2027-10-15/2027-12-31"),
        ("season", "2026-05-01", "2026-09-30", ""),
        ("month", "2026-05-02", "2026-05-01", ""),
    ],
)
def test_the_periods_of_a_contract(kind: str, first: str, last: str, expected: str) -> None:
    found = report_periods(PeriodKind(kind), date.fromisoformat(first), date.fromisoformat(last), WINTER)

    assert " ".join(f"{each.first}/{each.last}" for each in found) == expected


def test_a_period_that_the_contract_cuts_is_not_whole() -> None:
    found = list(report_periods(PeriodKind.QUARTER, date(2026, 2, 1), date(2026, 6, 30)))

    assert [each.is_whole for each in found] == [False, True]


def test_a_season_within_a_year_and_one_that_ends_in_february() -> None:
    assert Season(4, 1, 9, 30).beginning_in(2026) == (date(2026, 4, 1), date(2026, 9, 30))
    assert Season(11, 1, 2, 29).beginning_in(2026) == (date(2026, 11, 1), date(2027, 2, 28))
    assert Season(11, 1, 2, 29).beginning_in(2027) == (date(2027, 11, 1), date(2028, 2, 29))


def test_a_season_is_of_the_calendar_and_must_be_said() -> None:
    with pytest.raises(ValueError, match="from 1 to 12"):
        Season(13, 1, 2, 1)
    with pytest.raises(ValueError, match="from 1 to 31"):
        Season(1, 0, 2, 1)
    with pytest.raises(ValueError, match="which day the season goes"):
        list(report_periods(PeriodKind.SEASON, date(2026, 1, 1), date(2026, 2, 1)))


@given(st.sampled_from(PeriodKind), days, st.integers(0, 3000))
def test_periods_follow_one_another_within_the_contract(kind: PeriodKind, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = list(report_periods(kind, first, last, WINTER))

    assert all(first <= each.first <= each.last <= last for each in found)
    for earlier, later in pairwise(found):
        assert earlier.last < later.first
        assert kind is PeriodKind.SEASON or later.first - earlier.last == timedelta(days=1)
    if kind is not PeriodKind.SEASON:
        assert (found[0].first, found[-1].last) == (first, last)


@given(days, st.integers(0, 365))
def test_a_report_is_due_so_many_days_after_the_end(last: date, after: int) -> None:
    assert (ReportPeriod(last, last).due_on(after) - last).days == after
