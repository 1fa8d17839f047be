"""The days of a procurement: planned, and of what is awarded and signed the real ones."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from procurement.models import Contract, ObligationStep, Procurement, Stage
from procurement.queries.signed_contracts import Signed, by_day, notice_day
from procurement.queries.staircases import period_of

DAYS = ("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day")
SIGNED, STEP, NOTICE, END, LAST_END = "signed", "step", "notice", "end", "last_end"
AWARDED, FIRST_DAY = DAYS[-2:]
CLOSES, SIGN_AFTER, STEP_NOTICE = "closes_on", "sign_after", "step_notice"
CALL_OFF_END, BEGIN_BY = "call_off_end", "begin_by"
ORDER = (
    *(DAYS[0], CLOSES, *DAYS[1:4], SIGN_AFTER, SIGNED, FIRST_DAY),
    *(STEP_NOTICE, STEP, CALL_OFF_END, BEGIN_BY, NOTICE, END, LAST_END),
)
"""Every kind of day, in the order that a procurement takes."""
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


def closes_on(procurement: Procurement) -> date | None:
    """Return the last day on which suppliers answer, None where nobody has set one or it is out of sight."""
    dialogue = getattr(procurement, "dialogue", None)
    return dialogue.closes_on if dialogue else None


def _planned(procurement: Procurement, signed: Signed) -> Iterator[DatedMilestone]:
    held = [*signed.contracts, *signed.waiting]
    told_by_contracts = {FIRST_DAY, END, LAST_END} if held and signed.is_decided else set()
    if any(_decided_on(each) for each in held) and signed.is_decided:
        told_by_contracts |= {AWARDED}
    period = period_of(procurement)
    days: dict[str, date | None] = {name: getattr(procurement, name) for name in DAYS} | {
        CLOSES: closes_on(procurement)
    }
    if period:
        days |= {END: period.last, LAST_END: period.last_possible if period.options else None}
    for name, day in days.items():
        if day and name not in told_by_contracts:
            is_told_twice = bool(held) and name in TOLD_TWICE
            yield DatedMilestone(day, name, procurement, standing=Standing.PLANNED if is_told_twice else Standing.ALONE)
