"""Before any bid: how much dearer a bid with full points for climate and environment may be, and still win.

Method: docs/methods/evaluation.md. The weight promises such a reach, a model gives it, more than it or less; the real
weight is the one that would promise what the model gives.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from foundation.problems import Problem, Severity
from procurement.calculations.evaluation import Model, rule_problems
from procurement.calculations.evaluation_rules import EvaluationRules, criteria_problems
from procurement.calculations.exact_figures import as_decimal, exact, is_figure, total

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Expected:
    """What the buyer expects of bids: the lowest price, and how many tonnes the best and the worst are apart."""

    price: Decimal | None = None
    tonnes_apart: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Shares of the lowest price that full points make up for: promised by the weights and given by the model.

    Where no price is too high for full points, `given` and `real` are None: what a weight does is then for the bids to
    tell. Weights are in per cent.
    """

    model: Model
    promised: Decimal
    given: Decimal | None
    nominal: Decimal
    real: Decimal | None


def weight_reach(model: Model, rules: EvaluationRules, expected: Expected) -> Reach | Problem:
    """Return what a model gives beside what the weights promise; a problem names what would have to be known."""
    lacking = next(_lacking(model, rules, expected), None)
    if lacking:
        return lacking
    environment, price = rules.environment_weight, rules.price_weight
    given = GIVEN[model](rules, expected)
    return Reach(
        model=model,
        promised=as_decimal(environment / price),
        given=None if given is None else as_decimal(given),
        nominal=as_decimal(environment),
        real=None if given is None else as_decimal(_weight_for(given, price / (HUNDRED - environment))),
    )


def reach_warnings(model: Model, rules: EvaluationRules, expected: Expected, least: Decimal) -> list[Problem]:
    """Return the warning `weight_undone` where the nominal weight reaches `least` per cent and the real does not."""
    found = weight_reach(model, rules, expected)
    if isinstance(found, Problem) or rules.environment_weight < exact(least):
        return []
    given = GIVEN[model](rules, expected)
    if given is None or _weight_for(given, rules.price_weight / (HUNDRED - rules.environment_weight)) >= exact(least):
        return []
    values = {"nominal": found.nominal, "real": found.real, "least": least}
    return [Problem("weight_undone", model.value, severity=Severity.WARNING, values=values)]


def _weight_for(given: Fraction, price_of_rest: Fraction) -> Fraction:
    """Return the weight that promises this reach, when price keeps its share of all that is not environment."""
    return HUNDRED * given * price_of_rest / (1 + given * price_of_rest)


def _lacking(model: Model, rules: EvaluationRules, expected: Expected) -> Iterator[Problem]:
    yield from criteria_problems(rules)
    if not rules.price_weight:
        yield Problem("no_price_weight", model.value)
    if not rules.environment_weight:
        yield Problem("no_environment_weight", model.value)
    in_use = {Model.DEDUCTION: rules.sums, Model.SHADOW_PRICE: rules.shadow_price, Model.LADDER: rules.ladder}
    if not in_use.get(model, True):
        yield Problem("model_not_in_use", model.value)
    yield from rule_problems(model, rules)
    yield from _unexpected(model, rules, expected)


def _unexpected(model: Model, rules: EvaluationRules, expected: Expected) -> Iterator[Problem]:
    """Yield what the buyer would have to say of the bids before they are there."""
    needs_price = model in (Model.DEDUCTION, Model.SHADOW_PRICE) or (model is Model.LADDER and not _percent(rules))
    if needs_price and not (expected.price and is_figure(expected.price) and expected.price > 0):
        yield Problem("expected_price_missing", model.value)
    apart = expected.tonnes_apart
    if model is Model.SHADOW_PRICE and not (apart is not None and is_figure(apart) and apart >= 0):
        yield Problem("expected_tonnes_missing", model.value)


def _percent(rules: EvaluationRules) -> bool:
    return bool(rules.ladder and rules.ladder.in_percent)


def _by_weight(rules: EvaluationRules, _expected: Expected) -> Fraction:
    return rules.environment_weight / rules.price_weight


def _proportional(rules: EvaluationRules, _expected: Expected) -> Fraction | None:
    left = rules.price_weight - rules.environment_weight
    return rules.environment_weight / left if left > 0 else None


def _deduction(rules: EvaluationRules, expected: Expected) -> Fraction:
    return total(exact(rules.sums[one.code]) for one in rules.environment) / exact(expected.price or Decimal(1))


def _shadow(rules: EvaluationRules, expected: Expected) -> Fraction:
    per_tonne = exact(rules.shadow_price.per_tonne) if rules.shadow_price else Fraction(0)
    return per_tonne * exact(expected.tonnes_apart or Decimal(0)) / exact(expected.price or Decimal(1))


def _ladder(rules: EvaluationRules, expected: Expected) -> Fraction:
    highest = exact(max(rules.ladder.discounts.values(), default=Decimal(0))) if rules.ladder else Fraction(0)
    if _percent(rules):
        return highest / (HUNDRED - highest)
    return highest / exact(expected.price or Decimal(1))


GIVEN: Mapping[Model, Callable[[EvaluationRules, Expected], Fraction | None]] = {
    Model.LINEAR: _by_weight,
    Model.PROPORTIONAL: _proportional,
    Model.SURCHARGE: _by_weight,
    Model.DEDUCTION: _deduction,
    Model.SHADOW_PRICE: _shadow,
    Model.LADDER: _ladder,
}
