"""The months that count, as the spans that statements take."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.spend_base import Source, spans_of

FIRST = 2022 * 12


def _source(number: int, investment: bool, import_id: int) -> Source:
    return Source(_month(FIRST + number), investment, "general", "day", import_id, import_id)


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


SOURCES = st.lists(st.builds(_source, st.integers(0, 40), st.booleans(), st.integers(1, 3)))


@given(SOURCES)
def test_spans_hold_the_months_of_the_sources_and_no_others_each_once(sources: list[Source]) -> None:
    spans = spans_of(sources)

    held = [
        (span.import_id, span.investment, _month(number))
        for span in spans
        for number in range(_number(span.first), _number(span.last) + 1)
    ]
    assert len(held) == len(set(held))
    assert set(held) == {(each.import_id, each.investment, each.month) for each in sources}


@given(SOURCES)
def test_no_two_spans_could_be_one(sources: list[Source]) -> None:
    spans = spans_of(sources)

    starts = {(span.import_id, span.investment, _number(span.first)) for span in spans}
    ends = {(span.import_id, span.investment, _number(span.last) + 1) for span in spans}
    assert not starts & ends


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1
