"""The months that count, as the spans that statements take."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.spend_base import spans_of

FIRST = 2022 * 12


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


MONTHS = st.lists(st.tuples(st.integers(1, 3), st.booleans(), st.integers(FIRST, FIRST + 40).map(_month)))


@given(MONTHS)
def test_spans_hold_the_months_and_no_others_each_once(months: list[tuple[int, bool, date]]) -> None:
    spans = spans_of(months)

    held = [
        (span.import_id, span.investment, _month(number))
        for span in spans
        for number in range(_number(span.first), _number(span.last) + 1)
    ]
    assert len(held) == len(set(held))
    assert set(held) == set(months)


@given(MONTHS)
def test_no_two_spans_could_be_one(months: list[tuple[int, bool, date]]) -> None:
    spans = spans_of(months)

    starts = {(span.import_id, span.investment, _number(span.first)) for span in spans}
    ends = {(span.import_id, span.investment, _number(span.last) + 1) for span in spans}
    assert not starts & ends
