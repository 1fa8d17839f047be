"""Carry the staircase of a requirement over to the contract that follows, begun no lower than where it stood."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from foundation.changes.record import record_change
from procurement.calculations.next_staircase import CarriedStep, NextStaircase, next_staircase
from procurement.models import AskedRequirement, Staircase, StaircaseStep
from procurement.models.asked import STAIRCASE_RULES
from procurement.models.obligations import COMES_WITH
from procurement.queries.signed_steps import in_common, signed_steps
from procurement.queries.staircases import content_asked, measure_the_same, period_of, stored_as_staircase, unit_of
from procurement.reports.joint_staircase_drawn import threshold_with_unit
from procurement.services.locked_procurement import about
from procurement.services.staircases import PlannedStep, Rules, StaircaseNotPossibleError, let_rise

CARRIED = (*STAIRCASE_RULES, "saving")
BESIDE = (*COMES_WITH, "market_note")
"""What comes with a step, whenever it takes effect."""


@dataclass(frozen=True, slots=True)
class CarriedSteps:
    """How one staircase came over: raised to where the former one stood, with fixed days moved, or not at all."""

    code: str
    is_carried: bool = True
    is_raised: bool = False
    has_moved_days: bool = False


@transaction.atomic
def carry_steps(former: Staircase, asked: AskedRequirement) -> CarriedSteps:
    """Let `asked` rise as the former staircase did. Nobody else sees its steps before somebody lets them.

    What cannot stand on the newer version, or measures something else there, stays behind.
    """
    old, new = content_asked(former.asked), content_asked(asked)
    period, first = period_of(former.asked.procurement), asked.procurement.first_day
    if old is None or new is None or period is None or first is None or not measure_the_same(old, new):
        return CarriedSteps(asked.code, is_carried=False)
    signed = in_common(signed_steps([former.asked_id], timezone.localdate()).get(former.asked_id, ()))
    found = next_staircase(stored_as_staircase(former, old), period, first, signed)
    steps = list(former.steps.all())
    planned = [_planned(each, steps[each.was_number - 1]) for each in found.steps]
    try:
        let_rise(
            asked, planned, Rules(**{name: getattr(former, name) for name in CARRIED}), origin=_origin(former, found)
        )
    except StaircaseNotPossibleError:
        return CarriedSteps(asked.code, is_carried=False)
    _record(former, asked, found, unit_of(new.measure) if new.measure else "")
    has_moved = any(each.was_day for each in found.steps)
    return CarriedSteps(asked.code, is_raised=found.raised_to is not None, has_moved_days=has_moved)


def _planned(carried: CarriedStep, was: StaircaseStep) -> PlannedStep:
    step = carried.step
    beside = {name: getattr(was, name) for name in BESIDE} | {"notice_months": step.notice_months}
    return PlannedStep(step.threshold, step.months, step.day, **beside)


def _origin(former: Staircase, found: NextStaircase) -> dict[str, Any]:
    """Return what the new staircase keeps of where it came from."""
    procurement = former.asked.procurement
    moved = {str(number): each.was_day.isoformat() for number, each in enumerate(found.steps, 1) if each.was_day}
    return {
        "procurement": str(procurement.uuid),
        "title": procurement.title,
        **({"stood": format(found.raised_to.normalize(), "f")} if found.raised_to is not None else {}),
        **({"moved": moved} if moved else {}),
    }


def _record(former: Staircase, asked: AskedRequirement, found: NextStaircase, unit: str) -> None:
    said = {"code": asked.code, "former": former.asked.procurement.title}
    if found.raised_to is not None:
        said["threshold"] = threshold_with_unit(found.raised_to, unit)
    action = "carried" if found.raised_to is None else "begun_higher"
    record_change(kind="procurement.staircase", action=action, **about(asked.procurement, **said))
