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
    sources: dict[int, list[Source]] = defaultdict(list)
    for row in PeriodSource.objects.filter(organisation_id=organisation_id):
        number = row.ledger_import_id
        sources[row.month.year].append(Source(row.month, row.investment, row.ledger, row.granularity, number, number))
    return {year: {source.import_id for source in spend_base(found)} for year, found in sources.items()}
