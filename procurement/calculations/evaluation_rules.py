"""How the tender documents say that bids are compared: criteria, points, sums of money, price per tonne, ladder."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from foundation.problems import Problem
from procurement.calculations.answer_points import LinearScale
from procurement.calculations.bids import Criterion, CriterionKind
from procurement.calculations.exact_figures import exact, is_figure, total
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.shadow_price import ShadowPrice

TEN, HUNDRED = Decimal(10), Decimal(100)


@dataclass(frozen=True, slots=True)
class EvaluationRules:
    """Criteria whose weights sum to 100, most points of each, and what further models need where they are used.

    `sums` is by criterion what full points are worth in money; without it there is no deduction model, without
    `shadow_price` none with a price per tonne, without `ladder` none with a discount by level.
    """

    criteria: tuple[Criterion, ...]
    currency: str
    most_points: Decimal = TEN
    sums: Mapping[str, Decimal] = field(default_factory=dict)
    shadow_price: ShadowPrice | None = None
    ladder: Ladder | None = None

    @property
    def price_criterion(self) -> Criterion | None:
        """The criterion of the price, None where the price is fixed."""
        return next((one for one in self.criteria if one.kind is CriterionKind.PRICE), None)

    @property
    def others(self) -> tuple[Criterion, ...]:
        """The criteria that get points by what is offered, not by its price."""
        return tuple(one for one in self.criteria if one.kind is not CriterionKind.PRICE)

    @property
    def environment(self) -> tuple[Criterion, ...]:
        """The criteria that count as climate and environment."""
        return tuple(one for one in self.others if one.is_environment)

    @property
    def price_weight(self) -> Fraction:
        """The weight of the price, in per cent."""
        return exact(self.price_criterion.weight) if self.price_criterion else Fraction(0)

    @property
    def environment_weight(self) -> Fraction:
        """The nominal weight of climate and environment, in per cent."""
        return total(exact(one.weight) for one in self.environment)


def criteria_problems(rules: EvaluationRules) -> Iterator[Problem]:
    """Yield what keeps points from being given: places are "criteria" and the criterion's code."""
    if not rules.criteria:
        yield Problem("no_criteria", "criteria")
        return
    if not is_figure(rules.most_points) or rules.most_points <= 0:
        yield Problem("most_points_not_positive", "criteria", values={"most": rules.most_points})
    for code, times in Counter(one.code for one in rules.criteria).items():
        if times > 1:
            yield Problem("same_criterion_twice", code)
    for criterion in rules.criteria:
        yield from _of_one(criterion)
    yield from _of_all(rules)


def sums_problems(rules: EvaluationRules) -> Iterator[Problem]:
    """Yield what keeps points from being turned into money: a criterion without a sum, a sum below zero."""
    for criterion in rules.others:
        found = rules.sums.get(criterion.code)
        if found is None:
            yield Problem("sum_missing", criterion.code)
        elif not is_figure(found) or found < 0:
            yield Problem("sum_negative", criterion.code, values={"sum": found})


def _of_one(criterion: Criterion) -> Iterator[Problem]:
    if not is_figure(criterion.weight) or not 0 < criterion.weight <= HUNDRED:
        yield Problem("weight_out_of_bounds", criterion.code, "weight", values={"weight": criterion.weight})
    if criterion.kind is CriterionKind.PRICE and criterion.is_environment:
        yield Problem("price_as_environment", criterion.code)
    if isinstance(criterion.scoring, LinearScale):
        ends = (criterion.scoring.worst, criterion.scoring.best)
        if ends[0] == ends[1] or not all(map(is_figure, ends)):
            yield Problem("scale_without_width", criterion.code, values={"worst": ends[0], "best": ends[1]})


def _of_all(rules: EvaluationRules) -> Iterator[Problem]:
    if sum(one.kind is CriterionKind.PRICE for one in rules.criteria) > 1:
        yield Problem("several_price_criteria", "criteria")
    weights = [one.weight for one in rules.criteria]
    if all(map(is_figure, weights)) and total(map(exact, weights)) != HUNDRED:
        yield Problem("weights_not_hundred", "criteria", "weight", values={"sum": sum(weights)})
