"""What the ledger's tables hold for one organisation, to compare before and after; within an access that reads."""

from decimal import Decimal
from typing import Any

from django.db import connection

from emissions.models import LedgerImport, MappingVersion, PeriodSource
from foundation.files.models import StoredFile
from foundation.models import Change
from organisations.models import Organisation

TABLES = (
    "ledger_line",
    "posting_key",
    "spend_cell",
    "key_category",
    "category_total",
    "year_base",
    "year_total",
    "ledger_name",
    "suppliers_suppliercard",
    "known_supplier",
    "supplier_year",
    "register_count",
    "register_year",
)
MODELS = (LedgerImport, PeriodSource, MappingVersion, Change)


def rows_in(organisation: Organisation) -> dict[str, int]:
    """Count the rows of every table that an import writes, the stored originals left out."""
    counts = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE organisation_id = %s", [organisation.pk])  # noqa: S608
            counts[table] = cursor.fetchone()[0]
    return counts | {model.__name__: model.objects.filter(organisation=organisation).count() for model in MODELS}


def originals_of(organisation: Organisation) -> list[str]:
    return sorted(StoredFile.objects.filter(organisation=organisation).values_list("name", flat=True))


def asked(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def sources_of(organisation: Organisation) -> dict[tuple[str, bool], str]:
    """Which file is current for which month and part."""
    found = PeriodSource.objects.filter(organisation=organisation).select_related("ledger_import__file")
    return {(f"{row.month:%Y-%m}", row.investment): row.ledger_import.file.name for row in found}


def year_total_of(organisation: Organisation, year: int) -> dict[tuple[str, str], Decimal]:
    """Money of a year by treatment and category or reason, as footprints take it."""
    found = asked(
        "SELECT treatment, coalesce(nullif(category, ''), reason), sum(amount) FROM year_total"
        " WHERE organisation_id = %s AND year = %s GROUP BY 1, 2",
        organisation.pk,
        year,
    )
    return {(treatment, name): amount for treatment, name, amount in found}
