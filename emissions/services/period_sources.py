"""Which import is current for each month: replacing a period moves a pointer, and the old import stays readable."""

from datetime import date

from emissions.models import LedgerImport, PeriodSource
from foundation.named_sql import rows


def make_current(ledger_import: LedgerImport, months: list[tuple[date, bool]] | None = None) -> tuple[str, ...]:
    """Make the import the source of its (month, investment) pairs; returns the uuids of the imports it replaced.

    A corrected period replaces the old one as a whole: months of a replaced import that the new one covers move.
    Without `months` they are taken from the import's spend cells.
    """
    places = months if months is not None else _months_of(ledger_import)
    mine = {"organisation_id": ledger_import.organisation_id, "ledger": ledger_import.ledger}
    current = {
        (source.month, source.investment): source
        for source in PeriodSource.objects.filter(**mine).select_related("ledger_import")
    }
    replaced = {
        str(source.ledger_import.uuid)
        for place, source in current.items()
        if place in set(places) and source.ledger_import_id != ledger_import.pk
    }
    PeriodSource.objects.bulk_create(
        [
            PeriodSource(
                month=month,
                investment=investment,
                ledger_import=ledger_import,
                granularity=ledger_import.granularity,
                **mine,
            )
            for month, investment in places
        ],
        update_conflicts=True,
        unique_fields=["organisation", "month", "ledger", "investment"],
        update_fields=["ledger_import", "granularity"],
    )
    return tuple(sorted(replaced))


def _months_of(ledger_import: LedgerImport) -> list[tuple[date, bool]]:
    found = rows(
        "emissions.months_of_import",
        {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk},
    )
    return [(row["month"], row["investment"]) for row in found]
