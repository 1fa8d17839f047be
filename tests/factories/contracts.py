"""Contracts of the tests' organisations; each function works within the open access."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from procurement.models import (
    Award,
    Contract,
    ContractChange,
    ContractOption,
    ContractState,
    Lot,
    Obligation,
    Procurement,
)
from procurement.queries.awards import decisions
from procurement.queries.contracts import parallel_parties
from procurement.services import change_contract
from procurement.services.award import award, end_without_award
from procurement.services.award_terms import AwardTerms, Winner
from procurement.services.call_off import CallOff, call_off
from procurement.services.change_contract import Ground
from procurement.services.contracts import sign, use_option
from procurement.services.staircases import PlannedStep

DECIDED = date(2027, 5, 10)
BUSES, TRAMS = Winner("Buss AS", number="974760673", rank=1), Winner("Trikk AS", rank=2)


def terms(procurement: Procurement, **said: Any) -> AwardTerms:
    """Decided in May, as the procurement planned, told the same day, without anything left out."""
    assert procurement.first_day
    assert procurement.months
    usual: dict[str, Any] = {
        "decided_on": DECIDED,
        "told_on": DECIDED,
        "first_day": procurement.first_day,
        "months": procurement.months,
        "options": tuple(procurement.options),
        "value": Decimal(9_000_000),
        "because": "Lowest price",
    }
    return AwardTerms(**{**usual, **said})


def make_award(procurement: Procurement, *winners: Winner, lot: Lot | None = None, **said: Any) -> Award:
    decided = terms(procurement, **said)
    return award(procurement, lot, winners or (BUSES,), decided, today=decided.told_on or decided.decided_on)


def make_ended(procurement: Procurement, lot: Lot | None, because: str, decided_on: date = DECIDED) -> Award:
    """Ended without a winner, on the day of the decision."""
    return end_without_award(procurement, lot, because=because, decided_on=decided_on, today=decided_on)


def award_opened(procurement: Procurement) -> None:
    """The award of a procurement as tests/factories/bids.py opens it, whose bids all may see from then on."""
    for each in decisions(procurement):
        make_award(procurement, lot=each.lot, decided_on=date(2025, 5, 12), told_on=date(2025, 5, 12))
    procurement.refresh_from_db()


def make_contract(procurement: Procurement, *winners: Winner, **said: Any) -> Contract:
    return make_award(procurement, *winners, **said).contracts.earliest("pk")


def make_signed(contract: Contract, **said: Any) -> Contract:
    """Signed after the standstill, to begin as planned."""
    assert contract.first_day
    usual = {"revision": contract.revision, "signed_on": date(2027, 6, 1), "first_day": contract.first_day}
    told = {**usual, **said}
    return sign(contract, **{"today": told["signed_on"], **told})


def change_steps(
    obligation: Obligation, steps: Sequence[PlannedStep], ground: Ground, *, revision: int
) -> ContractChange:
    """Changed on the day on which it was agreed."""
    return change_contract.change_steps(obligation, steps, ground, revision=revision, today=ground.agreed_on)


def change_value(
    contract: Contract, value: Decimal, ground: Ground, *, revision: int, beyond_because: str = ""
) -> ContractChange:
    """Changed on the day on which it was agreed."""
    today = ground.agreed_on
    return change_contract.change_value(
        contract, value, ground, revision=revision, beyond_because=beyond_because, today=today
    )


def make_extended(contract: Contract, told_on: date) -> ContractOption:
    """Extended once, on the day on which the supplier is told."""
    return use_option(contract, revision=contract.revision, told_on=told_on, today=told_on)


def make_call_off(framework: Contract, **said: Any) -> Contract:
    """One year of buses, ordered when the framework agreement begins, from its first supplier."""
    if framework.state != ContractState.SIGNED:
        framework = make_signed(framework)
    assert framework.first_day
    buyer = said.pop("buyer", framework.organisation)
    party = said.pop("party", None) or parallel_parties(framework)[0]
    usual = {"title": "Skyss 2027", "ordered_on": framework.first_day, "first_day": framework.first_day, "months": 12}
    order = CallOff(**{**usual, **said})
    return call_off(framework, party, order, buyer=buyer, today=order.ordered_on)
