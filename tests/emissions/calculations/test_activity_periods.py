"""Periods as statistics write them become days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.activity_periods import Period, PeriodsApart, period_called, period_of_days


@pytest.mark.parametrize(
    ("text", "kind", "label", "first", "last"),
    [
        ("2022", "year", "2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-2", "month", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022Q3", "quarter", "2022 Q3", date(2022, 7, 1), date(2022, 9, 30)),
        ("kv4 2022", "quarter", "2022 Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("autumn 2021", "season", "autumn 2021", date(2021, 7, 1), date(2021, 12, 31)),
        ("Høst  2021", "season", "Høst 2021", date(2021, 7, 1), date(2021, 12, 31)),
        ("vår 2022", "season", "vår 2022", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022 höst", "season", "2022 höst", date(2022, 7, 1), date(2022, 12, 31)),
    ],
)
def test_what_statistics_write(text: str, kind: str, label: str, first: date, last: date) -> None:
    assert period_called(text, kind) == Period(first, last, label)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", "year"), ("22", "year"), ("2022-13", "month"), ("2022-00", "month"), ("Q5 2022", "quarter"),
     ("winter 2022", "season"), ("2022", "season"), ("0001", "year"), ("x" * 500, "month")],
)  # fmt: skip
def test_what_is_none(text: str, kind: str) -> None:
    assert period_called(text, kind) is None


def test_a_period_of_days_has_a_name_and_an_order() -> None:
    first, last = date(2021, 8, 1), date(2021, 12, 20)

    assert period_of_days(" Term ", first, last) == Period(first, last, "Term")
    assert period_of_days("", first, last) is None
    assert period_of_days("Term", last, first) is None
    assert period_of_days("Term", date(1, 1, 1), last) is None


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)), max_size=30))
def test_what_crosses_is_found_as_if_each_were_compared_with_each(spans: list[tuple[int, int]]) -> None:
    begin, kept, apart = date(2026, 1, 1), list[Period](), PeriodsApart()
    for first, more in spans:
        period = Period(begin + timedelta(first), begin + timedelta(first + more), f"{first}")
        crossed = [
            other
            for other in kept
            if other.first_day <= period.last_day
            and period.first_day <= other.last_day
            and (other.first_day, other.last_day) != (period.first_day, period.last_day)
        ]
        found = apart.crossing(period)
        assert (found in crossed) if crossed else found is None
        if not crossed:
            kept.append(period)
            apart.add(period)


def test_many_periods_are_checked_without_comparing_each_with_each() -> None:
    begin, compared = date(1900, 1, 1), 0

    class Day(date):
        def __lt__(self, other: object) -> bool:
            nonlocal compared
            compared += 1
            return super().__lt__(other)  # type: ignore[operator] # a date

    def day(number: int) -> Day:
        return Day.fromordinal(begin.toordinal() + number)

    apart = PeriodsApart()
    for number in range(1000):
        period = Period(day(number), day(number), "")
        assert apart.crossing(period) is None
        apart.add(period)
    assert compared < 1000 * 30
