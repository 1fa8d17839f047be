"""Which import is the source of which month, and how many lines each holds there."""

from collections import defaultdict
from datetime import date

from emissions.calculations.period_takeover import Holding, Place
from emissions.calculations.spend_base import Source, spend_base
from emissions.models import LedgerImport, PeriodSource
from foundation.named_sql import rows, set_wise


def holdings_of(organisation_id: int) -> list[Holding]:
    """Return who is current for which month of the general and the supplier ledger, in order of part and month."""
    with set_wise():
        found = rows("emissions.current_places", {"organisation_id": organisation_id})
    return [
        Holding(row["month"], row["investment"], row["import_id"], row["granularity"], row["lines"], row["ledger"])
        for row in found
    ]


def places_of_import(ledger_import: LedgerImport) -> dict[Place, int]:
    """Return the months and parts that the import's lines fall in, with their number of lines."""
    parameters = {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk}
    return {
        _place(row["month"], row["investment"]): row["lines"] for row in rows("emissions.months_of_import", parameters)
    }


def _place(month: date, investment: bool) -> Place:
    return month, investment


def counting_imports(organisation_id: int) -> dict[int, set[int]]:
    """Return by year the imports that make up its spend base: the general ledger's, else the supplier ledger's."""
    return {year: _of_base(found) for year, found in _sources(organisation_id).items()}


def lying_beside(organisation_id: int) -> dict[int, bool]:
    """Return the imports that hold months of a year in which none of them counts, and whether other years of them do.

    Such is a supplier ledger in a year that is counted from the general ledger: kept beside it, never added to it.
    """
    beside: set[int] = set()
    counting: set[int] = set()
    for found in _sources(organisation_id).values():
        base = _of_base(found)
        counting |= base
        beside |= {source.import_id for source in found} - base
    return {number: number in counting for number in beside}


def _sources(organisation_id: int) -> dict[int, list[Source]]:
    sources: dict[int, list[Source]] = defaultdict(list)
    for row in PeriodSource.objects.filter(organisation_id=organisation_id):
        number = row.ledger_import_id
        sources[row.month.year].append(Source(row.month, row.investment, row.ledger, row.granularity, number, number))
    return sources


def _of_base(sources: list[Source]) -> set[int]:
    return {source.import_id for source in spend_base(sources)}
