"""The worked example of docs/methods/price_effects.md, recomputed from the page itself."""

from collections.abc import Callable
from decimal import Decimal

from follow_up.calculations.price_effect import price_effect
from follow_up.calculations.price_effects import LADDER_FACTOR, Clause, Counted, EffectKind, Performance, Purpose
from procurement.calculations.performance_ladder import Ladder
from requirements_bank.calculations.requirement import Direction

EACH_POINT = Decimal(20_000)
PENALTY, BONUS, PER_UNIT = Purpose.PENALTY, Purpose.BONUS, EffectKind.PER_UNIT
CLAUSES = [
    Clause(PENALTY, PER_UNIT, EACH_POINT, Counted.EXACT),
    Clause(PENALTY, PER_UNIT, EACH_POINT, Counted.STARTED),
    Clause(PENALTY, PER_UNIT, EACH_POINT, Counted.STARTED, cap=Decimal(45_000)),
    Clause(PENALTY, EffectKind.SHARE, Decimal("0.5")),
    Clause(BONUS, EffectKind.FIXED, Decimal(30_000)),
    Clause(BONUS, EffectKind.FIXED, Decimal(30_000)),
    Clause(PENALTY, EffectKind.LADDER, ladder=Ladder({3: Decimal(4), 5: Decimal(7)}, in_percent=True)),
]


def test_the_clauses_of_the_page_come_to_its_amounts(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("price_effects.md", "Worked example")

    for clause, (_words, value, amount) in zip(CLAUSES, rows, strict=True):
        performance = Performance(
            direction=Direction.AT_LEAST,
            threshold=Decimal(50),
            value=None if value == "–" else Decimal(value),
            period_value=Decimal(4_000_000),
            bid_price=Decimal(10_000_000),
            awarded_level=5,
            achieved_level=3,
        )
        assert f"{price_effect(clause, performance).amount}" == amount


def test_the_ladder_has_the_factor_of_the_page_and_no_other(table: Callable[[str, str], list[list[str]]]) -> None:
    (formula,) = [row[2] for row in table("price_effects.md", "Formula") if row[0] == "`ladder`"]

    assert formula.startswith(f"{LADDER_FACTOR} · (")
    assert not hasattr(Clause(PENALTY, EffectKind.LADDER), "factor")
