"""The 24-month plan: which contracts end, when buying anew has to begin, and what is planned already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from organisations.models import Organisation
from procurement.calculations.plan_ahead import Ending, next_ending
from procurement.models import Contract, Procurement, Stage
from procurement.queries.procurements import procurements_of
from procurement.queries.signed_contracts import (
    NOTHING_SIGNED,
    Signed,
    ending_of,
    has_signed,
    notice_day,
    signed_contracts,
)
from procurement.queries.staircases import period_of


@dataclass(frozen=True, slots=True)
class PlannedEnd:
    """Contracts of one procurement that end on one day, and what was planned to follow, None where nothing is in sight.

    `contracts` holds those that are signed; without any the end is the planned one. `is_part` tells that other
    contracts of the procurement end otherwise. What follows a procurement that another organisation leads may be there
    and out of sight.
    """

    procurement: Procurement
    ending: Ending
    follower: Procurement | None
    is_led: bool = True
    contracts: tuple[Contract, ...] = ()
    notice_on: date | None = None
    is_part: bool = False

    def is_urgent(self, today: date) -> bool:
        """Whether buying anew should have begun, and has not; only the lead can know."""
        return self.is_led and self.follower is None and self.ending.begin_by <= today

    def has_ended(self, today: date) -> bool:
        """Whether the contract is over."""
        return self.ending.ends < today


@dataclass(frozen=True, slots=True)
class Plan:
    """What ends, the earliest to begin with first, and the awarded procurements that do not say when they end."""

    ends: tuple[PlannedEnd, ...]
    without_end: tuple[Procurement, ...]


_End = tuple[Ending, tuple[Contract, ...], date | None]


def plan_of(organisation: Organisation, today: date) -> Plan:
    """Return what ends within the horizon: signed contracts by their own days, what else is awarded by its plan.

    What ended stays until something follows.
    """
    found = procurements_of(organisation).filter(Q(stage=Stage.AWARDED) | has_signed()).order_by("title", "pk")
    signed = signed_contracts(bought := list(found))
    return Plan(
        tuple(sorted(ends_of(organisation, bought, signed, today), key=lambda row: row.ending.begin_by)),
        tuple(each for each in bought if not any(_ends(each, signed.get(each.pk, NOTHING_SIGNED), today))),
    )


def ends_of(
    organisation: Organisation, bought: list[Procurement], signed: Mapping[int, Signed], today: date
) -> list[PlannedEnd]:
    """Return the ends of these awarded procurements that the plan of an organisation holds."""
    endings = {each: list(_ends(each, signed.get(each.pk, NOTHING_SIGNED), today)) for each in bought}
    near = {each: [end for end in ends if end[0].is_in_plan(today)] for each, ends in endings.items()}
    followers = _followers([each for each, ends in near.items() if ends])
    rows = [
        PlannedEnd(
            each, ending, followers.get(each.pk), each.organisation_id == organisation.pk, contracts, notice, is_part
        )
        for each, ends in near.items()
        for is_part in [len(endings[each]) > 1]
        for ending, contracts, notice in ends
    ]
    return [row for row in rows if not (row.has_ended(today) and row.follower)]


def _ends(procurement: Procurement, signed: Signed, today: date) -> Iterator[_End]:
    """Yield the ends of a procurement, contracts that end alike together; the planned one while not all is signed."""
    alike: dict[tuple[Ending, date | None], list[Contract]] = {}
    for contract in signed.contracts:
        alike.setdefault((ending_of(contract, today), notice_day(contract, today)), []).append(contract)
    for (ending, notice), contracts in alike.items():
        yield ending, tuple(contracts), notice
    period = period_of(procurement)
    is_bought = procurement.stage == Stage.AWARDED or bool(signed)  # one lot signed, another decided anew
    if period and is_bought and not signed.replaces_plan:
        yield next_ending(period, today), (), None


def _followers(those: list[Procurement]) -> dict[int | None, Procurement]:
    """Return by procurement what follows it and is not stopped, the newest where there are several."""
    found = Procurement.objects.filter(follows__in=those).exclude(stage=Stage.STOPPED).order_by("pk")
    return {each.follows_id: each for each in found}
