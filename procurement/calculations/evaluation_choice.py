"""What a buyer said of how bids are compared, kept as plain texts, and the rules of evaluation that follow from it.

Method: docs/methods/evaluation.md. What is not said is None: a model that needs it is then not in use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from procurement.calculations.answer_points import LinearScale, RelativeToBest, Scoring, YesOrNo
from procurement.calculations.bids import Criterion, CriterionKind
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_rules import TEN, EvaluationRules
from procurement.calculations.performance_ladder import Ladder
from procurement.calculations.shadow_price import ShadowPrice
from procurement.calculations.weight_reach import Expected
from requirements_bank.calculations.requirement import Direction

PRICE = "price"


class PointsBy(StrEnum):
    """Who or what gives the points of a criterion."""

    PEOPLE = "people"
    LINEAR = "linear"
    RELATIVE = "relative"
    YES_NO = "yes_no"
    STEPS = "steps"


SCALED = frozenset({PointsBy.LINEAR, PointsBy.STEPS})


@dataclass(frozen=True, slots=True)
class CriterionChoice:
    """How a criterion gets its points, between `worst` and `best`, and what full points are worth in money."""

    by: PointsBy = PointsBy.PEOPLE
    worst: Decimal | None = None
    best: Decimal | None = None
    sum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class WeighedCriterion:
    """An award criterion that is asked for, by its key; `direction` is that of its measure where it has a figure."""

    key: str
    weight: Decimal
    is_climate: bool
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class EvaluationChoice:
    """Everything a buyer says of how bids are compared: the model that decides, and what all models need."""

    model: Model | None = None
    most_points: Decimal = TEN
    criteria: Mapping[str, CriterionChoice] = field(default_factory=dict)
    per_tonne: Decimal | None = None
    tonne_day: date | None = None
    tonne_source: str = ""
    ladder: Mapping[int, Decimal] = field(default_factory=dict)
    ladder_in_percent: bool = False
    expected_price: Decimal | None = None
    tonnes_apart: Decimal | None = None

    def of(self, key: str) -> CriterionChoice:
        """How the criterion with this key gets its points; by people unless something else is said."""
        return self.criteria.get(key, CriterionChoice())

    @property
    def expected(self) -> Expected:
        """What is expected of bids before they are there."""
        return Expected(self.expected_price, self.tonnes_apart)


EXPECTED = ("expected_price", "tonnes_apart")
"""What is expected of bids, and not published."""
FIGURES = ("most_points", "per_tonne", *EXPECTED)


def choice_as_json(choice: EvaluationChoice) -> dict[str, Any]:
    """Return the parameters as they are kept, all figures as texts; the model is kept beside them."""
    kept: dict[str, Any] = {name: str(figure) for name in FIGURES if (figure := getattr(choice, name)) is not None}
    if choice.tonne_day:
        kept["tonne_day"] = choice.tonne_day.isoformat()
    if choice.tonne_source:
        kept["tonne_source"] = choice.tonne_source
    if choice.ladder:
        kept["ladder"] = {str(level): str(discount) for level, discount in choice.ladder.items()}
        kept["ladder_in_percent"] = choice.ladder_in_percent
    criteria = {key: _criterion_as_json(said) for key, said in choice.criteria.items() if said != CriterionChoice()}
    return {**kept, "criteria": criteria} if criteria else kept


def choice_of(model: str, kept: Mapping[str, Any]) -> EvaluationChoice:
    """Return what `choice_as_json` kept, with the model that was chosen, None where none is yet."""
    figures = {name: Decimal(kept[name]) for name in FIGURES if name in kept}
    return EvaluationChoice(
        model=Model(model) if model else None,
        criteria={key: _criterion(said) for key, said in kept.get("criteria", {}).items()},
        tonne_day=date.fromisoformat(kept["tonne_day"]) if "tonne_day" in kept else None,
        tonne_source=kept.get("tonne_source", ""),
        ladder={int(level): Decimal(discount) for level, discount in kept.get("ladder", {}).items()},
        ladder_in_percent=bool(kept.get("ladder_in_percent")),
        **figures,
    )


def rules_of(
    choice: EvaluationChoice, price_weight: Decimal | None, criteria: Sequence[WeighedCriterion], currency: str
) -> EvaluationRules:
    """Return the rules of evaluation; points from steps and people are given to the bids beforehand."""
    price = (Criterion(PRICE, CriterionKind.PRICE, price_weight),) if price_weight else ()
    others = tuple(_rule(one, choice.of(one.key)) for one in criteria)
    said = {one.key: choice.of(one.key).sum for one in criteria}
    shadow = None
    if choice.per_tonne is not None and choice.tonne_day is not None:
        shadow = ShadowPrice(choice.per_tonne, currency, choice.tonne_day, choice.tonne_source)
    return EvaluationRules(
        criteria=(*price, *others),
        currency=currency,
        most_points=choice.most_points,
        sums={key: worth for key, worth in said.items() if worth is not None},
        shadow_price=shadow,
        ladder=Ladder(choice.ladder, choice.ladder_in_percent) if choice.ladder else None,
    )


def _rule(one: WeighedCriterion, said: CriterionChoice) -> Criterion:
    kind = CriterionKind.ENVIRONMENT if one.is_climate else CriterionKind.QUALITY
    return Criterion(one.key, kind, one.weight, _scoring(said, one.direction or Direction.AT_LEAST))


def _scoring(said: CriterionChoice, direction: Direction) -> Scoring | None:
    if said.by is PointsBy.LINEAR and said.worst is not None and said.best is not None:
        return LinearScale(said.worst, said.best)
    if said.by is PointsBy.RELATIVE:
        return RelativeToBest(direction)
    return YesOrNo() if said.by is PointsBy.YES_NO else None


def _criterion_as_json(said: CriterionChoice) -> dict[str, str]:
    figures = {name: getattr(said, name) for name in ("worst", "best", "sum")}
    return {"by": said.by.value, **{name: str(figure) for name, figure in figures.items() if figure is not None}}


def _criterion(kept: Mapping[str, str]) -> CriterionChoice:
    figures = {name: Decimal(kept[name]) for name in ("worst", "best", "sum") if name in kept}
    return CriterionChoice(PointsBy(kept.get("by", PointsBy.PEOPLE)), **figures)
