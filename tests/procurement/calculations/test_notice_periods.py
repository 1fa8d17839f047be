"""How long a contract runs by a notice, and what words say of renewals."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_period import months_later
from procurement.calculations.notice_lots import Period
from procurement.calculations.notice_periods import Months, months_in_period, renewal_months


@pytest.mark.parametrize(
    ("length", "unit", "months"),
    [
        ("48", "MONTH", Months(48)),
        ("4", "YEAR", Months(48)),
        ("1.5", "YEAR", Months(18)),
        ("2.5", "MONTH", Months(3, is_exact=False)),
        ("730", "DAY", Months(24, is_exact=False)),
        ("52", "WEEK", Months(12, is_exact=False)),
        ("3", "DAY", Months(1, is_exact=False)),
        ("0", "MONTH", None),
        ("-4", "MONTH", None),
        ("4", "FORTNIGHT", None),
    ],
)
def test_a_length_is_taken_in_months(length: str, unit: str, months: Months | None) -> None:
    assert months_in_period(Period(length=Decimal(length), unit=unit)) == months


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2027, 1, 1), date(2028, 12, 31), Months(24)),
        (date(2027, 8, 15), date(2028, 8, 14), Months(12)),
        (date(2027, 1, 1), date(2027, 12, 20), Months(12, is_exact=False)),
        (date(2027, 1, 1), date(2027, 12, 10), Months(11, is_exact=False)),
        (date(2027, 1, 1), date(2026, 12, 31), None),
        (date(2027, 1, 1), None, None),
    ],
)
def test_days_from_and_to_are_taken_in_months(first: date, last: date | None, months: Months | None) -> None:
    assert months_in_period(Period(first=first, last=last)) == months


def test_a_period_without_end_has_no_months() -> None:
    assert months_in_period(Period(note="UNLIMITED")) is None


@given(
    first=st.dates(date(2000, 1, 1), date(2050, 12, 28)).filter(lambda day: day.day <= 28), months=st.integers(1, 600)
)
def test_whole_months_from_a_day_are_found_again(first: date, months: int) -> None:
    last = months_later(first, months) - timedelta(days=1)

    assert months_in_period(Period(first=first, last=last)) == Months(months)


@pytest.mark.parametrize(
    ("text", "most", "agreed", "months"),
    [
        ("Ett år om gangen.", 2, 24, (12, 12)),
        ("Opsjon på 1+1 år", None, 24, (12, 12)),
        ("2+1+1 år", None, 24, (12, 12)),
        ("2 + 1 + 1 år", 2, 24, (12, 12)),
        ("Kan förlängas 12 månader i taget", 3, 24, (12, 12, 12)),
        ("12 (tolv) måneder", 1, 24, (12,)),
        ("May be extended by 6 months", 2, 24, (6, 6)),
        ("1+1 år", None, 12, None),
        ("1+1 år", 2, 12, (12, 12)),
        ("1+1+1 år", 5, 12, None),
        ("0+1 år", 2, 12, None),
        ("12 måneder, senest 3 måneder før utløp", 2, 24, None),
        ("Ett år om gangen", None, 24, None),
        ("Etter avtale", 2, 24, None),
        ("", 2, 24, None),
    ],
)
def test_renewals_are_read_where_words_leave_no_doubt(
    text: str, most: int | None, agreed: int, months: tuple[int, ...] | None
) -> None:
    assert renewal_months([text], most, agreed) == months


@given(text=st.text(max_size=80), most=st.none() | st.integers(0, 20))
def test_any_words_give_as_many_renewals_as_there_may_be(text: str, most: int | None) -> None:
    found = renewal_months([text], most, 24)

    assert found is None or (all(months > 0 for months in found) and most in (None, len(found)))
