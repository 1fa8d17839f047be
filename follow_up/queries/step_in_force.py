"""The steps of obligations on their days, and which one is in force on a day. Nothing else finds it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from procurement.calculations.staircase import StepInForce, step_on
from procurement.models import Obligation, ObligationStep


def step_in_force(obligation: Obligation | None, day: date) -> StepInForce | None:
    """Return the step that holds on the day; None before the first, after the last, and where nothing rises."""
    return step_on(day, steps_of(obligation)) if obligation else None


def steps_of(obligation: Obligation) -> list[StepInForce]:
    """Return the steps of an obligation that ever hold, in the order of their days."""
    return steps_by_obligation([obligation.pk]).get(obligation.pk, [])


def steps_by_obligation(keys: Collection[int]) -> dict[int, list[StepInForce]]:
    """Return by primary key the steps that ever hold, in the order of their days; none for what does not rise.

    A step holds on days alone: without a first and a last day, or before an extension that is not used, it does not.
    """
    held = ObligationStep.objects.filter(obligation__in=keys, needs_option=False)
    dated = held.exclude(first_day=None).exclude(last_day=None).order_by("first_day", "number")
    found: dict[int, list[StepInForce]] = defaultdict(list)
    for key, number, threshold, first, last, option in dated.values_list(
        "obligation_id", "number", "threshold", "first_day", "last_day", "option"
    ):
        if first and last:
            found[key].append(StepInForce(number, threshold, first, last, option))
    return found
