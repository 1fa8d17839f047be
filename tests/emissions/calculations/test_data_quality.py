"""The score lies between 0 and 100, says what is not known, and better data never lower it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.data_quality import CREDIT_OF_SOURCE, conspicuous_months, data_quality
from emissions.calculations.quality_facts import Detail, Grain, Held, QualityFacts, Source, SupplierState

BEST_FIRST = (SupplierState.VALID, SupplierState.OWN_NUMBER, SupplierState.NONE)
SIZES = st.integers(0, 10_000).map(Decimal)
Name = TypeVar("Name")
PARTS = st.integers(0, 100).map(lambda percent: Decimal(percent) / 100)


@st.composite
def some_facts(draw: st.DrawFn) -> QualityFacts:
    sources = {source: Held(draw(SIZES), 1) for source in Source}
    whole = sum((held.size for held in sources.values()), Decimal(0))
    valid, own = (whole * part / 2 for part in (draw(PARTS), draw(PARTS)))
    suppliers = dict(zip(BEST_FIRST, (Held(valid), Held(own), Held(whole - valid - own)), strict=True))
    known = draw(st.booleans())
    held = Held(whole * draw(PARTS))
    return QualityFacts(
        currency="NOK",
        counted=Held(whole, 6),
        by_source=sources,
        by_supplier=suppliers,
        doubled=Held((valid + own) * draw(PARTS)),
        by_grain={grain: draw(SIZES) for grain in Grain},
        details={detail: whole * draw(PARTS) for detail in Detail},
        months=tuple((date(2024, month, 1), draw(SIZES)) for month in range(1, draw(st.integers(1, 12)) + 1)),
        undated=held if known else None,
        outside=Held() if known else None,
        duplicates=held if known else None,
        unchecked=Held(whole * draw(PARTS)) if known else None,
        vouchers=10 if known else None,
        unbalanced=draw(st.integers(0, 10)),
        differs_from_balances=draw(st.booleans()),
    )


@given(some_facts())
def test_the_score_lies_between_0_and_100_and_what_is_earned_and_lost_make_100(facts: QualityFacts) -> None:
    quality = data_quality(facts)

    assert (quality.score is None) == (not facts.counted.size)
    if quality.score is not None:
        assert 0 <= quality.score <= 100
        assert sum(each.earned + each.costs for each in quality.indicators) == 100
        assert [each.costs for each in quality.indicators] == sorted(each.costs for each in quality.indicators)[::-1]


@given(some_facts(), PARTS, st.data())
def test_money_that_becomes_better_known_never_lowers_the_score(
    facts: QualityFacts, part: Decimal, data: st.DataObject
) -> None:
    worse, better = sorted(
        data.draw(st.tuples(st.sampled_from(Source), st.sampled_from(Source))), key=CREDIT_OF_SOURCE.__getitem__
    )
    poorer, richer = sorted(
        data.draw(st.tuples(st.sampled_from(BEST_FIRST), st.sampled_from(BEST_FIRST))),
        key=BEST_FIRST.index,
        reverse=True,
    )
    improved = replace(
        facts,
        by_source=moved(facts.by_source, worse, better, part),
        by_supplier=moved(facts.by_supplier, poorer, richer, part),
        doubled=Held(facts.doubled.size * part),
        details={detail: max(size, facts.counted.size * part) for detail, size in facts.details.items()},
        undated=facts.undated or Held(),
        outside=facts.outside or Held(),
        duplicates=facts.duplicates or Held(),
        unchecked=facts.unchecked or Held(),
        vouchers=facts.vouchers or 10,
    )

    assert (data_quality(improved).score or 0) >= (data_quality(facts).score or 0)


def moved(held: Mapping[Name, Held], worse: Name, better: Name, part: Decimal) -> dict[Name, Held]:
    if worse == better:
        return dict(held)
    some = held[worse].size * part
    return {**held, worse: Held(held[worse].size - some), better: Held(held[better].size + some)}


def test_what_is_not_known_earns_nothing_and_says_so() -> None:
    quality = data_quality(QualityFacts("NOK", Held(Decimal(100), 3), {Source.OWN_RULE: Held(Decimal(100), 3)}))

    unknown = {each.code for each in quality.indicators if not each.is_known}
    assert {"supplier_number", "when", "months", "dates", "duplicates", "balance"} <= unknown
    assert all(each.costs == each.points for each in quality.indicators if not each.is_known)
    assert "category" not in unknown


def test_nothing_counted_has_no_score() -> None:
    assert data_quality(QualityFacts("NOK", Held())).score is None


def test_a_month_with_less_than_a_third_of_the_median_is_conspicuous() -> None:
    sizes = [90, 100, 110, 33, 0, 34]
    months = tuple((date(2024, place, 1), Decimal(size)) for place, size in enumerate(sizes, start=1))
    facts = QualityFacts("NOK", Held(Decimal(367)), months=months)

    assert [amount for _, amount in conspicuous_months(facts)] == [0]
    assert data_quality(facts).of("months").share == 1 - Decimal(1) / 6
