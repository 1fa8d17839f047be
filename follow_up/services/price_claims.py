"""Reckon a bonus or penalty from its clause, and keep what a person decided. Nothing is claimed by the machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.price_effect import price_effect
from follow_up.calculations.price_effects import (
    METHOD_VERSION,
    Clause,
    Counted,
    EffectKind,
    Performance,
    PriceEffect,
    Purpose,
)
from follow_up.models import ClaimState, Deviation, PriceClaim
from follow_up.services.deviation_steps import written
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from procurement.calculations.performance_ladder import Ladder
from procurement.models import ObligationStep
from requirements_bank.calculations.requirement import Direction


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What a claim is reckoned from, for a period; None is not known. Discounts are of the levels on the ladder."""

    period_from: date | None = None
    period_to: date | None = None
    value: Decimal | None = None
    is_kept: bool | None = None
    period_value: Decimal | None = None
    counted: str = ""
    unit_size: Decimal = Decimal(1)
    floor: Decimal | None = None
    cap: Decimal | None = None
    awarded_level: int | None = None
    awarded_discount: Decimal | None = None
    achieved_level: int | None = None
    achieved_discount: Decimal | None = None
    in_percent: bool = False
    bid_price: Decimal | None = None


def effect_of(step: ObligationStep, kind: str, said: Reckoned) -> PriceEffect:
    """Return what the clause of a step gives or takes, with its arithmetic, or why there is no amount.

    Raises FollowUpNotPossibleError for a level of the ladder with two discounts.
    """
    return price_effect(_clause(step, kind, said), _performance(step, said))


@transaction.atomic
def reckon_claim(step: ObligationStep, kind: str, said: Reckoned, *, deviation: Deviation | None = None) -> PriceClaim:
    """Return the reckoned claim, to be decided by a person; without an amount where something is missing.

    Raises FollowUpNotPossibleError for a step without such a clause, a period that ends before it begins, one for
    which there is a claim already that was not waived, and a level of the ladder with two discounts.
    """
    hold("price_claim", str(step.obligation_id))
    if not getattr(step, str(Purpose(kind))):
        raise FollowUpNotPossibleError(_("The step has no such clause."))
    _check_period(step, kind, said, None)
    contract = step.obligation.contract
    claim = PriceClaim(
        organisation_id=step.organisation_id,
        contract=contract,
        obligation=step.obligation,
        deviation=deviation if deviation and deviation.obligation_id == step.obligation_id else None,
        kind=kind,
        step=step.number,
        currency=contract.currency,
        made_by=current_actor().name,
    )
    _fill(claim, step, said)
    claim.save()
    record("price_claim", "reckoned", claim.uuid, contract, **_about(claim))
    return claim


@transaction.atomic
def reckon_anew(claim: PriceClaim, said: Reckoned, *, revision: int | None = None) -> PriceClaim:
    """Return the claim, reckoned from what is said now.

    Raises ConflictError if it was saved after `revision`, and FollowUpNotPossibleError once it is decided.
    """
    held = _held(claim, revision)
    step = ObligationStep.objects.select_related("obligation").get(obligation=held.obligation_id, number=held.step or 0)
    _check_period(step, held.kind, said, held)
    _fill(held, step, said)
    held.revision += 1
    held.save()
    record("price_claim", "reckoned", held.uuid, held.contract, **_about(held))
    return held


@transaction.atomic
def decide_claim(claim: PriceClaim, *, is_claimed: bool, because: str = "", revision: int | None = None) -> PriceClaim:
    """Return the claim, which is to be invoiced, or waived with a reason.

    Raises ConflictError if it was saved after `revision`, and FollowUpNotPossibleError once it is decided, without an
    amount to claim, and for waiving it without a reason.
    """
    held = _held(claim, revision)
    if is_claimed and not held.amount:
        sentence = _("There is no amount to invoice. Fill in what is missing, or waive it.")
        raise FollowUpNotPossibleError(sentence)
    reason = because if is_claimed else written(because, _("Say why it is waived."), field="because")
    held.because = reason_of(reason)
    held.state = ClaimState.CLAIMED if is_claimed else ClaimState.WAIVED
    held.decided_by, held.decided_on = current_actor().name, timezone.localdate()
    held.revision += 1
    held.save()
    record("price_claim", held.state, held.uuid, held.contract, **_about(held), because=held.because)
    return held


