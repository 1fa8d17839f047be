"""Awards and contracts in OCDS: one award for each contract, so that every supplier stands beside what it signed."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from procurement.calculations.published_terms import (
    PublishedBuyer,
    PublishedContract,
    PublishedEnding,
    PublishedTerms,
    lot_key,
)
from procurement.reports.country_days import first_moment, last_moment
from procurement.reports.ocds_values import contract_period, money, party, party_id, reference, said

SUPPLIER = "supplier"


def awards(terms: PublishedTerms) -> list[dict[str, Any]]:
    """Return what was decided: an award for each contract, and the lots that nobody won."""
    return [*(_award(each, terms) for each in terms.contracts), *(_ended(each, terms) for each in terms.endings)]


def contracts(terms: PublishedTerms, today: date) -> list[dict[str, Any]]:
    """Return every contract as it stands on a day: pending until it is signed, terminated once it is over."""
    return [_contract(each, terms, today) for each in terms.contracts]


def suppliers(terms: PublishedTerms) -> list[dict[str, Any]]:
    """Return the suppliers as parties, each once; who buys as well is among the buyers already."""
    buyers = {party_id(each) for each in (terms.lead, *terms.buyers)}
    found = {party_id(each): each for contract in terms.contracts for each in contract.suppliers}
    return [party(each, SUPPLIER) for key, each in found.items() if key not in buyers]


def roles_of(buyer: PublishedBuyer, terms: PublishedTerms) -> Iterator[str]:
    """Yield what an organisation that buys does besides: it may deliver to its neighbours."""
    if any(party_id(each) == party_id(buyer) for contract in terms.contracts for each in contract.suppliers):
        yield SUPPLIER


def _award(contract: PublishedContract, terms: PublishedTerms) -> dict[str, Any]:
    return said(
        id=_award_key(contract),
        title=contract.title,
        status="active",
        date=first_moment(contract.decided_on, terms.country) if contract.decided_on else None,
        value=money(contract.first_value, terms.currency),
        suppliers=[reference(each) for each in contract.suppliers],
        contractPeriod=contract_period(contract.period, terms.country),
        relatedLots=_lots(contract.lot, terms),
    )


def _ended(ending: PublishedEnding, terms: PublishedTerms) -> dict[str, Any]:
    return said(
        id=str(ending.key),
        status="unsuccessful",
        date=first_moment(ending.decided_on, terms.country),
        relatedLots=_lots(ending.lot, terms),
    )


def _contract(contract: PublishedContract, terms: PublishedTerms, today: date) -> dict[str, Any]:
    return said(
        id=str(contract.key),
        awardID=_award_key(contract),
        title=contract.title,
        status=_status(contract, today),
        period=_period(contract, terms.country),
        value=money(contract.value, terms.currency),
        dateSigned=first_moment(contract.signed_on, terms.country) if contract.signed_on else None,
        milestones=list(_milestones(contract, terms.country)) if contract.signed_on else [],
    )


def _status(contract: PublishedContract, today: date) -> str:
    if contract.signed_on is None:
        return "pending"
    return "terminated" if contract.last and contract.last < today else "active"


def _period(contract: PublishedContract, country: str) -> dict[str, Any] | None:
    """Return its days: to its last day with the extensions that are used, and until when it can be extended."""
    planned = contract_period(contract.period, country)
    if planned is None or contract.period is None or contract.last is None:
        return planned
    days = (contract.last - contract.period.first).days + 1
    return {**planned, "endDate": last_moment(contract.last, country), "durationInDays": days}


def _milestones(contract: PublishedContract, country: str) -> Iterable[dict[str, Any]]:
    for number, step in enumerate(contract.steps, start=1):
        yield said(
            id=f"{contract.key}-step-{number}",
            title=step.asked,
            type="delivery",
            code=step.code,
            dueDate=first_moment(step.first, country),
        )


def _award_key(contract: PublishedContract) -> str:
    return f"{contract.key}-award"


def _lots(lot: int | None, terms: PublishedTerms) -> list[str]:
    return [lot_key(number) for number in (terms.lot_numbers if lot is None else (lot,))]
