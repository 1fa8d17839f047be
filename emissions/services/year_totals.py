"""Keep the sums of each year's spend base: what every footprint of the year starts from.

Derived and small (a row per category), so that all footprints can be computed anew in a fraction of a second. Refreshed
whenever an import becomes current or the mapping gets a new version.
"""

import json
from collections.abc import Iterable, Sequence

from emissions.models import LedgerImport, MappingVersion
from emissions.queries.spend import SpendBase, spend_base_of
from emissions.services.supplier_years import refresh_moved_suppliers, refresh_supplier_years
from foundation.named_sql import execute, set_wise


def refresh_years(version: MappingVersion, years: Iterable[int], moved_keys: Sequence[int] | None = None) -> None:
    """Sum the spend base of each year under the mapping version; a year without imports is forgotten.

    The money of suppliers is summed, too: of all, or where nothing but the decisions about `moved_keys` is different
    from the version before, of those that these belong to.
    """
    every = sorted(set(years))
    for year in every:
        base = spend_base_of(version.organisation_id, year)
        parameters = {**base.parameters, "year": year, "version": version.number}
        execute("emissions.forget_year", parameters)
        if base.sources:
            execute("emissions.remember_year", {**parameters, "pinned": json.dumps(pinned_imports(base))})
            with set_wise():
                execute("emissions.refresh_year_total", parameters)
    if moved_keys is None:
        refresh_supplier_years(version, every)
    else:
        refresh_moved_suppliers(version, every, moved_keys)


def pinned_imports(base: SpendBase) -> list[dict[str, object]]:
    """Return what a footprint pins of its imports: fingerprint, months, and whether running or investment accounts."""
    fingerprints = dict(LedgerImport.objects.filter(pk__in=base.imports).values_list("pk", "fingerprint"))
    pins: dict[tuple[int, bool], list[str]] = {}
    for source in base.sources:
        pins.setdefault((source.import_id, source.investment), []).append(source.month.isoformat())
    return [
        {"import": import_id, "sha256": fingerprints[import_id], "investment": investment, "months": months}
        for (import_id, investment), months in sorted(pins.items())
    ]
