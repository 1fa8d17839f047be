"""Stored staircases as the calculations take them, and what neighbours show of theirs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from organisations.models import Organisation
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import (
    OnExtension,
    OnLateStart,
    Staircase,
    Step,
    StepInForce,
    steps_in_force,
)
from procurement.calculations.steps_as_written import as_step
from procurement.models import AskedRequirement, Procurement, ShownStaircase
from procurement.models import Staircase as StoredStaircase
from procurement.queries.categories_below import codes_below
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Direction, Measure, MeasureType, RequirementContent
from requirements_bank.models import RequirementVersion

PERCENT = "%"


def period_of(procurement: Procurement) -> ContractPeriod | None:
    """Return how long the contract of a procurement runs, None where its first day or months are not said yet."""
    if procurement.first_day is None or procurement.months is None:
        return None
    return ContractPeriod(procurement.first_day, procurement.months, tuple(procurement.options))


def content_asked(asked: AskedRequirement) -> RequirementContent | None:
    """Return what the asked version says, None where its owner took it out of sight."""
    version = RequirementVersion.objects.filter(pk=asked.version_id).first()
    return content_of(version.content, version.content_hash) if version else None


def contents_asked(those: Iterable[AskedRequirement]) -> dict[int, RequirementContent]:
    """Return what the asked versions say, by the key of what is asked; those out of sight are left out."""
    asked = list(those)
    versions = RequirementVersion.objects.in_bulk({each.version_id for each in asked})
    seen = ((each.pk, versions.get(each.version_id)) for each in asked)
    return {key: content_of(version.content, version.content_hash) for key, version in seen if version}


def measure_the_same(old: RequirementContent | None, new: RequirementContent) -> bool:
    """Return whether thresholds of both can be compared: they have a direction, the same one, and the same unit."""
    if old is None or old.measure is None or new.measure is None or new.measure.direction is None:
        return False
    then, now = ((each.direction, unit_of(each)) for each in (old.measure, new.measure))
    return then == now


def unit_of(measure: Measure) -> str:
    """Return the unit of a measure's thresholds."""
    return PERCENT if measure.type is MeasureType.PERCENT else measure.unit


def bounds_of(content: RequirementContent) -> tuple[Decimal | None, Decimal | None]:
    """Return between what a threshold may lie: the bounds of its variable, and 0 to 100 for a percentage."""
    measure = content.measure
    variable = content.variables.get(measure.threshold) if measure and isinstance(measure.threshold, str) else None
    low, high = (variable.low, variable.high) if variable else (None, None)
    if measure and measure.type is MeasureType.PERCENT:
        low, high = Decimal(0) if low is None else low, Decimal(100) if high is None else high
    return low, high


def stored_as_staircase(stored: StoredStaircase, content: RequirementContent) -> Staircase:
    """Return a stored staircase as the calculations take it; ValueError for one on nothing that can rise."""
    return staircase_on(content, [as_step(step) for step in stored.steps.all()], stored)


def staircase_on(content: RequirementContent, steps: list[Step], rules: StoredStaircase) -> Staircase:
    """Return a staircase of these steps on a requirement, with the rules of a stored one."""
    if content.measure is None or content.measure.direction is None:
        raise ValueError("a staircase stands on a measure with a threshold")
    low, high = bounds_of(content)
    return Staircase(
        direction=Direction(content.measure.direction.value),
        steps=tuple(steps),
        low=low,
        high=high,
        on_extension=OnExtension(rules.on_extension),
        on_late_start=OnLateStart(rules.on_late_start),
    )


def held_steps(shown: ShownStaircase) -> list[StepInForce]:
    """Return what a neighbour shows, as the calculations take it."""
    return [
        StepInForce(
            number=step["number"],
            threshold=Decimal(step["threshold"]),
            first=date.fromisoformat(step["first"]),
            last=date.fromisoformat(step["last"]),
            option=step["option"],
        )
        for step in shown.steps
    ]


def dated_steps(stored: StoredStaircase, content: RequirementContent, period: ContractPeriod) -> list[StepInForce]:
    """Return the steps with their days in the contract."""
    return steps_in_force(stored_as_staircase(stored, content), period)


def neighbours_staircases(organisation: Organisation, *, topic: str, unit: str) -> QuerySet[ShownStaircase]:
    """Return what others let be seen on the same topic in the same unit, in order of their first days."""
    shown = ShownStaircase.objects.filter(topic=topic, unit=unit).exclude(organisation=organisation)
    return shown.select_related("organisation").order_by("first_day", "organisation__name", "pk")


def shown_staircases(organisation: Organisation, category: str = "") -> QuerySet[ShownStaircase]:
    """Return what others let be seen, all of it or that of a category; an area brings all its categories."""
    shown = ShownStaircase.objects.exclude(organisation=organisation).select_related("organisation")
    return shown.filter(category__in=codes_below(category)) if category else shown
