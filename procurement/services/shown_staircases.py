"""What others see of a staircase: written anew whenever its steps or the days of its contract change."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils import timezone

from procurement.models import Contract, Procurement, ShownStaircase, Stage, Staircase
from procurement.queries.signed_contracts import OF_AWARD
from procurement.queries.signed_steps import SignedSteps, do_differ, in_common, longest_days, signed_steps
from procurement.queries.staircases import contents_asked, dated_steps, period_of, unit_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.models import SeenBy

SAID = (
    "organisation_id", "seen_by", "code", "topic", "category", "country", "unit", "direction", "first_day", "last_day",
    "planned_first_day", "joint_version_id", "differs", "ends_on", "steps",
)  # fmt: skip


def show_staircases(procurement: Procurement, *, today: date | None = None) -> int:
    """Bring what others see of the procurement's staircases up to date, after its days or its stage have changed.

    Return of how many something else is seen now. On `today`, the real day where None, contracts may be over.
    """
    found = Staircase.objects.filter(asked__procurement=procurement)
    those = list(found.select_related("asked").prefetch_related("steps"))
    return _show(those, contents_asked(stairs.asked for stairs in those), procurement, today)


def show_signed(contract: Contract, *, today: date | None = None) -> None:
    """Bring what others see up to date after a contract was signed, extended or changed; a call-off has its own."""
    if contract.procurement_id and contract.kind in OF_AWARD:
        show_staircases(Procurement.objects.get(pk=contract.procurement_id), today=today)


def show_staircase(
    stairs: Staircase, content: RequirementContent, procurement: Procurement, *, today: date | None = None
) -> None:
    """Bring what others see of one staircase up to date."""
    _show([stairs], {stairs.asked_id: content}, procurement, today)


def _show(
    those: Sequence[Staircase],
    contents: Mapping[int, RequirementContent],
    procurement: Procurement,
    today: date | None,
) -> int:
    """Write what others see of all of them at once; one whose requirement is out of sight stays as it is."""
    signed = signed_steps((stairs.asked_id for stairs in those), today or timezone.localdate())
    wanted = {
        stairs.pk: _row(stairs, content, procurement, signed.get(stairs.asked_id, []))
        for stairs in those
        if (content := contents.get(stairs.asked_id))
    }
    there = {row.staircase_id: row for row in ShownStaircase.objects.filter(staircase__in=wanted)}
    gone = [row.pk for key, row in there.items() if wanted[key] is None]
    changed = [row for key, row in wanted.items() if row and (key not in there or _said(row) != _said(there[key]))]
    ShownStaircase.objects.filter(pk__in=gone).delete()
    ShownStaircase.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["staircase"],
        update_fields=[*(name.removesuffix("_id") for name in SAID), "updated_at"],
    )
    return len(gone) + len(changed)


def _said(row: ShownStaircase) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in SAID)


def _row(
    stairs: Staircase, content: RequirementContent, procurement: Procurement, signed: Sequence[SignedSteps]
) -> ShownStaircase | None:
    """Return what others see of a staircase; None where nobody else is to see it, or its days are not known.

    What is no longer asked for, and what a procurement asked for that is stopped with nothing signed, will not come and
    is not shown. Of what is signed the contracts' own steps are shown: where they differ, what all of them ask for.
    """
    period, measure = period_of(procurement), content.measure
    is_off = (procurement.stage == Stage.STOPPED and not signed) or stairs.asked.removed_at is not None
    if period is None or measure is None or measure.direction is None or stairs.seen_by == SeenBy.OWN or is_off:
        return None
    running = [each.running for each in signed]
    longest = longest_days(signed)
    steps = in_common(signed) if signed else dated_steps(stairs, content, period)
    return ShownStaircase(
        staircase=stairs,
        organisation_id=stairs.organisation_id,
        seen_by=stairs.seen_by,
        code=content.code,
        topic=content.topic,
        category=procurement.category,
        country=procurement.country,
        unit=unit_of(measure),
        direction=measure.direction.value,
        first_day=min((each.first for each in running), default=period.first),
        last_day=max((each.last for each in running), default=period.last_possible),
        planned_first_day=longest.planned_first if longest else None,
        joint_version_id=stairs.joint_version_id,
        differs=do_differ(signed),
        ends_on=max((each.contract.last_day for each in signed if each.contract.last_day), default=None),
        steps=[
            {
                "number": step.number,
                "threshold": str(step.threshold.normalize()),
                "first": step.first.isoformat(),
                "last": step.last.isoformat(),
                "option": step.option,
            }
            for step in steps
        ],
    )
