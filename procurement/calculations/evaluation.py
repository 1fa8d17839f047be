"""The same bids under every evaluation model that the rules allow, side by side.

Method: docs/methods/evaluation.md. A bid that lacks what a model needs is not ranked in it, and a problem says why.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from foundation.problems import Problem
from procurement.calculations.bids import Bid, sound_bids
from procurement.calculations.evaluation_rules import EvaluationRules, criteria_problems, sums_problems
from procurement.calculations.performance_ladder import ladder_problems, with_ladder
from procurement.calculations.price_points import linear_points, proportional_points, weighted_points
from procurement.calculations.priced_quality import with_deduction, with_surcharge
from procurement.calculations.scored_bids import ScoredBid, scored_bids
from procurement.calculations.shadow_price import shadow_price_problems, with_shadow_price
from procurement.calculations.standings import RankedBid, Standing, ranked

METHOD_VERSION = "1.1"


class Model(StrEnum):
    """How price and the rest are made comparable."""

    LINEAR = "linear"
    PROPORTIONAL = "proportional"
    SURCHARGE = "surcharge"
    DEDUCTION = "deduction"
    SHADOW_PRICE = "shadow_price"
    LADDER = "ladder"


POINTS_MODELS = (Model.LINEAR, Model.PROPORTIONAL)
CRITERIA_MODELS = (*POINTS_MODELS, Model.SURCHARGE, Model.DEDUCTION)
WEIGHTED_MODELS = (*POINTS_MODELS, Model.SURCHARGE)


@dataclass(frozen=True, slots=True)
class ModelResult:
    """One model's bids by rank, and why others are not ranked; `standings` are the same before any rounding."""

    model: Model
    ranked: tuple[RankedBid, ...]
    problems: tuple[Problem, ...]
    standings: tuple[Standing, ...]

    @property
    def winners(self) -> tuple[str, ...]:
        """The bids of rank 1, several where they are equal."""
        return tuple(one.bid for one in self.ranked if one.rank == 1)


@dataclass(frozen=True, slots=True)
class EvaluatedBids:
    """Results by model, and what is wrong with bids that no model compares; a model that is not in use is not there."""

    results: Mapping[Model, ModelResult]
    problems: tuple[Problem, ...]


def evaluate(rules: EvaluationRules, bids: Iterable[Bid]) -> EvaluatedBids:
    """Return the bids under every model that the rules hold something for.

    Points models and the surcharge need criteria, the deduction a sum for each, the others a price per tonne or the
    discounts of a ladder. Rules that are wrong leave their models without a ranking and with the problem.
    """
    sound, refused = sound_bids(bids, rules.currency)
    in_use = [model for model in Model if _is_in_use(model, rules)]
    criteria = ([], []) if any(criteria_problems(rules)) else scored_bids(rules, sound)
    return EvaluatedBids({model: _result(model, rules, sound, criteria) for model in in_use}, tuple(refused))


def _is_in_use(model: Model, rules: EvaluationRules) -> bool:
    has = {Model.DEDUCTION: rules.sums, Model.SHADOW_PRICE: rules.shadow_price, Model.LADDER: rules.ladder}
    return bool(has.get(model, rules.criteria))


def _result(
    model: Model, rules: EvaluationRules, sound: Sequence[Bid], criteria: tuple[list[ScoredBid], list[Problem]]
) -> ModelResult:
    wrong = rule_problems(model, rules)
    if wrong:
        standings, problems = [], wrong
    elif model in CRITERIA_MODELS:
        standings, problems = _by_criteria(model, rules, criteria[0]), criteria[1]
    else:
        standings, problems = _by_price(rules, model, sound)
    lines = ranked(standings, highest_wins=model in POINTS_MODELS)
    return ModelResult(model, lines, tuple(problems), tuple(standings))


def rule_problems(model: Model, rules: EvaluationRules) -> list[Problem]:
    """Return what keeps a model from ranking any bid, whatever bids there are."""
    wrong = list(criteria_problems(rules)) if model in CRITERIA_MODELS else []
    return wrong or _own_problems(model, rules)


def _own_problems(model: Model, rules: EvaluationRules) -> list[Problem]:
    if model is Model.SURCHARGE and not rules.price_criterion:
        return [Problem("no_price_weight", "criteria")]
    if model is Model.DEDUCTION:
        return list(sums_problems(rules))
    if model is Model.SHADOW_PRICE and rules.shadow_price:
        return list(shadow_price_problems(rules.shadow_price, rules.currency))
    return list(ladder_problems(rules.ladder)) if model is Model.LADDER and rules.ladder else []


def _by_criteria(model: Model, rules: EvaluationRules, bids: Sequence[ScoredBid]) -> list[Standing]:
    if model is Model.SURCHARGE:
        return with_surcharge(rules, bids)
    if model is Model.DEDUCTION:
        return with_deduction(rules, bids)
    return weighted_points(rules, bids, linear_points if model is Model.LINEAR else proportional_points)


def _by_price(rules: EvaluationRules, model: Model, sound: Sequence[Bid]) -> tuple[list[Standing], list[Problem]]:
    if model is Model.SHADOW_PRICE and rules.shadow_price:
        return with_shadow_price(sound, rules.shadow_price)
    return with_ladder(sound, rules.ladder) if rules.ladder else ([], [])
