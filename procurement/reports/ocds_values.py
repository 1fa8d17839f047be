"""Numbers, money, periods and organisations as the Open Contracting Data Standard (OCDS 1.1) writes them."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.published_terms import PublishedBuyer
from procurement.reports.country_days import first_moment, last_moment

SCHEMES: Final = {"NO": "NO-BRC", "SE": "SE-ON", "DK": "DK-CVR", "FI": "FI-PRO"}


def number(value: Decimal) -> int | float:
    """Return a decimal as a JSON number, which is exact up to fifteen digits.

    >>> number(Decimal("12000000.00")), number(Decimal("0.50"))
    (12000000, 0.5)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def money(amount: Decimal | None, currency: str) -> dict[str, Any] | None:
    """Return an amount with its currency, None where there is none."""
    return None if amount is None else {"amount": number(amount), "currency": currency}


def period(first: date | None, last: date | None, country: str) -> dict[str, Any] | None:
    """Return a period of whole days, both within it, None where neither is known."""
    begins = first_moment(first, country) if first else None
    return said(startDate=begins, endDate=last_moment(last, country) if last else None) or None


def contract_period(contract: ContractPeriod | None, country: str) -> dict[str, Any] | None:
    """Return how long the contract runs and, where it can be extended, until when at most."""
    if contract is None:
        return None
    most = last_moment(contract.last_possible, country) if contract.options else None
    days = (contract.last - contract.first).days + 1
    return said(**period(contract.first, contract.last, country) or {}, maxExtentDate=most, durationInDays=days)


def party_id(buyer: PublishedBuyer) -> str:
    """Return how a release calls an organisation: by scheme and number, by its name where it has none."""
    return f"{SCHEMES[buyer.country]}-{buyer.number}" if buyer.number else buyer.name


def party(buyer: PublishedBuyer, *roles: str) -> dict[str, Any]:
    """Return an organisation with its number and what it does in the procurement."""
    identifier = {"scheme": SCHEMES[buyer.country], "id": buyer.number, "legalName": buyer.name}
    return said(
        id=party_id(buyer),
        name=buyer.name,
        identifier=identifier if buyer.number else None,
        address={"country": buyer.country},
        roles=list(roles),
    )


def reference(buyer: PublishedBuyer) -> dict[str, str]:
    """Return how a release refers to an organisation among its parties."""
    return {"id": party_id(buyer), "name": buyer.name}


def said(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Return the fields that say something: not those that are None, empty texts or empty lists."""
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}
