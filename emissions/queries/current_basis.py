"""What a new footprint would rest on: the accounts of a year, their mapping, and the published figures for them."""

from collections.abc import Iterable, Mapping
from typing import Any

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.queries.published import choice_for
from emissions.queries.spend import YearOfAccounts
from organisations.models import Organisation


def choices_by_country(
    owners: Mapping[int, Organisation], accounts: Iterable[YearOfAccounts], factor_set: str
) -> dict[str, FactorChoice]:
    """Return by country the choice of factors for all years and currencies of the accounts, made once for them."""
    found = list(accounts)
    years = tuple(sorted({one.year for one in found}))
    currencies = tuple(sorted({currency for one in found for currency in one.currencies}))
    countries = {owners[one.organisation_id].country for one in found}
    return {country: choice_for(factor_set, country, years, currencies) for country in countries}


def pinned_basis(
    organisation: Organisation, accounts: YearOfAccounts, mapping: Mapping[str, Any], intensities: str
) -> dict[str, Any]:
    """Return what a result pins: equal content on any machine, so imports are named by the hash of what was read.

    `mapping` holds version, reference and policies; `intensities` is the hash of the published figures. What people
    decided about suppliers is pinned where there is any of it.
    """
    return {
        "organisation": f"{organisation.country}{organisation.number}",
        "year": accounts.year,
        "imports": [{key: pin[key] for key in ("sha256", "investment", "months")} for pin in accounts.imports],
        "mapping": dict(mapping),
        "intensities": intensities,
        "method": METHOD_VERSION,
        **({"suppliers": accounts.suppliers} if accounts.suppliers else {}),
    }
