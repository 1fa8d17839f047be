"""How many lines of an import wait in the review queue, year by year.

Method: docs/methods/review_queue.md, "What is uncertain". The cost follows the import's spend cells, not its lines.
"""

from collections.abc import Iterable, Mapping

from emissions.models import LedgerImport
from emissions.queries.imports import ImportPlace
from emissions.queries.mapping import latest_mapping_version
from foundation.named_sql import rows, set_wise
from organisations.reference.crosswalks import catch_all_mappings


def waiting_lines(
    ledger_import: LedgerImport, places: Iterable[ImportPlace], counting: Mapping[int, set[int]]
) -> dict[int, int]:
    """Return by year the import's lines that want a decision, of the months in which they count.

    `counting` names by year the imports that count, as `counting_imports` has them. Years without such
    lines are left out.
    """
    mine = [
        place
        for place in places
        if place.holder
        and place.holder.pk == ledger_import.pk
        and ledger_import.pk in counting.get(place.month.year, set())
    ]
    version = latest_mapping_version(ledger_import.organisation) if mine else None
    if version is None:
        return {}
    parameters = {
        "organisation_id": ledger_import.organisation_id,
        "import_id": ledger_import.pk,
        "months": [place.month for place in mine],
        "investments": [place.investment for place in mine],
        "version": version.number,
        "catch_all": sorted(catch_all_mappings()),
    }
    with set_wise():
        return {row["year"]: row["lines"] for row in rows("emissions.waiting_lines", parameters)}
