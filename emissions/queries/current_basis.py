"""What a new footprint would rest on: the accounts of a year, their mapping, and the published figures for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import FactorChoice
from emissions.queries.own_sets import own_keys
from emissions.queries.published import choice_for
from emissions.queries.spend import AccountedYear
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class OwnersChoice:
    """An organisation's choice of factors; `owner` names it where sets of its own take part, and is empty else."""

    choice: FactorChoice
    owner: str


def choices_by_owner(
    owners: Mapping[int, Organisation], accounts: Iterable[AccountedYear], factor_set: str
) -> dict[int, OwnersChoice]:
    """Return by organisation the choice of factors for all years and currencies of the accounts.

    It is made once for all of a country that use no sets of their own. Organisations that may not use the set are left
    out; a set that nobody has is a NotFoundError.
    """
    found = list(accounts)
    years = tuple(sorted({one.year for one in found}))
    currencies = tuple(sorted({currency for one in found for currency in one.currencies}))
    holders = [owners[pk] for pk in sorted({one.organisation_id for one in found})]
    own = own_keys(holders, factor_set)
    return {
        holder.pk: OwnersChoice(
            choice_for(factor_set, holder.country, years, currencies, own[holder.pk]),
            named(holder) if own[holder.pk] else "",
        )
        for holder in holders
        if holder.pk in own
    }


def named(organisation: Organisation) -> str:
    """Return what an organisation is called where results of any machine must be equal."""
    return f"{organisation.country}{organisation.number}"


def pinned_basis(
    organisation: Organisation, accounts: AccountedYear, mapping: Mapping[str, Any], intensities: str
) -> dict[str, Any]:
    """Return what a result pins: equal content on any machine, so imports are named by the hash of what was read.

    `mapping` holds version, reference and policies; `intensities` is the hash of the published figures. What people
    decided about suppliers is pinned where there is any of it.
    """
    return {
        "organisation": named(organisation),
        "year": accounts.year,
        "imports": [{key: pin[key] for key in ("sha256", "investment", "months")} for pin in accounts.imports],
        "mapping": dict(mapping),
        "intensities": intensities,
        "method": METHOD_VERSION,
        **({"suppliers": accounts.suppliers} if accounts.suppliers else {}),
    }
