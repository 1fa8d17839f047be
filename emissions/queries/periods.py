"""Which import is the source of which month, and how many lines each holds there."""

from collections.abc import Mapping
from datetime import date

from emissions.calculations.period_takeover import Holding, Place
from emissions.models import LedgerImport, PeriodSource
from emissions.queries.spend import SpendBase, every_spend_base
from foundation.named_sql import rows, set_wise_rows


def holdings_of(organisation_id: int) -> list[Holding]:
    """Return who is current for which month of the general and the supplier ledger, in order of part and month."""
    return [
        Holding(row["month"], row["investment"], row["import_id"], row["granularity"], row["lines"], row["ledger"])
        for row in set_wise_rows("emissions.current_places", parameters={"organisation_id": organisation_id})
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
    return counting_in(every_spend_base(organisation_id))


def counting_in(bases: Mapping[int, SpendBase]) -> dict[int, set[int]]:
    """Return the same of what counts by year, where somebody has read that already."""
    return {year: set(base.imports) for year, base in bases.items()}


def lying_beside(organisation_id: int) -> dict[int, bool]:
    """Return the imports that hold months of a year in which none of them counts, and whether other years of them do.

    Such is a supplier ledger in a year that is counted from the general ledger: kept beside it, never added to it.
    """
    counting = counting_imports(organisation_id)
    held = PeriodSource.objects.filter(organisation_id=organisation_id).values_list("ledger_import", "month").distinct()
    beside = {number for number, month in held if number not in counting.get(month.year, set())}
    return {number: any(number in those for those in counting.values()) for number in beside}
