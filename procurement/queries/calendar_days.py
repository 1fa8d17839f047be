"""The days of all procurements, as a calendar shows them, each fetched once however many there are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import CALL_OFFS, Contract, ContractState, ObligationStep, Procurement, Stage
from procurement.queries.contracts import contracts_of
from procurement.queries.milestones import (
    BEGIN_BY,
    CALL_OFF_END,
    DAYS,
    ORDER,
    STEP,
    STEP_NOTICE,
    DatedMilestone,
    milestones_of,
)
from procurement.queries.plan_ahead import ends_of
from procurement.queries.procurements import procurements_of
from procurement.queries.signed_contracts import NOTHING_SIGNED, OF_AWARD, Signed, signed_contracts


@dataclass(frozen=True, slots=True)
class Month:
    """A month by its first day, with its milestones in order."""

    first: date
    milestones: tuple[DatedMilestone, ...]


def months_of(organisation: Organisation, first: date, number: int) -> list[Month]:
    """Return so many months from the one that begins on `first`; procurements that are stopped have no planned days."""
    after = months_later(first, number)
    by_month: dict[date, list[DatedMilestone]] = {months_later(first, each): [] for each in range(number)}
    found = list(_dated(organisation))
    signed = signed_contracts(found)
    held = [each for bought in found for each in milestones_of(bought, signed.get(bought.pk, NOTHING_SIGNED))]
    beside = (
        *_steps(found, signed, first, after),
        *_begin_by(organisation, found, signed),
        *_call_offs(organisation, found),
    )
    for each in (*held, *beside):
        if first <= each.day < after:
            by_month[each.day.replace(day=1)].append(each)
    return [
        Month(month, tuple(sorted(those, key=lambda each: (each.day, ORDER.index(each.kind), each.procurement.title))))
        for month, those in by_month.items()
    ]


def _dated(organisation: Organisation) -> Iterator[Procurement]:
    some = Q(dialogue__closes_on__isnull=False)
    for name in DAYS:
        some |= Q(**{f"{name}__isnull": False})
    has_contract = Exists(
        Contract.objects.filter(procurement=OuterRef("pk"), kind__in=OF_AWARD).exclude(state=ContractState.WITHDRAWN)
    )
    found = procurements_of(organisation).select_related("organisation", "dialogue")
    yield from found.filter((some & ~Q(stage=Stage.STOPPED)) | has_contract)


def _begin_by(
    organisation: Organisation, those: list[Procurement], signed: Mapping[int, Signed]
) -> Iterator[DatedMilestone]:
    """Yield by when buying anew has to begin, of what the plan holds and nothing follows yet."""
    bought = [each for each in those if each.stage == Stage.AWARDED or signed.get(each.pk)]
    for row in ends_of(organisation, bought, signed, timezone.localdate()):
        if row.is_led and row.follower is None:
            yield DatedMilestone(row.ending.begin_by, BEGIN_BY, row.procurement, row.contracts if row.is_part else ())


def _call_offs(organisation: Organisation, those: Iterable[Procurement]) -> Iterator[DatedMilestone]:
    """Yield when call-offs end that are signed, by the procurement of their framework agreement."""
    procurements = {each.pk: each for each in those}
    found = contracts_of(organisation).filter(kind__in=CALL_OFFS, state=ContractState.SIGNED, last_day__isnull=False)
    for contract in found.filter(procurement__in=procurements).select_related("lot").prefetch_related("parties"):
        if contract.last_day and contract.procurement_id:
            yield DatedMilestone(contract.last_day, CALL_OFF_END, procurements[contract.procurement_id], (contract,))


def _steps(
    those: Iterable[Procurement], signed: Mapping[int, Signed], first: date, after: date
) -> Iterator[DatedMilestone]:
    """Yield the steps of signed contracts that take effect in these days, but not those of their first day.

    And by when their suppliers have to be told of them.
    """
    procurements = {each.pk: each for each in those}
    contracts = {contract.pk: contract for each in signed.values() for contract in each.contracts}
    if not contracts:
        return
    within = Q(first_day__gte=first, first_day__lt=after) & ~Q(first_day=F("obligation__contract__first_day"))
    told_within = Q(notice_on__gte=first, notice_on__lt=after)
    held = ObligationStep.objects.filter(obligation__contract__in=contracts, needs_option=False)
    ordered = held.select_related("obligation__party").order_by("obligation__position", "pk")
    alike: dict[tuple[int, str, date, tuple[object, ...]], list[ObligationStep]] = {}
    for step in ordered.filter(within | told_within):
        contract = contracts[step.obligation.contract_id]
        about = (step.obligation.code, step.obligation.title, step.threshold, step.obligation.party_id)
        days = {STEP: step.first_day if step.first_day != contract.first_day else None, STEP_NOTICE: step.notice_on}
        for kind, day in days.items():
            if day:
                alike.setdefault((contract.procurement_id or 0, kind, day, about), []).append(step)
    for (bought, kind, day, _about), steps in alike.items():
        binds = {step.obligation.contract_id: contracts[step.obligation.contract_id] for step in steps}
        is_common = signed[bought].replaces_plan and len(binds) == len(signed[bought].contracts)
        yield DatedMilestone(day, kind, procurements[bought], () if is_common else tuple(binds.values()), steps[0])