def _held(claim: PriceClaim, revision: int | None) -> PriceClaim:
    those = PriceClaim.objects.select_for_update(of=("self",)).select_related("contract", "obligation__contract")
    held = those.get(pk=claim.pk)
    if revision not in (None, held.revision):
        raise ConflictError(_("Somebody else changed this in the meantime. Look at it again, then decide."))
    if held.state != ClaimState.COMPUTED:
        raise FollowUpNotPossibleError(_("This is decided already, and stays as it is."))
    return held


def _check_period(step: ObligationStep, kind: str, said: Reckoned, own: PriceClaim | None) -> None:
    if not (said.period_from and said.period_to):
        raise FollowUpNotPossibleError(_("Say for which period, from and to."), field="period_from")
    if said.period_to < said.period_from:
        raise FollowUpNotPossibleError(_("The period ends before it begins."), field="period_to")
    if said.period_to > timezone.localdate():
        sentence = _("This period has not ended yet. Choose one that ends today or before.")
        raise FollowUpNotPossibleError(sentence, field="period_to")
    begun = said.period_to >= step.first_day if step.first_day else False
    if not begun or (step.last_day and said.period_from > step.last_day):
        raise FollowUpNotPossibleError(_("The step does not hold in this period."), field="period_from")
    others = PriceClaim.objects.filter(obligation=step.obligation_id, kind=kind, step=step.number)
    others = others.exclude(state=ClaimState.WAIVED).exclude(pk=own.pk if own and own.pk else 0)
    if others.filter(Q(period_from__lte=said.period_to, period_to__gte=said.period_from)).exists():
        sentence = _("This has been reckoned for a part of the period already. Open that one, or waive it first.")
        raise FollowUpNotPossibleError(sentence, field="period_from")


def _fill(claim: PriceClaim, step: ObligationStep, said: Reckoned) -> None:
    effect = effect_of(step, claim.kind, said)
    claim.effect = getattr(step, claim.kind)
    claim.period_from, claim.period_to = said.period_from, said.period_to
    claim.inputs = {name: _as_text(getattr(said, name)) for name in Reckoned.__dataclass_fields__}
    claim.inputs |= {"threshold": str(step.threshold), "clause": str(getattr(step, f"{claim.kind}_amount") or "")}
    claim.lines = [
        *({"label": line.label, **_texts(line.values), "result": str(line.result)} for line in effect.lines),
        *({"gap": gap.code, **_texts(gap.values)} for gap in effect.gaps),
    ]
    claim.amount, claim.method_version = effect.amount, METHOD_VERSION


def _clause(step: ObligationStep, kind: str, said: Reckoned) -> Clause:
    return Clause(
        purpose=Purpose(kind),
        kind=EffectKind(getattr(step, kind)),
        amount=getattr(step, f"{kind}_amount"),
        counted=Counted(said.counted) if said.counted else None,
        unit_size=said.unit_size,
        ladder=_ladder(said),
        floor=said.floor,
        cap=said.cap,
    )


def _ladder(said: Reckoned) -> Ladder | None:
    _check_levels(said)
    levels = ((said.awarded_level, said.awarded_discount), (said.achieved_level, said.achieved_discount))
    discounts = {level: discount for level, discount in levels if level and discount is not None}
    return Ladder(discounts, in_percent=said.in_percent) if discounts else None


def _check_levels(said: Reckoned) -> None:
    """Refuse one level with two discounts: which of them the contract means is not for us to guess."""
    both = {said.awarded_discount, said.achieved_discount} - {None}
    if said.awarded_level and said.awarded_level == said.achieved_level and len(both) > 1:
        sentence = _("Level %(level)s cannot have two discounts. Write the same one twice, or another level.")
        raise FollowUpNotPossibleError(sentence % {"level": said.achieved_level}, field="achieved_discount")


def _performance(step: ObligationStep, said: Reckoned) -> Performance:
    direction = step.obligation.direction
    return Performance(
        direction=Direction(direction) if direction else None,
        threshold=step.threshold,
        value=said.value,
        is_kept=said.is_kept,
        period_value=said.period_value,
        bid_price=said.bid_price,
        awarded_level=said.awarded_level,
        achieved_level=said.achieved_level,
    )


def _texts(values: Mapping[str, object] | None) -> dict[str, str]:
    return {name: str(value) for name, value in (values or {}).items()}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _about(claim: PriceClaim) -> dict[str, Any]:
    amount = str(claim.amount) if claim.amount is not None else "–"
    return {"title": claim.obligation.title, "amount": amount, "currency": claim.currency}
