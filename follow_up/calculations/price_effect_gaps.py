"""What is missing or cannot be right before a clause can be reckoned. Method: docs/methods/price_effects.md."""

from collections.abc import Iterator
from typing import Final

from follow_up.calculations.price_effects import Clause, EffectKind, Performance, Purpose, is_kept
from foundation.problems import Problem, translatable

PROBLEM_TEXTS: Final = {
    "amount_missing": translatable("The clause has no sum. Write it as the contract says."),
    "amount_negative": translatable("{amount} is below zero. A penalty is written as a sum above zero, too."),
    "counting_missing": translatable("Say whether a unit that is begun counts as a whole one, as the contract says."),
    "unit_size_not_positive": translatable("A unit of {size} cannot be counted. Write a size above zero."),
    "value_missing": translatable("Nothing has been measured for the period. Register what was achieved."),
    "threshold_missing": translatable(
        "No step is in force in the period, so that there is nothing to measure against."
    ),
    "verdict_missing": translatable("Nobody has found out whether the step is kept. Check it or take in a report."),
    "period_value_missing": translatable("The value of the contract in the period is not known. Write it."),
    "ladder_missing": translatable("The discounts of the ladder are not known. Write them as in the tender."),
    "ladder_gives_no_bonus": translatable("The ladder knows a sanction and no bonus. Choose another way to reckon it."),
    "level_missing": translatable("The level that was awarded or achieved on the ladder is not known."),
    "unknown_level": translatable("The ladder has no discount for level {level}."),
    "bid_price_missing": translatable("The discount is in per cent of the bid's price, which is not known."),
    "cap_below_floor": translatable("At most {cap} is less than at least {floor}. Change one of them."),
    "bound_negative": translatable("{bound} is below zero. The least and the most are sums of at least zero."),
}


def gaps_of(clause: Clause, performance: Performance) -> tuple[Problem, ...]:
    """Return why there can be no amount; `field` names what to fill in."""
    return (*_bounds(clause), *_BY_KIND[clause.kind](clause, performance))


def _bounds(clause: Clause) -> Iterator[Problem]:
    for name, bound in (("floor", clause.floor), ("cap", clause.cap)):
        if bound is not None and bound < 0:
            yield Problem("bound_negative", "clause", name, values={"bound": bound})
    if clause.floor is not None and clause.cap is not None and clause.cap < clause.floor:
        yield Problem("cap_below_floor", "clause", "cap", values={"cap": clause.cap, "floor": clause.floor})


def _sum_and_verdict(clause: Clause, performance: Performance) -> Iterator[Problem]:
    yield from _sum(clause)
    if is_kept(performance) is None:
        yield Problem("verdict_missing", "performance", "is_kept")


def _sum(clause: Clause) -> Iterator[Problem]:
    if clause.amount is None:
        yield Problem("amount_missing", "clause", "amount")
    elif clause.amount < 0:
        yield Problem("amount_negative", "clause", "amount", values={"amount": clause.amount})


def _per_unit(clause: Clause, performance: Performance) -> Iterator[Problem]:
    yield from _sum(clause)
    if clause.counted is None:
        yield Problem("counting_missing", "clause", "counted")
    if clause.unit_size <= 0:
        yield Problem("unit_size_not_positive", "clause", "unit_size", values={"size": clause.unit_size})
    if performance.value is None:
        yield Problem("value_missing", "performance", "value")
    if performance.threshold is None or performance.direction is None:
        yield Problem("threshold_missing", "performance", "threshold")


def _share(clause: Clause, performance: Performance) -> Iterator[Problem]:
    yield from _sum_and_verdict(clause, performance)
    if performance.period_value is None:
        yield Problem("period_value_missing", "performance", "period_value")


def _ladder(clause: Clause, performance: Performance) -> Iterator[Problem]:
    if clause.purpose is Purpose.BONUS:
        yield Problem("ladder_gives_no_bonus", "clause", "kind")
    if clause.ladder is None:
        yield Problem("ladder_missing", "clause", "ladder")
        return
    for name in ("awarded_level", "achieved_level"):
        level = getattr(performance, name)
        if level is None:
            yield Problem("level_missing", "performance", name)
        elif level and level not in clause.ladder.discounts:
            yield Problem("unknown_level", "performance", name, values={"level": level})
    if clause.ladder.in_percent and performance.bid_price is None:
        yield Problem("bid_price_missing", "performance", "bid_price")


_BY_KIND = {
    EffectKind.FIXED: _sum_and_verdict,
    EffectKind.PER_UNIT: _per_unit,
    EffectKind.SHARE: _share,
    EffectKind.LADDER: _ladder,
}
