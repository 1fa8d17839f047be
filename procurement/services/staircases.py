"""Let a requirement of a procurement rise in steps, for everybody to see whom the buyer lets."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.problems import Problem
from foundation.typed_reasons import reason_of
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import Step
from procurement.calculations.staircase_check import problems_of
from procurement.calculations.steps_as_written import as_step
from procurement.models import (
    AskedRequirement,
    Award,
    JointAdoption,
    Lot,
    Procurement,
    Staircase,
    StaircaseStep,
)
from procurement.models.asked import STAIRCASE_RULES
from procurement.queries.joint_followed import Followed
from procurement.queries.staircases import content_asked, period_of, staircase_on, unit_of
from procurement.services.documents_bid_on import why_steps_stay
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.shown_staircases import show_staircase
from procurement.services.staircase_origin import looked_at
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.models import SeenBy

MOST_STEPS = 20


class StaircaseNotPossibleError(ProcurementNotPossibleError):
    """A staircase cannot be asked for; `problems` say what stands in the way, step by step."""

    def __init__(self, message: object, *, problems: tuple[Problem, ...] = (), field: str = "") -> None:
        super().__init__(message, field=field)
        self.problems = problems


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One step as it is planned: months after the start or a day, its threshold, and what comes with it."""

    threshold: Decimal
    months: int | None = None
    day: date | None = None
    notice_months: int = 0
    proof: str = ""
    bonus: str = ""
    bonus_amount: Decimal | None = None
    penalty: str = ""
    penalty_amount: Decimal | None = None
    market_note: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """What happens beside the plan, what is known of its savings, who sees the steps, and what they follow."""

    on_extension: str = Staircase.OnExtension.STEPS_GO_ON
    on_late_start: str = Staircase.OnLateStart.FROM_ACTUAL_START
    on_partial_proof: str = Staircase.OnPartialProof.NOT_KEPT
    days_to_complete: int | None = None
    seen_by: str = SeenBy.OWN
    saving: dict[str, Any] = field(default_factory=dict)
    follows: Followed | None = None


@transaction.atomic
def let_rise(
    asked: AskedRequirement,
    steps: Sequence[PlannedStep],
    rules: Rules,
    *,
    revision: int | None = None,
    origin: dict[str, Any] | None = None,
) -> Staircase:
    """Return the requirement's staircase with exactly these steps; `origin` says which contract they come from.

    `revision` is the one that was read before, None where there was no staircase. Raises ConflictError if somebody
    saved it since, or if it is frozen, and StaircaseNotPossibleError with what is wrong, step by step, and once there
    are bids, an award or a signed contract; warnings stand in nobody's way.
    """
    procurement = locked(asked.procurement)
    content = content_asked(asked)
    if content is None or content.measure is None or content.measure.direction is None:
        sentence = _("%(code)s has no threshold that could rise.")
        raise StaircaseNotPossibleError(sentence % {"code": asked.code})
    stairs = _locked(asked, revision)
    for name in (*STAIRCASE_RULES, "seen_by", "saving"):
        setattr(stairs, name, getattr(rules, name))
    period = _check(steps, stairs, content, procurement)
    _follow(stairs, rules.follows, content, _as_steps(steps), period)
    stairs.origin = looked_at(stairs.origin, steps) if origin is None else origin
    stairs.revision = (revision or 0) + 1
    stairs.updated_by = current_actor().name
    stairs.save()
    stairs.steps.all().delete()
    StaircaseStep.objects.bulk_create(_rows(stairs, steps))
    show_staircase(stairs, content, procurement)
    record_change(kind="procurement.staircase", action="changed", **about(procurement, code=asked.code))
    return stairs


@transaction.atomic
def take_steps_out(asked: AskedRequirement, *, revision: int) -> None:
    """Let the requirement ask for the same from the first day to the last again.

    Raises ConflictError if somebody saved the staircase after `revision`, and for steps that are frozen.
    """
    procurement = locked(asked.procurement)
    _locked(asked, revision).delete()
    record_change(kind="procurement.staircase", action="removed", **about(procurement, code=asked.code))


@transaction.atomic
def freeze_steps(procurement: Procurement, lot: Lot | None = None) -> int:
    """Freeze every staircase of the procurement, or those of one lot and of all lots, at award; return how many."""
    procurement = locked(procurement)
    thawed = Staircase.objects.filter(
        asked__procurement=procurement, asked__removed_at=None, frozen_at=None
    ).select_related("asked")
    if lot:
        thawed = thawed.filter(Q(asked__lot=lot) | Q(asked__lot=None))
    for stairs in thawed:
        record_change(kind="procurement.staircase", action="frozen", **about(procurement, code=stairs.asked.code))
    return Staircase.objects.filter(pk__in=[stairs.pk for stairs in thawed]).update(frozen_at=timezone.now())


