"""How many lines of an import wait in the review queue, year by year.

Method: docs/methods/review_queue.md, "What is uncertain". The cost follows the import's spend cells, not its lines.
"""

from collections.abc import Iterable, Mapping

from emissions.models import LedgerImport, MappingVersion
from emissions.queries.imports import ImportPlace
from foundation.named_sql import set_wise_rows
from organisations.reference.crosswalks import catch_all_mappings


def waiting_lines(
    ledger_import: LedgerImport,
    places: Iterable[ImportPlace],
    counting: Mapping[int, set[int]],
    version: MappingVersion | None,
) -> dict[int, int]:
    """Return by year the import's lines that want a decision, of the months in which they count.

    `counting` names by year the imports that count, as `counting_imports` has them; `version` is the newest mapping
    version. Years without such lines are left out.
    """
    mine = [
        place
        for place in places
        if place.holder
        and place.holder.pk == ledger_import.pk
        and ledger_import.pk in counting.get(place.month.year, set())
    ]
    if version is None or not mine:
        return {}
    parameters = {
        "organisation_id": ledger_import.organisation_id,
        "import_id": ledger_import.pk,
        "months": [place.month for place in mine],
        "investments": [place.investment for place in mine],
        "version": version.number,
        "catch_all": sorted(catch_all_mappings()),
    }
    found = set_wise_rows("emissions.waiting_lines", parameters=parameters, whole=True)
    return {row["year"]: row["lines"] for row in found}
