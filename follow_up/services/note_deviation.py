"""Note a deviation: from a control, a supplier's report, or by hand. The supplier is told later, by a person."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import Control, ControlItem, Deviation, DeviationEvent, DeviationState, Severity
from follow_up.services.client_keys import key_is_taken, made_with
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.standings import work_out
from foundation.changes.record import current_actor
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from procurement.models import Contract, ContractParty, Obligation


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: facts, how serious, when; measured `value` and `threshold` of `step`, both in `unit`."""

    title: str
    facts: str
    found_on: date
    severity: str = Severity.MAJOR
    obligation: Obligation | None = None
    party: ContractParty | None = None
    control: Control | None = None
    item: ControlItem | None = None
    report_id: UUID | None = None
    step: int | None = None
    threshold: Decimal | None = None
    value: Decimal | None = None
    unit: str = ""
    deadline: date | None = None
    case_number: str = ""


@transaction.atomic
def note_deviation(contract: Contract, found: Found, *, key: UUID | None = None) -> Deviation:
    """Return the deviation, numbered within the organisation. One of a control's question is the one that is there.

    `key` is its uuid, made by a client: it is noted once, however often it is sent. Raises FollowUpNotPossibleError
    without title or facts, for a day that has not come, for an obligation of another contract, and for a key that
    something else has.
    """
    hold("deviation", str(contract.organisation_id))
    if there := _noted_with(key, contract):
        return there
    if found.control and found.item:
        known = Deviation.objects.filter(control=found.control, item=found.item)
        if there := known.exclude(state=DeviationState.WITHDRAWN).first():
            return there
    _check(contract, found)
    with made_with(key):
        deviation = _written(contract, found, key)
    log_event(deviation, "noted", to_state=DeviationState.NOTED)
    record("deviation", "noted", deviation.uuid, contract, title=deviation.title, number=deviation.number)
    if found.obligation:
        work_out([found.obligation.pk])
    return deviation


def _noted_with(key: UUID | None, contract: Contract) -> Deviation | None:
    there = Deviation.objects.filter(uuid=key, organisation=contract.organisation_id).first() if key else None
    if there and there.contract_id != contract.pk:
        raise key_is_taken()
    return there


def _written(contract: Contract, found: Found, key: UUID | None) -> Deviation:
    return Deviation.objects.create(
        **({"uuid": key} if key else {}),
        organisation_id=contract.organisation_id,
        number=_next_number(contract.organisation_id),
        contract=contract,
        party=found.party or _whose(contract, found.obligation),
        obligation=found.obligation,
        control=found.control,
        item=found.item,
        report_id=found.report_id,
        title=tidy_title(found.title, most=200),
        facts=reason_of(found.facts),
        severity=found.severity,
        found_on=found.found_on,
        step=found.step,
        threshold=found.threshold,
        value=found.value,
        unit=found.unit,
        deadline=found.deadline,
        case_number=" ".join((found.case_number or contract.case_number).split())[:60],
        found_by_id=current_actor().user_id,
        found_by_name=current_actor().name,
    )


def log_event(
    deviation: Deviation,
    action: str,
    *,
    from_state: str = "",
    to_state: str = "",
    text: str = "",
    on: date | None = None,
    before: dict[str, str] | None = None,
) -> DeviationEvent:
    """Append what happened to the history of a deviation, by whoever acts; `before` is what stood there, by field."""
    actor = current_actor()
    return DeviationEvent.objects.create(
        organisation_id=deviation.organisation_id,
        deviation=deviation,
        action=action,
        from_state=from_state,
        to_state=to_state,
        text=text,
        on=on,
        before=before or {},
        by_user_id=actor.user_id,
        by_name=actor.name,
    )


def _whose(contract: Contract, obligation: Obligation | None) -> ContractParty | None:
    """Return whom the obligation binds, else the only supplier of the contract; None where there are several."""
    if obligation and obligation.party:
        return obligation.party
    parties = list(contract.parties.all()[:2])
    return parties[0] if len(parties) == 1 else None


def _next_number(organisation_id: int) -> int:
    newest = Deviation.objects.filter(organisation_id=organisation_id).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _check(contract: Contract, found: Found) -> None:
    if not tidy_title(found.title):
        raise FollowUpNotPossibleError(_("Say in a few words what is not kept."), field="title")
    if not reason_of(found.facts):
        raise FollowUpNotPossibleError(_("Say what was found: what, where, how much."), field="facts")
    if found.found_on > timezone.localdate():
        raise FollowUpNotPossibleError(_("It cannot have been found on a day that has not come."), field="found_on")
    if found.obligation and found.obligation.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("Choose an obligation of this contract."), field="obligation")
