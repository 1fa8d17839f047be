"""What the market says, in sentences."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.calculations.market_answer import PriceEffect, StepMarket
from procurement.reports.market_words import (
    effect_in_words,
    market_in_short,
    market_sentence,
    month_in_words,
    price_effect_in_words,
)

pytestmark = pytest.mark.usefixtures("in_english")
DAY = date(2027, 8, 1)


@pytest.mark.parametrize(
    ("market", "day", "sentence"),
    [
        (StepMarket(0, 0, 0, 0, 0), DAY, "Nobody has answered yet."),
        (StepMarket(9, 7, 0, 2, 0), DAY, "7 of 9 say yes by 1 August 2027, 2 no."),
        (StepMarket(2, 2, 0, 0, 0), None, "2 of 2 say yes."),
        (
            StepMarket(4, 1, 2, 0, 1, PriceEffect(2, Decimal("4.5"), Decimal(0), Decimal(9)), date(2029, 1, 1)),
            DAY,
            "1 of 4 say yes by 1 August 2027, 2 later, by January 2029, 1 cannot tell. Price +4.5% (±0% to +9%).",
        ),
        (StepMarket(1, 0, 1, 0, 0), DAY, "0 of 1 say yes by 1 August 2027, 1 later."),
    ],
)
def test_a_step_in_a_sentence(market: StepMarket, day: date | None, sentence: str) -> None:
    assert market_sentence(market, day) == sentence


def test_what_nobody_said_is_missing_and_never_zero() -> None:
    assert [effect_in_words(None), price_effect_in_words(None), month_in_words(None)] == ["", "", ""]
    assert [effect_in_words(Decimal(value)) for value in ("0", "-2", "4.25")] == ["±0%", "−2%", "+4.3%"]
    assert price_effect_in_words(PriceEffect(2, Decimal(4), Decimal(4), Decimal(4))) == "+4%"
    assert market_in_short(StepMarket(9, 7, 0, 2, 0)) == "7 of 9 can"
