"""The days of all procurements, as a calendar shows them: planned, and of what is signed the real ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone

from organisations.models import Organisation
from procurement.calculations.contract_period import months_later
from procurement.models import Contract, ObligationStep, Procurement, Stage
from procurement.queries.procurements import procurements_of
from procurement.queries.signed_contracts import NOTHING_SIGNED, Signed, has_signed, notice_day, signed_contracts
from procurement.queries.staircases import period_of

DAYS = ("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day")
SIGNED, STEP, NOTICE, END, LAST_END = "signed", "step", "notice", "end", "last_end"
AWARDED, FIRST_DAY = DAYS[-2:]
ORDER = (*DAYS[:4], SIGNED, FIRST_DAY, STEP, NOTICE, END, LAST_END)


@dataclass(frozen=True, slots=True)
class DatedMilestone:
    """One day of one procurement; `kind` is the name of its field, or one of the others of ORDER.

    `contracts` names the signed ones that it belongs to, where it does not belong to all; `step` is what takes effect.
    """

    day: date
    kind: str
    procurement: Procurement
    contracts: tuple[Contract, ...] = ()
    step: ObligationStep | None = None


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
    """Yield the days of a procurement in order: those of its signed contracts, and while any waits the planned ones."""
    now = today or timezone.localdate()
    if procurement.stage != Stage.STOPPED:
        yield from _planned(procurement, signed)
    real: dict[str, Callable[[Contract], date | None]] = {
        AWARDED: _decided_on,
        SIGNED: lambda contract: contract.signed_on,
        FIRST_DAY: lambda contract: contract.first_day,
        NOTICE: lambda contract: notice_day(contract, now),
        END: lambda contract: contract.last_day,
        LAST_END: lambda contract: contract.last_possible_day if notice_day(contract, now) else None,
    }
    for kind, day_of in real.items():
        for day, contracts in signed.by_day(day_of):
            is_common = signed.replaces_plan and len(contracts) == len(signed.contracts)
            yield DatedMilestone(day, kind, procurement, () if is_common else contracts)


def _decided_on(contract: Contract) -> date | None:
    return contract.award.decided_on if contract.award else None


def _dated(organisation: Organisation) -> Iterator[Procurement]:
    some = Q()
    for name in DAYS:
        some |= Q(**{f"{name}__isnull": False})
    is_signed = has_signed()
    yield from procurements_of(organisation).filter((some & ~Q(stage=Stage.STOPPED)) | is_signed)


def _planned(procurement: Procurement, signed: Signed) -> Iterator[DatedMilestone]:
    told_by_contracts = {FIRST_DAY, AWARDED} if signed.replaces_plan else set()
    if not any(_decided_on(each) for each in signed.contracts):
        told_by_contracts -= {AWARDED}
    for name in DAYS:
        if name in told_by_contracts:
            continue
        if day := getattr(procurement, name):
            yield DatedMilestone(day, name, procurement)
    period = period_of(procurement)
    if period and not signed.replaces_plan:
        yield DatedMilestone(period.last, END, procurement)
        if period.options:
            yield DatedMilestone(period.last_possible, LAST_END, procurement)


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
