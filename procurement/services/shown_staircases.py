"""What others see of a staircase: written anew whenever its steps or the days of its contract change."""

from collections.abc import Sequence

from procurement.models import Contract, Procurement, ShownStaircase, Stage, Staircase
from procurement.queries.signed_contracts import OF_AWARD
from procurement.queries.signed_steps import SignedSteps, do_differ, in_common, longest_days, signed_steps
from procurement.queries.staircases import contents_asked, dated_steps, period_of, unit_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.models import SeenBy


def show_staircases(procurement: Procurement) -> None:
    """Bring what others see of the procurement's staircases up to date, after its days or its stage have changed."""
    those = Staircase.objects.filter(asked__procurement=procurement).select_related("asked").prefetch_related("steps")
    signed = signed_steps(stairs.asked_id for stairs in those)
    contents = contents_asked(stairs.asked for stairs in those)
    for stairs in those:
        if content := contents.get(stairs.asked_id):
            show_staircase(stairs, content, procurement, signed.get(stairs.asked_id, []))


def show_signed(contract: Contract) -> None:
    """Bring what others see up to date after a contract was signed, extended or changed; a call-off has its own."""
    if contract.procurement_id and contract.kind in OF_AWARD:
        show_staircases(Procurement.objects.get(pk=contract.procurement_id))


def show_staircase(
    stairs: Staircase,
    content: RequirementContent,
    procurement: Procurement,
    signed: Sequence[SignedSteps] | None = None,
) -> None:
    """Write what others see of a staircase; nothing where nobody else is to see it, or its days are not known.

    What is no longer asked for, and what a procurement asked for that is stopped with nothing signed, will not come and
    is not shown. Of what is signed the contracts' own steps are shown: where they differ, what all of them ask for.
    """
    period = period_of(procurement)
    measure = content.measure
    if signed is None:
        signed = signed_steps([stairs.asked_id]).get(stairs.asked_id, [])
    is_off = (procurement.stage == Stage.STOPPED and not signed) or stairs.asked.removed_at is not None
    if period is None or measure is None or measure.direction is None or stairs.seen_by == SeenBy.OWN or is_off:
        ShownStaircase.objects.filter(staircase=stairs).delete()
        return
    running = [each.running for each in signed]
    longest = longest_days(signed)
    steps = in_common(signed) if signed else dated_steps(stairs, content, period)
    ShownStaircase.objects.update_or_create(
        staircase=stairs,
        defaults={
            "organisation_id": stairs.organisation_id,
            "seen_by": stairs.seen_by,
            "code": content.code,
            "topic": content.topic,
            "category": procurement.category,
            "country": procurement.country,
            "unit": unit_of(measure),
            "direction": measure.direction.value,
            "first_day": min((each.first for each in running), default=period.first),
            "last_day": max((each.last for each in running), default=period.last_possible),
            "planned_first_day": longest.planned_first if longest else None,
            "joint_version_id": stairs.joint_version_id,
            "differs": do_differ(signed),
            "ends_on": max((each.contract.last_day for each in signed if each.contract.last_day), default=None),
            "steps": [
                {
                    "number": step.number,
                    "threshold": str(step.threshold.normalize()),
                    "first": step.first.isoformat(),
                    "last": step.last.isoformat(),
                    "option": step.option,
                }
                for step in steps
            ],
        },
    )
