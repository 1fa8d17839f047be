"""The days of all procurements, as a calendar shows them: planned, and of what is signed the real ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import Contract, ContractState, ObligationStep, Procurement, Stage
from procurement.queries.procurements import procurements_of
from procurement.queries.signed_contracts import (
    NOTHING_SIGNED,
    OF_AWARD,
    Signed,
    by_day,
    notice_day,
    signed_contracts,
)
from procurement.queries.staircases import period_of

DAYS = ("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day")
SIGNED, STEP, NOTICE, END, LAST_END = "signed", "step", "notice", "end", "last_end"
AWARDED, FIRST_DAY = DAYS[-2:]
SIGN_AFTER = "sign_after"
ORDER = (*DAYS[:4], SIGN_AFTER, SIGNED, FIRST_DAY, STEP, NOTICE, END, LAST_END)
TOLD_TWICE = frozenset({AWARDED, FIRST_DAY, END, LAST_END})
"""Days that both the plan and a contract may tell."""
_DayOf = Callable[[Contract], date | None]


class Standing(StrEnum):
    """Who tells a day: the plan, a contract that is awarded and waits to be signed, or a signed one."""

    ALONE = ""
    PLANNED = "planned"
    AWARDED = "awarded"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """One day of one procurement; `kind` is the name of its field, or one of the others of ORDER.

    `contracts` names those that it belongs to, where it does not belong to all; `step` is what takes effect, and
    `standing` who tells the day.
    """

    day: date
    kind: str
    procurement: Procurement
    contracts: tuple[Contract, ...] = ()
    step: ObligationStep | None = None
    standing: Standing = Standing.ALONE


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
    for each in (*held, *_steps(found, signed, first, after)):
        if first <= each.day < after:
            by_month[each.day.replace(day=1)].append(each)
    return [
        Month(month, tuple(sorted(those, key=lambda each: (each.day, ORDER.index(each.kind), each.procurement.title))))
        for month, those in by_month.items()
    ]


def milestones_of(procurement: Procurement, signed: Signed, today: date | None = None) -> Iterator[DatedMilestone]:
    """Yield the days of a procurement: those of its contracts, signed or waiting for that, and what else is planned.

    Of a day that both a plan and a contract may tell, `standing` says which of them does.
    """
    now = today or timezone.localdate()
    if procurement.stage != Stage.STOPPED:
        yield from _planned(procurement, signed)
    of_signed: dict[str, _DayOf] = {
        **OF_CONTRACTS,
        SIGNED: lambda contract: contract.signed_on,
        NOTICE: lambda contract: notice_day(contract, now),
        LAST_END: lambda contract: contract.last_possible_day if notice_day(contract, now) else None,
    }
    is_all = signed.replaces_plan
    yield from _of_contracts(procurement, signed.contracts, of_signed, Standing.SIGNED, is_all=is_all)
    of_waiting: dict[str, _DayOf] = {**OF_CONTRACTS, SIGN_AFTER: _standstill}
    is_all = signed.is_decided and not signed.contracts
    yield from _of_contracts(procurement, signed.waiting, of_waiting, Standing.AWARDED, is_all=is_all)


def _of_contracts(
    procurement: Procurement,
    contracts: tuple[Contract, ...],
    days: Mapping[str, _DayOf],
    standing: Standing,
    *,
    is_all: bool,
) -> Iterator[DatedMilestone]:
    """Yield the days of contracts that stand alike; `is_all` tells that the procurement has no other ones."""
    for kind, day_of in days.items():
        told = standing if kind in TOLD_TWICE else Standing.ALONE
        for day, those in by_day(contracts, day_of):
            is_common = is_all and len(those) == len(contracts)
            yield DatedMilestone(day, kind, procurement, () if is_common else those, standing=told)


def _standstill(contract: Contract) -> date | None:
    return contract.award.standstill_until if contract.award else None


def _last_possible(contract: Contract) -> date | None:
    return contract.last_possible_day if contract.last_possible_day != contract.last_day else None


def _decided_on(contract: Contract) -> date | None:
    return contract.award.decided_on if contract.award else None


OF_CONTRACTS: Mapping[str, _DayOf] = {
    AWARDED: _decided_on,
    FIRST_DAY: lambda contract: contract.first_day,
    END: lambda contract: contract.last_day,
    LAST_END: _last_possible,
}
"""The days that every contract has, signed or not."""


def _dated(organisation: Organisation) -> Iterator[Procurement]:
    some = Q()
    for name in DAYS:
        some |= Q(**{f"{name}__isnull": False})
    has_contract = Exists(
        Contract.objects.filter(procurement=OuterRef("pk"), kind__in=OF_AWARD).exclude(state=ContractState.WITHDRAWN)
    )
    yield from procurements_of(organisation).filter((some & ~Q(stage=Stage.STOPPED)) | has_contract)


def _planned(procurement: Procurement, signed: Signed) -> Iterator[DatedMilestone]:
    held = [*signed.contracts, *signed.waiting]
    told_by_contracts = {FIRST_DAY, END, LAST_END} if held and signed.is_decided else set()
    if any(_decided_on(each) for each in held) and signed.is_decided:
        told_by_contracts |= {AWARDED}
    period = period_of(procurement)
    days: dict[str, date | None] = {name: getattr(procurement, name) for name in DAYS}
    if period:
        days |= {END: period.last, LAST_END: period.last_possible if period.options else None}
    for name, day in days.items():
        if day and name not in told_by_contracts:
            is_told_twice = bool(held) and name in TOLD_TWICE
            yield DatedMilestone(day, name, procurement, standing=Standing.PLANNED if is_told_twice else Standing.ALONE)


def _steps(
    those: Iterable[Procurement], signed: Mapping[int, Signed], first: date, after: date
) -> Iterator[DatedMilestone]:
    """Yield the steps of signed contracts that take effect in these days, but not those of their first day."""
    procurements = {each.pk: each for each in those}
    contracts = {contract.pk: contract for each in signed.values() for contract in each.contracts}
    if not contracts:
        return
    found = ObligationStep.objects.filter(
        obligation__contract__in=contracts, first_day__gte=first, first_day__lt=after, needs_option=False
    ).exclude(first_day=F("obligation__contract__first_day"))
    alike: dict[tuple[int, str, str, date | None, object, int | None], list[ObligationStep]] = {}
    for step in found.select_related("obligation__party").order_by("obligation__position", "pk"):
        about, bought = step.obligation, contracts[step.obligation.contract_id].procurement_id or 0
        key = (bought, about.code, about.title, step.first_day, step.threshold, about.party_id)
        alike.setdefault(key, []).append(step)
    for (bought, *_what), steps in alike.items():
        held = {step.obligation.contract_id: contracts[step.obligation.contract_id] for step in steps}
        whose = signed[bought]
        is_common = whose.replaces_plan and len(held) == len(whose.contracts)
        yield DatedMilestone(
            steps[0].first_day,  # type: ignore[arg-type]
            STEP,
            procurements[bought],
            () if is_common else tuple(held.values()),
            steps[0],
        )
