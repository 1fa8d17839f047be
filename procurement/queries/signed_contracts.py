"""What was signed of a procurement: its contracts with their real days, which count in place of the planned ones."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from procurement.calculations.plan_ahead import Ending
from procurement.models import Contract, ContractKind, ContractOption, ContractState, Procurement, Stage

OF_AWARD = (ContractKind.CONTRACT, ContractKind.FRAMEWORK)
"""What an award makes; a call-off has days of its own, within those of its framework agreement."""


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed contracts of a procurement whose days are known, by title; call-offs are not among them.

    `is_all` tells that everything is decided, and nothing that was awarded waits to be signed; `waiting` are those that
    do, and `is_decided` tells that nothing is left that only the plan of the procurement knows.
    """

    contracts: tuple[Contract, ...] = ()
    is_all: bool = True
    waiting: tuple[Contract, ...] = ()
    is_decided: bool = False

    def __bool__(self) -> bool:
        return bool(self.contracts)

    @property
    def replaces_plan(self) -> bool:
        """Whether nothing is left of which only the plan tells the days."""
        return bool(self.contracts) and self.is_all

    @property
    def first_day(self) -> date | None:
        """The day on which the first of them begins."""
        return min((each.first_day for each in self.contracts if each.first_day), default=None)

    @property
    def last_day(self) -> date | None:
        """The day on which the last of them ends, with the extensions that are used."""
        return max((each.last_day for each in self.contracts if each.last_day), default=None)

    @property
    def last_possible_day(self) -> date | None:
        """The day on which the last of them ends with all extensions."""
        return max((each.last_possible_day for each in self.contracts if each.last_possible_day), default=None)


NOTHING_SIGNED = Signed()


def by_day(
    contracts: Iterable[Contract], day_of: Callable[[Contract], date | None]
) -> list[tuple[date, tuple[Contract, ...]]]:
    """Return each day with the contracts that it belongs to, in order; contracts without one are left out."""
    found: dict[date, list[Contract]] = {}
    for contract in contracts:
        if day := day_of(contract):
            found.setdefault(day, []).append(contract)
    return [(day, tuple(those)) for day, those in sorted(found.items())]


def signed_contracts(those: Iterable[Procurement]) -> dict[int, Signed]:
    """Return by procurement what is signed and in sight, with suppliers, extensions and lots."""
    stages = {each.pk: each.stage for each in those}
    kept = Contract.objects.filter(procurement__in=stages, kind__in=OF_AWARD)
    found = kept.exclude(state=ContractState.WITHDRAWN).select_related("lot", "award", "organisation")
    by_procurement: dict[int, list[Contract]] = {}
    for contract in found.prefetch_related("parties", "options").order_by("title", "pk"):
        by_procurement.setdefault(contract.procurement_id or 0, []).append(contract)
    return {pk: _signed(contracts, stages[pk]) for pk, contracts in by_procurement.items()}


def signed_of(procurement: Procurement) -> Signed:
    """Return what is signed of one procurement."""
    return signed_contracts([procurement]).get(procurement.pk, NOTHING_SIGNED) if procurement.pk else NOTHING_SIGNED


def begins_on(procurement: Procurement, signed: Signed) -> date | None:
    """Return when its first contract begins, as signed or else as planned; None for one that is stopped before that."""
    if signed.replaces_plan:
        return signed.first_day
    return None if procurement.stage == Stage.STOPPED else procurement.first_day


def has_signed() -> Exists:
    """Return the condition that something was signed of a procurement."""
    return Exists(
        Contract.objects.filter(procurement=OuterRef("pk"), kind__in=OF_AWARD, state=ContractState.SIGNED).exclude(
            last_day=None
        )
    )


def waiting_option(contract: Contract, today: date) -> ContractOption | None:
    """Return the next extension of a contract that is not over; None where none is left."""
    if contract.last_day is None or contract.last_day < today:
        return None
    return next((option for option in contract.options.all() if option.used_on is None), None)


def notice_day(contract: Contract, today: date) -> date | None:
    """Return by when the supplier has to be told of the next extension; None where none is left."""
    option = waiting_option(contract, today)
    return option.notice_on if option else None


def ending_of(contract: Contract, today: date) -> Ending:
    """Return when a signed contract ends, and until when it can be extended; one that is over cannot be."""
    if contract.last_day is None:
        raise ValueError("the contract has no last day")
    last_possible = contract.last_possible_day if waiting_option(contract, today) else None
    return Ending(contract.last_day, last_possible or contract.last_day)


def next_signed_ending(signed: Signed, today: date) -> Ending | None:
    """Return the first end of a signed contract that has not passed; the last one if all have, None without any."""
    endings = sorted((ending_of(each, today) for each in signed.contracts), key=lambda each: each.ends)
    return next((each for each in endings if each.ends >= today), endings[-1] if endings else None)


def _signed(contracts: Sequence[Contract], stage: str) -> Signed:
    signed = tuple(
        each for each in contracts if each.state == ContractState.SIGNED and each.first_day and each.last_day
    )
    waiting = tuple(each for each in contracts if each.state == ContractState.AWARDED)
    is_decided = stage == Stage.AWARDED and all(each.first_day and each.last_day for each in contracts)
    return Signed(signed, stage == Stage.AWARDED and len(signed) == len(contracts), waiting, is_decided)