def thaw_steps(procurement: Procurement) -> int:
    """Let the staircases change again that no award that stands needs; return how many. `procurement` is locked."""
    standing = Award.objects.filter(procurement=procurement, outcome=Award.Outcome.AWARDED, taken_back_at=None)
    lots = list(standing.values_list("lot", flat=True))
    frozen = Staircase.objects.filter(asked__procurement=procurement).exclude(frozen_at=None)
    if None in lots:
        return 0
    if lots:
        frozen = frozen.exclude(asked__lot=None).exclude(asked__lot__in=lots)
    return Staircase.objects.filter(pk__in=list(frozen.values_list("pk", flat=True))).update(frozen_at=None)


def _locked(asked: AskedRequirement, revision: int | None) -> Staircase:
    """Return the stored staircase, or a new one where there is none, if it is still as it was read."""
    stored = Staircase.objects.select_for_update().filter(asked=asked).first()
    if stored and stored.frozen_at:
        raise ConflictError(_("The steps of %(code)s are frozen since the award.") % {"code": asked.code})
    if because := why_steps_stay(asked.procurement):
        raise StaircaseNotPossibleError(because)
    if (stored.revision if stored else None) != revision:
        who = stored.updated_by if stored else _("Somebody")
        sentence = _(
            "%(who)s changed the steps of %(code)s in the meantime."
            " What you typed is still here: compare, and save again."
        )
        raise ConflictError(sentence % {"who": who, "code": asked.code})
    return stored or Staircase(organisation_id=asked.organisation_id, asked=asked)


def _check(
    steps: Sequence[PlannedStep], stairs: Staircase, content: RequirementContent, procurement: Procurement
) -> ContractPeriod:
    """Return how long the contract runs, if the steps can stand in it."""
    if len(steps) > MOST_STEPS:
        raise StaircaseNotPossibleError(_("A staircase has at most %(most)s steps.") % {"most": MOST_STEPS})
    period = period_of(procurement)
    if period is None:
        sentence = _("Say in the procurement when the contract begins and how long it runs; then it can rise in steps.")
        raise StaircaseNotPossibleError(sentence)
    found = problems_of(staircase_on(content, _as_steps(steps), stairs), period, agreed_on=procurement.announced_on)
    wrong = tuple(problem for problem in found if problem.is_error)
    if wrong:
        sentence = _("The steps cannot stand like this: %(count)s things are wrong.")
        raise StaircaseNotPossibleError(sentence % {"count": len(wrong)}, problems=wrong)
    return period


def _follow(
    stairs: Staircase,
    followed: Followed | None,
    content: RequirementContent,
    steps: Sequence[Step],
    period: ContractPeriod,
) -> None:
    """Link the staircase to the joint one that it follows; what differs from that needs its reason."""
    if followed:
        _check_followed(stairs, followed, content)
        if followed.differing(tuple(steps), period) and not reason_of(followed.reason):
            sentence = _("Say why it differs from the joint steps; the neighbours agreed on them.")
            raise StaircaseNotPossibleError(sentence, field="joint_reason")
    stairs.joint_version = followed.version if followed else None
    stairs.joint_months_later = followed.months_later if followed else 0
    stairs.joint_reason = reason_of(followed.reason) if followed else ""


def _check_followed(stairs: Staircase, followed: Followed, content: RequirementContent) -> None:
    """Refuse a joint staircase that the lead has not taken over, or that measures something else."""
    joint, measure = followed.version.joint, content.measure
    if followed.version.pk == stairs.joint_version_id:
        return
    is_taken = JointAdoption.objects.filter(organisation=stairs.organisation_id, version=followed.version).exists()
    is_same = measure and (joint.topic, joint.unit) == (content.topic, unit_of(measure))
    if not is_taken or not is_same or measure is None or measure.direction != joint.direction:
        sentence = _("Take “%(title)s” over first: only then can a procurement follow it.")
        raise StaircaseNotPossibleError(sentence % {"title": joint.title})


def _as_steps(steps: Sequence[PlannedStep]) -> list[Step]:
    return [as_step(step) for step in steps]


def _rows(stairs: Staircase, steps: Sequence[PlannedStep]) -> list[StaircaseStep]:
    return [
        StaircaseStep(
            organisation_id=stairs.organisation_id,
            staircase=stairs,
            position=position,
            **{name: getattr(step, name) for name in PlannedStep.__dataclass_fields__},
        )
        for position, step in enumerate(steps, start=1)
    ]
