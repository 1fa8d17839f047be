"""Who would win with another weight of climate and environment, from 0 to 100 per cent in steps of one.

Method: docs/methods/evaluation.md. The other criteria keep their proportions among themselves, and so do those of
climate and environment. Deduction, price per tonne and ladder have no weights to change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from procurement.calculations.evaluation import POINTS_MODELS, WEIGHTED_MODELS, ModelResult
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.exact_figures import total
from procurement.calculations.standings import Standing

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class WinnerInterval:
    """Who wins while climate and environment weigh `low` to `high` per cent, both included."""

    low: int
    high: int
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Share:
    """What a bid has of climate and environment and of all the rest, each as if it weighed everything."""

    bid: str
    environment: Fraction
    rest: Fraction


def winners_by_weight(rules: EvaluationRules, result: ModelResult) -> list[WinnerInterval]:
    """Return who wins at which weight; nothing for a model without weights, or where there is only one side to weigh.

    With the surcharge, prices are compared after multiplying by the weight of the price, which changes no order and
    says what becomes of it where that weight goes to nothing.
    """
    environment = rules.environment_weight
    if result.model not in WEIGHTED_MODELS or not result.standings or not 0 < environment < HUNDRED:
        return []
    pick = max if result.model in POINTS_MODELS else min
    shares = [_share(rules, result, standing) for standing in result.standings]
    intervals: list[WinnerInterval] = []
    for weight in range(HUNDRED + 1):
        sums = {one.bid: weight * one.environment + (HUNDRED - weight) * one.rest for one in shares}
        best = pick(sums.values())
        _extend(intervals, weight, tuple(sorted(bid for bid, found in sums.items() if found == best)))
    return intervals


def _share(rules: EvaluationRules, result: ModelResult, standing: Standing) -> _Share:
    parts = standing.parts
    if result.model not in POINTS_MODELS:  # the surcharge is relative to the price, which has this weight
        parts = {code: part * rules.price_weight for code, part in parts.items()}
    codes = {criterion.code for criterion in rules.environment}
    environment, rest = _sums(parts, codes)
    return _Share(standing.bid, environment / rules.environment_weight, rest / (HUNDRED - rules.environment_weight))


def _sums(parts: Mapping[str, Fraction], codes: set[str]) -> tuple[Fraction, Fraction]:
    within = total(part for code, part in parts.items() if code in codes)
    return within, total(parts.values()) - within


def _extend(intervals: list[WinnerInterval], weight: int, winners: tuple[str, ...]) -> None:
    if intervals and intervals[-1].winners == winners:
        intervals[-1] = WinnerInterval(intervals[-1].low, weight, winners)
    else:
        intervals.append(WinnerInterval(weight, weight, winners))
