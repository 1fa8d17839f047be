"""What the market says of a step."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.market_answer import MarketAnswer, Says, StepMarket, market_of, newest, price_of

DAY = date(2028, 8, 1)
days = st.dates(date(2024, 1, 1), date(2040, 12, 31))
effects = st.none() | st.decimals(-50, 200, places=2)
answers = st.builds(
    MarketAnswer,
    supplier=st.sampled_from("abcdef"),
    says=st.sampled_from(Says),
    order=st.tuples(days, st.integers(0, 9)),
    asked_day=st.none() | days,
    possible_from=st.none() | days,
    price_effect=effects,
)


@pytest.mark.parametrize(
    ("answer", "day", "can"),
    [
        (MarketAnswer("a", Says.YES), DAY, True),
        (MarketAnswer("a", Says.YES), None, True),
        (MarketAnswer("a", Says.YES, asked_day=DAY), DAY, True),
        (MarketAnswer("a", Says.YES, asked_day=DAY), DAY - timedelta(1), False),
        (MarketAnswer("a", Says.LATER, possible_from=DAY), DAY, True),
        (MarketAnswer("a", Says.LATER, possible_from=DAY), DAY - timedelta(1), False),
        (MarketAnswer("a", Says.LATER, possible_from=DAY), None, False),
        (MarketAnswer("a", Says.LATER), DAY, False),
        (MarketAnswer("a", Says.NO, possible_from=DAY), DAY, False),
        (MarketAnswer("a", Says.UNKNOWN), DAY, False),
    ],
)
def test_who_can_by_a_day(answer: MarketAnswer, day: date | None, can: bool) -> None:
    assert answer.can_by(day) is can


def test_the_newest_answer_of_a_supplier_counts_alone() -> None:
    old = MarketAnswer("a", Says.NO, (date(2026, 1, 1), 9), price_effect=Decimal(30))
    new = MarketAnswer("a", Says.YES, (date(2026, 2, 1), 1), price_effect=Decimal(4))

    for order in ((old, new), (new, old)):
        market = market_of(order, DAY)
        assert (market.answers, market.yes, market.no) == (1, 1, 0)
        assert market.price is not None
        assert market.price.high == 4


def test_a_price_that_nobody_said_is_missing_and_a_no_has_none() -> None:
    market = market_of(
        [MarketAnswer("a", Says.YES), MarketAnswer("b", Says.NO, price_effect=Decimal(80))],
        DAY,
    )

    assert market.price is None


def test_neighbours_see_no_price_of_two() -> None:
    two = [MarketAnswer(name, Says.YES, price_effect=Decimal(4)) for name in "ab"]
    three = [*two, MarketAnswer("c", Says.LATER, price_effect=Decimal(7))]

    assert market_of(two, DAY).for_neighbours == StepMarket(2, 2, 0, 0, 0)
    assert market_of(three, DAY).for_neighbours.price == price_of([Decimal(4), Decimal(4), Decimal(7)])


@given(st.lists(answers, max_size=20), st.none() | days)
def test_each_supplier_is_counted_once_and_in_one_place(given_answers: list[MarketAnswer], day: date | None) -> None:
    market = market_of(given_answers, day)

    assert market.answers == len({each.supplier for each in given_answers})
    assert market.yes + market.later + market.no + market.unknown == market.answers
    assert market.price is None or market.price.low <= market.price.median <= market.price.high
    assert market.price is None or market.price.count <= market.yes + market.later


@given(st.lists(answers, max_size=20), days, st.integers(0, 2000))
def test_as_time_goes_no_fewer_can(given_answers: list[MarketAnswer], day: date, more: int) -> None:
    assert market_of(given_answers, day).yes <= market_of(given_answers, day + timedelta(more)).yes


@given(st.lists(answers, max_size=20), st.randoms())
def test_the_order_in_which_answers_are_read_is_nothing(given_answers: list[MarketAnswer], random: object) -> None:
    distinct = list({(each.supplier, each.order): each for each in given_answers}.values())
    shuffled = distinct[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert newest(distinct) == newest(shuffled)
    assert market_of(distinct, DAY) == market_of(shuffled, DAY)


@given(st.lists(effects, max_size=9))
def test_the_middle_price_has_as_many_below_as_above(those: list[Decimal | None]) -> None:
    price, said = price_of(those), [each for each in those if each is not None]

    assert (price is None) is (not said)
    if price:
        assert sum(each < price.median for each in said) <= len(said) / 2
        assert sum(each > price.median for each in said) <= len(said) / 2
