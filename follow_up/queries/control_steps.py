"""What an obligation asks for on a day: the step in force, or the figure that its wording names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from follow_up.queries.step_in_force import steps_by_obligation
from procurement.calculations.staircase import StepInForce, step_on
from procurement.models import Obligation
from requirements_bank.models import RequirementVersion


@dataclass(frozen=True, slots=True)
class AskedOn:
    """What is asked for on the day: `threshold` in the unit of the obligation, of `step` where it has steps."""

    threshold: Decimal | None = None
    step: int | None = None


def asked_on(obligations: Collection[Obligation], day: date) -> dict[int, AskedOn]:
    """Return by primary key what each asks for on the day; nothing before its first step takes effect."""
    steps = steps_by_obligation([each.pk for each in obligations])
    return {each.pk: _asked(each, step_on(day, steps.get(each.pk, ()))) for each in obligations}


def measured_variable(version: RequirementVersion | None) -> str | None:
    """Return the variable that a requirement measures against; None where it names a figure, or measures nothing."""
    named = _named(version)
    return named if isinstance(named, str) else None


def _asked(obligation: Obligation, step: StepInForce | None) -> AskedOn:
    if step is not None:
        return AskedOn(step.threshold, step.number)
    return AskedOn() if obligation.rises else AskedOn(_written(obligation))


def _written(obligation: Obligation) -> Decimal | None:
    """Return the figure of an obligation without steps: its requirement names it, or the variable that holds it."""
    named = _named(obligation.version)
    figure = obligation.values.get(named) if isinstance(named, str) and named in obligation.values else named
    try:
        return None if figure is None else Decimal(str(figure))
    except InvalidOperation:
        return None


def _named(version: RequirementVersion | None) -> object:
    measure = (version.content.get("measure") or {}) if version else {}
    return measure.get("threshold")
