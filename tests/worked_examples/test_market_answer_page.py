"""The worked example of docs/methods/market_answer.md, recomputed from the page itself."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from procurement.calculations.market_answer import MarketAnswer, Says, market_of

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "market_answer.md"


def test_the_example_comes_to_what_the_page_says() -> None:
    example = PAGE.read_text(encoding="utf-8").partition("## Worked example")[2]
    day = date.fromisoformat(re.findall(r"\d{4}-\d{2}-\d{2}", example)[0])
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in example.splitlines() if "|" in line][2:]
    market = market_of(
        [
            MarketAnswer(
                supplier,
                Says(says),
                possible_from=date.fromisoformat(possible) if possible else None,
                price_effect=Decimal(price) if price else None,
            )
            for supplier, says, possible, price in rows
        ],
        day,
    )

    assert market.price is not None
    assert example.rstrip().splitlines()[-1] == (
        f"{market.yes} of {market.answers} say yes by {day}, and {market.later} later. The price rises by "
        f"{market.price.median} per cent in the middle of {market.price.count} answers, "
        f"from {market.price.low} to {market.price.high}."
    )
