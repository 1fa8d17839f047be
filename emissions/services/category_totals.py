"""Keep the sums of imports by month and category under a mapping version: the larger part of them by their changes.

An import has the totals of one version only: the newest that it was current under. A version that moves a few keys
takes over the totals of the one before and adds what moved, so that a rule costs what it touches and not what is there.
"""

from collections.abc import Sequence
from typing import Any

from emissions.models import MappingVersion
from foundation.named_sql import execute, rows, set_wise


def total_imports(version: MappingVersion, imports: Sequence[int]) -> None:
    """Sum the imports' cells under the version; sums that are there stay."""
    parameters = _parameters(version, imports)
    with set_wise():
        execute("emissions.total_import", parameters)
        execute("emissions.forget_totals", parameters)


def carry_totals(version: MappingVersion, imports: Sequence[int], moved_keys: Sequence[int]) -> None:
    """Take the imports' totals over from the version before, with `moved_keys` where the new version puts them.

    An import that was not totalled under the version before is summed anew.
    """
    previous = version.number - 1
    parameters = _parameters(version, imports)
    found = rows("emissions.totalled_imports", {**parameters, "version": previous})
    carried = sorted(row["import_id"] for row in found)
    with set_wise():
        execute(
            "emissions.total_changes",
            {**parameters, "imports": carried, "previous": previous, "keys": list(moved_keys)},
        )
    total_imports(version, [number for number in imports if number not in set(carried)])
    execute("emissions.forget_totals", parameters)


def _parameters(version: MappingVersion, imports: Sequence[int]) -> dict[str, Any]:
    return {"organisation_id": version.organisation_id, "version": version.number, "imports": list(imports)}
