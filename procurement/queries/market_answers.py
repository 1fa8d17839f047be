"""What suppliers answered, step by step, and what neighbours let be seen of their suppliers' answers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from foundation.written_names import name_key
from organisations.models import Organisation
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.market_answer import MarketAnswer, Says, StepMarket, market_of
from procurement.models import AskedRequirement, Procurement, ShownMarket, StepAnswer, SupplierAnswer
from procurement.queries.asked import AskedLine, asked_lines
from procurement.queries.staircases import dated_steps, period_of

ByThreshold = Mapping[Decimal | None, Sequence[MarketAnswer]]


@dataclass(frozen=True, slots=True)
class AskedStep:
    """What the market is asked about: `number` 0 and no threshold for a requirement that does not rise.

    `months` after the contract begins where nobody knows the day yet; `option` is the extension that it holds in.
    """

    number: int
    threshold: Decimal | None
    day: date | None
    months: int | None = None
    option: int = 0

    @property
    def key(self) -> str:
        """A name of the step that stays while its threshold does, for fields of a form."""
        return "all" if self.threshold is None else f"{self.threshold.normalize():f}".replace(".", "_")


@dataclass(frozen=True, slots=True)
class AskedOfMarket:
    """A requirement with the steps that the market is asked about."""

    line: AskedLine
    steps: tuple[AskedStep, ...]

    @property
    def asked(self) -> AskedRequirement:
        """The requirement."""
        return self.line.asked


@dataclass(frozen=True, slots=True)
class Heard:
    """A step with all that suppliers said of it, and what that comes to."""

    step: AskedStep
    said: tuple[StepAnswer, ...]
    market: StepMarket


def asked_of_market(procurement: Procurement) -> list[AskedOfMarket]:
    """Return what the market is asked about, in the order of a tender; what is out of sight is left out."""
    period = period_of(procurement)
    return [
        AskedOfMarket(line, tuple(_steps(line, period)))
        for line in asked_lines(procurement)
        if line.content is not None
    ]


def step_answers(procurement: Procurement) -> list[StepAnswer]:
    """Return everything that suppliers said, those of one supplier beside each other, the newest first."""
    said = StepAnswer.objects.filter(procurement=procurement).select_related("answer", "answer__entry")
    return list(said.order_by("answer__supplier", "-answer__said_on", "-answer__updated_at", "pk"))


def heard_of(step: AskedStep, asked: AskedRequirement, said: Iterable[StepAnswer]) -> Heard:
    """Return what was said of one step, and what it comes to."""
    about = tuple(each for each in said if each.asked_id == asked.pk and each.threshold == step.threshold)
    return Heard(step, about, market_of([as_answer(each) for each in about], step.day))


def answers_to(asked: AskedRequirement) -> ByThreshold:
    """Return what suppliers said of a requirement, by threshold."""
    found: dict[Decimal | None, list[MarketAnswer]] = defaultdict(list)
    for each in StepAnswer.objects.filter(asked=asked).select_related("answer"):
        found[each.threshold].append(as_answer(each))
    return dict(found)


def as_answer(said: StepAnswer) -> MarketAnswer:
    """Return a stored answer as the calculations take it."""
    return MarketAnswer(
        supplier=supplier_key(said.answer),
        says=Says(said.says),
        order=(said.answer.said_on, int(said.answer.updated_at.timestamp())),
        asked_day=said.asked_day,
        possible_from=said.possible_from,
        price_effect=said.price_effect,
    )


def supplier_key(answer: SupplierAnswer) -> str:
    """Return what is the same in all answers of one supplier: its number, else its name without regard to case."""
    return answer.number or name_key(answer.supplier)


def neighbours_market(organisation: Organisation, *, topic: str, unit: str) -> QuerySet[ShownMarket]:
    """Return what others let be seen of the market on the same topic in the same unit, the newest first."""
    shown = ShownMarket.objects.filter(topic=topic, unit=unit).exclude(organisation=organisation)
    return shown.select_related("organisation").order_by("-newest_on", "organisation__name", "pk")


def _steps(line: AskedLine, period: ContractPeriod | None) -> list[AskedStep]:
    content, stored = line.content, line.staircase
    if stored is None or content is None or not line.can_rise:
        return [AskedStep(0, None, period.first if period else None)]
    if period is None:
        return [
            AskedStep(number, step.threshold, step.day, step.months)
            for number, step in enumerate(stored.steps.all(), start=1)
        ]
    dated = dated_steps(stored, content, period)
    return [AskedStep(step.number, step.threshold, step.first, option=step.option) for step in dated]
