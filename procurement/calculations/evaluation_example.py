"""Two made-up bids under the model that is chosen, so that tender documents show the arithmetic.

Bid A is the cheaper one and offers less, bid B costs a fifth or a quarter more and offers more. The figures say nothing
of what is expected; formulas and rounding are those of docs/methods/evaluation.md.
"""

from dataclasses import dataclass
from decimal import Decimal

from procurement.calculations.answer_points import Answer, LinearScale, RelativeToBest, YesOrNo
from procurement.calculations.bids import Bid, Criterion
from procurement.calculations.evaluation import Model, ModelResult, evaluate
from procurement.calculations.evaluation_rules import EvaluationRules
from requirements_bank.calculations.requirement import Direction

CHEAPER, DEARER = Decimal(1_000_000), (Decimal(1_200_000), Decimal(1_250_000))
"""Bid B has the first of the higher prices, the second where the two bids would be equal: a tie shows nothing."""
TONNES = (Decimal(500), Decimal(300))
SHARES = (Decimal("0.6"), Decimal("0.9"))
"""Of the most points that people give; of an answer's way from worst to best."""


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The evaluation model that decides, and the rules that it takes.

    `by_steps` are the criteria whose points follow from the steps that a bid commits to.
    """

    model: Model
    rules: EvaluationRules
    by_steps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Example:
    """The two bids, what the model makes of them, and the lower of their prices."""

    bids: tuple[Bid, Bid]
    result: ModelResult
    lowest: Decimal = CHEAPER


def example_of(chosen: ChosenModel) -> Example | None:
    """Return the example; None where the rules are not such that the model ranks any bid.

    >>> from procurement.calculations.bids import CriterionKind as Kind
    >>> criteria = (Criterion("P", Kind.PRICE, Decimal(70)), Criterion("K", Kind.ENVIRONMENT, Decimal(30)))
    >>> rules = EvaluationRules(criteria, "NOK")
    >>> [str(bid.value) for bid in example_of(ChosenModel(Model.LINEAR, rules)).result.ranked]
    ['8.8', '8.3']
    """
    made = [example for price in DEARER if (example := _with_price(chosen, price))]
    differ = (each for each in made if each.result.ranked[0].value != each.result.ranked[1].value)
    return next(differ, made[0] if made else None)


def _with_price(chosen: ChosenModel, price: Decimal) -> Example | None:
    bids = (_bid("A", 0, CHEAPER, chosen.rules), _bid("B", 1, price, chosen.rules))
    result = evaluate(chosen.rules, bids).results.get(chosen.model)
    return None if result is None or len(result.ranked) < len(bids) else Example(bids, result)


def _bid(code: str, place: int, price: Decimal, rules: EvaluationRules) -> Bid:
    by_people = [one for one in rules.others if one.scoring is None]
    return Bid(
        code,
        price,
        rules.currency,
        points={one.code: rules.most_points * SHARES[place] for one in by_people},
        answers={one.code: _answer(one, place) for one in rules.others if one.scoring is not None},
        tonnes=TONNES[place],
        ladder_level=_level(place, rules),
    )


def _answer(criterion: Criterion, place: int) -> Answer:
    scoring = criterion.scoring
    if isinstance(scoring, LinearScale):
        return scoring.worst + (scoring.best - scoring.worst) * SHARES[place]
    if isinstance(scoring, RelativeToBest):
        worse = Decimal(80) if scoring.direction is Direction.AT_LEAST else Decimal(125)
        return Decimal(100) if place == 1 else worse
    assert isinstance(scoring, YesOrNo)  # noqa: S101 - there is no other
    return place == 1


def _level(place: int, rules: EvaluationRules) -> int | None:
    levels = sorted(rules.ladder.discounts) if rules.ladder else []
    return levels[-1] if levels and place == 1 else 0
