"""How long a contract runs."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import ContractPeriod, Stretch, months_later

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
months = st.integers(1, 240)


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2025, 3, 1), 12, date(2026, 3, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2025, 12, 31), 3, date(2026, 3, 31)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_months_last(day: date, count: int, later: date) -> None:
    assert months_later(day, count) == later


def test_beyond_the_calendar_is_told() -> None:
    with pytest.raises(OverflowError, match="12 months from 9999-06-01"):
        months_later(date(9999, 6, 1), 12)


def test_extensions_follow_the_agreed_time_without_a_gap() -> None:
    period = ContractPeriod(date(2024, 2, 29), 12, (12, 24))

    assert list(period.stretches()) == [
        Stretch(0, date(2024, 2, 29), date(2025, 2, 27)),
        Stretch(1, date(2025, 2, 28), date(2026, 2, 27)),
        Stretch(2, date(2026, 2, 28), date(2028, 2, 28)),
    ]


@given(days, months, st.lists(months, max_size=4))
def test_every_day_of_a_contract_lies_in_one_stretch(first: date, agreed: int, options: list[int]) -> None:
    period = ContractPeriod(first, agreed, tuple(options))
    stretches = list(period.stretches())

    assert (stretches[0].first, stretches[0].last) == (first, period.last)
    assert stretches[-1].last == period.last_possible
    for before, after in pairwise(stretches):
        assert after.first == before.last + timedelta(days=1)


@given(days, months, st.lists(months, min_size=1, max_size=4))
def test_a_contract_without_its_extensions_ends_with_the_agreed_time(
    first: date, agreed: int, options: list[int]
) -> None:
    period = ContractPeriod(first, agreed, tuple(options))

    assert period.with_options(0).last_possible == period.last
    assert period.with_options(len(options)) == period
