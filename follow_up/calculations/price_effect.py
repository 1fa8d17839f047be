"""One clause reckoned for one period: the amount, how it came about, or why there is none.

Method: docs/methods/price_effects.md; the rules stand in price_effects.py.
"""

from decimal import Decimal
from fractions import Fraction

from follow_up.calculations.price_effect_gaps import gaps_of
from follow_up.calculations.price_effects import (
    HUNDRED,
    LADDER_FACTOR,
    Clause,
    EffectKind,
    Line,
    Performance,
    PriceEffect,
    Purpose,
    bounded,
    is_kept,
    units_between,
)
from procurement.calculations.exact_figures import as_decimal, exact
from procurement.calculations.performance_ladder import Ladder, discount_of


def price_effect(clause: Clause, performance: Performance) -> PriceEffect:
    """Return what the clause gives or takes for the period; 0 where it does not apply, None where something is missing.

    >>> clause = Clause(Purpose.PENALTY, EffectKind.SHARE, Decimal(2))
    >>> price_effect(clause, Performance(is_kept=False, period_value=Decimal("1000000"))).to_supplier
    Decimal('-20000.00')
    """
    if gaps := gaps_of(clause, performance):
        return PriceEffect(clause.purpose, None, gaps=gaps)
    if clause.kind is not EffectKind.LADDER and is_kept(performance) is not (clause.purpose is Purpose.BONUS):
        return PriceEffect(clause.purpose, Decimal("0.00"), (Line("not_due", "0", {}, Decimal(0)),))
    lines: list[Line] = []
    amount = bounded(clause, _reckoned(clause, performance, lines), lines)
    return PriceEffect(clause.purpose, amount, tuple(lines))


def _reckoned(clause: Clause, performance: Performance, lines: list[Line]) -> Fraction:
    """Return the amount before floor and cap, and add its lines."""
    if clause.kind is EffectKind.LADDER and clause.ladder is not None:
        return _of_ladder(clause.ladder, performance, lines)
    amount = clause.amount or Decimal(0)
    if clause.kind is EffectKind.PER_UNIT:
        return _per_unit(clause, amount, performance, lines)
    if clause.kind is EffectKind.SHARE:
        value = performance.period_value or Decimal(0)
        reckoned = exact(value) * exact(amount) / HUNDRED
        values: dict[str, Decimal | int] = {"period_value": value, "percent": amount}
        lines.append(Line("share", "period_value × percent / 100", values, as_decimal(reckoned)))
        return reckoned
    lines.append(Line("fixed", "amount", {"amount": amount}, amount))
    return exact(amount)


def _per_unit(clause: Clause, amount: Decimal, performance: Performance, lines: list[Line]) -> Fraction:
    units = units_between(performance, clause)
    value, threshold = performance.value or Decimal(0), performance.threshold or Decimal(0)
    counted = "ceil(|value − threshold| / unit)" if clause.counted == "started" else "|value − threshold| / unit"
    measured: dict[str, Decimal | int] = {"value": value, "threshold": threshold, "unit": clause.unit_size}
    lines.append(Line("units", counted, measured, as_decimal(units)))
    reckoned = units * exact(amount)
    both: dict[str, Decimal | int] = {"units": as_decimal(units), "amount": amount}
    lines.append(Line("per_unit", "units × amount", both, as_decimal(reckoned)))
    return reckoned


def _of_ladder(ladder: Ladder, performance: Performance, lines: list[Line]) -> Fraction:
    price = exact(performance.bid_price or 0)
    discounts = []
    for name, level in (("awarded", performance.awarded_level or 0), ("achieved", performance.achieved_level or 0)):
        discount = discount_of(ladder, level, price)
        discounts.append(discount)
        lines.append(Line(f"discount_{name}", "discount of the level", {"level": level}, as_decimal(discount)))
    awarded, achieved = discounts
    reckoned = max(Fraction(0), exact(LADDER_FACTOR) * (awarded - achieved))
    values: dict[str, Decimal | int] = {"factor": LADDER_FACTOR}
    values |= {"awarded": as_decimal(awarded), "achieved": as_decimal(achieved)}
    lines.append(Line("ladder", "max(0, factor × (awarded − achieved))", values, as_decimal(reckoned)))
    return reckoned
