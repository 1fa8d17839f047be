"""Keep the money of each supplier and year, which the supplier register shows: it is summed here, and counted there.

Refreshed where a year's spend base changes for all suppliers, and otherwise for those alone whose cards were regrouped
or whose postings count otherwise than before.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from emissions.models import MappingVersion
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.spend import spend_bases_of, years_with_spend
from foundation.named_sql import execute, rows, set_wise
from organisations.models import Organisation
from suppliers.services.keep_register import few, money_counted_anew


def refresh_supplier_years(version: MappingVersion, years: Sequence[int]) -> None:
    """Sum the money of all suppliers in these years under the mapping version; a year without imports has none."""
    for year in years:
        _refresh(version, [year])


def refresh_moved_suppliers(version: MappingVersion, years: Sequence[int], keys: Sequence[int]) -> None:
    """Sum the money of the suppliers of these keys anew where it counts otherwise than before the version."""
    parameters = {"organisation_id": version.organisation_id, "version": version.number, "keys": list(keys)}
    with set_wise():
        found = [row["identity"] for row in rows("emissions.suppliers_counted_otherwise", parameters)]
    if found:
        _refresh(version, years, found)


def refresh_suppliers(organisation: Organisation, identities: Collection[UUID]) -> None:
    """Sum the money of these suppliers anew, in all years and under the newest mapping version."""
    version, years = latest_mapping_version(organisation), years_with_spend(organisation.pk)
    if version and years and identities:
        _refresh(version, years, identities)


def _refresh(version: MappingVersion, years: Sequence[int], identities: Collection[UUID] | None = None) -> None:
    those = few(identities)
    parameters = {
        **_bases(version.organisation_id, years),
        "years": list(years),
        "version": version.number,
        "currency": version.organisation.currency,
        "identities": those,
        "keys": None if those is None else _keys(version.organisation_id, those),
    }
    with money_counted_anew(version.organisation_id, years, those), set_wise():
        execute("emissions.refresh_supplier_years", parameters)


def _bases(organisation_id: int, years: Sequence[int]) -> dict[str, Any]:
    """Return what counts in all of these years, as SQL takes it."""
    bases = [base.parameters for base in spend_bases_of(organisation_id, years)]
    names = ("months", "investments", "imports", "each_import")
    return {
        "organisation_id": organisation_id,
        **{name: [each for base in bases for each in base[name]] for name in names},
    }


def _keys(organisation_id: int, identities: Sequence[UUID]) -> list[int]:
    parameters = {"organisation_id": organisation_id, "identities": list(identities)}
    return [row["id"] for row in rows("emissions.keys_of_suppliers", parameters)]
