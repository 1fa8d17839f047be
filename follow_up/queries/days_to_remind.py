"""The days that people are reminded of: of tasks, evidence, steps, extensions, deviations and contracts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from follow_up.models import (
    OPEN,
    Deviation,
    DeviationState,
    Evidence,
    EvidenceState,
    PlannedTask,
    TaskState,
    Trigger,
)
from follow_up.queries.evidence import superseded
from organisations.models import Organisation, User
from procurement.models import Contract, ContractOption, ContractState, ObligationStep

SIGNED = ContractState.SIGNED


@dataclass(frozen=True, slots=True)
class DatedThing:
    """Something with a day: what it is, whose, and the address of its page within the application."""

    kind: Trigger
    id: str
    title: str
    day: date
    contract: Contract | None
    address: str
    owner: User | None = None
    supplier_email: str = ""
    party: int | None = None


def days_to_remind(organisation: Organisation, trigger: str, first: date, last: date) -> Iterator[DatedThing]:
    """Yield what of one trigger lies within these days, by day; what is over, done or rejected is not among it."""
    yield from _FINDERS[Trigger(trigger)](organisation, first, last)


def _tasks(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    """Yield what is planned on signed contracts, and what is the organisation's own."""
    found = PlannedTask.objects.filter(organisation=organisation, state=TaskState.PLANNED, due_on__range=(first, last))
    found = found.filter(Q(contract=None) | Q(contract__state=SIGNED))
    for each in found.select_related("contract__manager", "owner").order_by("due_on", "pk"):
        address = reverse("planned_task", args=[organisation.slug, each.uuid])
        yield DatedThing(Trigger.TASK_DUE, str(each.uuid), each.title, each.due_on, each.contract, address, each.owner)


def _evidence(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    """Yield evidence that counts, and what waits for a look; an accepted newer version stands in for those before."""
    own = Evidence.objects.filter(organisation=organisation)
    counts = Q(state=EvidenceState.ACCEPTED) & ~Q(pk__in=superseded(own))
    found = own.filter(counts | Q(state=EvidenceState.WAITING, replaced_by=None))
    found = found.filter(valid_until__range=(first, last), contract__state=SIGNED, contract__last_day__gte=first)
    for each in found.select_related("contract__manager").order_by("valid_until", "pk"):
        if each.valid_until:
            address = reverse("contract_evidence", args=[organisation.slug, each.contract.uuid])
            yield DatedThing(
                Trigger.EVIDENCE_EXPIRES, str(each.uuid), each.title, each.valid_until, each.contract, address
            )


def _steps(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    """Yield the steps after the first day; those that hold only with an extension wait until it is used."""
    found = ObligationStep.objects.filter(
        organisation=organisation,
        obligation__contract__state=SIGNED,
        first_day__range=(first, last),
        needs_option=False,
    ).select_related("obligation__contract__manager")
    for step in found.order_by("first_day", "pk"):
        obligation = step.obligation
        if step.first_day and step.first_day != obligation.contract.first_day:
            address = reverse("followed_obligation", args=[organisation.slug, obligation.uuid])
            key = f"{obligation.uuid}:{step.number}"
            yield DatedThing(
                Trigger.STEP_BEGINS,
                key,
                obligation.title,
                step.first_day,
                obligation.contract,
                address,
                party=obligation.party_id,
            )


def _options(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    found = ContractOption.objects.filter(
        organisation=organisation, contract__state=SIGNED, notice_on__range=(first, last), used_on=None
    ).select_related("contract__manager")
    for each in found.order_by("notice_on", "pk"):
        if each.notice_on:
            address = reverse("contract", args=[organisation.slug, each.contract.uuid])
            key = f"{each.contract.uuid}:{each.number}"
            yield DatedThing(Trigger.OPTION_NOTICE, key, each.contract.title, each.notice_on, each.contract, address)


def _deviations(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    """Yield what is still to be mended on signed contracts."""
    waiting = [state for state in OPEN if state != DeviationState.MENDED]
    found = Deviation.objects.filter(organisation=organisation, deadline__range=(first, last), state__in=waiting)
    found = found.filter(contract__state=SIGNED)
    for each in found.select_related("contract__manager").order_by("deadline", "pk"):
        if each.deadline:
            address = reverse("deviation", args=[organisation.slug, each.uuid])
            title = f"{each.number} {each.title}"
            yield DatedThing(
                Trigger.DEVIATION_DEADLINE,
                str(each.uuid),
                title,
                each.deadline,
                each.contract,
                address,
                supplier_email=each.supplier_email,
                party=each.party_id,
            )


def _contracts(organisation: Organisation, first: date, last: date) -> Iterator[DatedThing]:
    found = Contract.objects.filter(organisation=organisation, state=SIGNED, last_day__range=(first, last))
    for each in found.select_related("manager").order_by("last_day", "pk"):
        if each.last_day:
            address = reverse("contract", args=[organisation.slug, each.uuid])
            yield DatedThing(Trigger.CONTRACT_ENDS, str(each.uuid), each.title, each.last_day, each, address)


_FINDERS: dict[Trigger, Callable[[Organisation, date, date], Iterator[DatedThing]]] = {
    Trigger.TASK_DUE: _tasks,
    Trigger.EVIDENCE_EXPIRES: _evidence,
    Trigger.STEP_BEGINS: _steps,
    Trigger.OPTION_NOTICE: _options,
    Trigger.DEVIATION_DEADLINE: _deviations,
    Trigger.CONTRACT_ENDS: _contracts,
}
