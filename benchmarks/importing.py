"""A CSV file end to end – read, checked, loaded, classified, summed – against a bare COPY of the same rows."""

import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from django.db import connection, transaction
from psycopg import sql

from benchmarks.figures import Figure, pairs, peak_so_far
from benchmarks.world import random_lines
from emissions.models import LedgerImport
from emissions.services.import_ledger import import_ledger
from emissions.services.load_lines import LINE_COLUMNS
from foundation.access import open_access
from foundation.postgres.bulk import partition_of
from foundation.postgres.owner import as_owner
from foundation.scoping import access_for_work
from organisations.models import Organisation

YEAR = 2025
WRITTEN = (
    "spend_cell",
    "category_total",
    "key_category",
    "posting_key",
    "ledger_name",
    "year_total",
    "year_base",
    "ledger_line",
    "emissions_periodsource",
    "foundation_change",
    "emissions_ledgerimport",
    "emissions_mappingversion",
    "suppliers_suppliercard",
    "known_supplier",
    "supplier_year",
    "register_count",
    "register_year",
)
COLUMNS = {
    "kopare_id": pl.lit("2120000000"),
    "kopare": pl.lit("Ekby kommun"),
    "verifikationsnummer": pl.col("voucher"),
    "leverantor": pl.col("supplier_name"),
    "leverantor_id": pl.col("supplier_number"),
    "konto_nr": pl.col("account"),
    "konto_text": pl.col("account_name"),
    "belopp": pl.col("amount").cast(pl.Decimal(18, 2)).cast(pl.String),
    "datum": pl.col("posted_on").cast(pl.String),
    "forvaltning": pl.col("unit"),
    "fakturanummer": pl.col("invoice"),
    "grund": pl.lit(""),
    "avtal": pl.lit(""),
    "kommun_id": pl.lit("9999"),
    "s_kod_nr": pl.lit(""),
}


def measure(lines: int) -> list[Figure]:
    """Import one CSV of `lines` rows for a new organisation; COPY its loaded rows bare into the same partition."""
    organisation = Organisation.objects.create(
        slug="importerer", name="Importør", kind="municipality", country="SE", chart="kommun_bas", number="2129999999"
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.csv"
        _write(path, lines)
        access = access_for_work(organisation.pk)

        def end_to_end() -> None:
            with open_access(access):
                import_ledger(organisation=organisation, path=path, name="ledger.csv")

        before, peak = peak_memory(end_to_end)
        with open_access(access):
            payload = _loaded_rows(organisation)
        ours, bare, ratio = pairs(
            end_to_end, lambda: _copy(organisation, payload), times=3, before=lambda: _forget(organisation)
        )
    print(f"imported {lines:,} rows ({len(payload) // 1_000_000} MB as COPY)")
    baseline = f"bare COPY of the same rows into the same indexed table: {bare:.4g} s"
    return [
        Figure("import_csv", round(ours, 4), "s", baseline, round(ratio, 2)),
        Figure("import_csv_peak", round(peak), "MB", f"the process held before: {before:.0f} MB", None),
    ]


def peak_memory(work: Callable[[], object]) -> tuple[float, float]:
    """Return how many megabytes this process held before some work, and at most during it (Linux only)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the peak so far
    before = peak_so_far()
    work()
    return before, peak_so_far()


def _write(path: Path, lines: int) -> None:
    generator = np.random.default_rng(7)
    with path.open("wb") as target:
        for start in range(0, lines, 100_000):
            frame = random_lines(generator, YEAR, start, min(100_000, lines - start))
            frame.select(**COLUMNS).write_csv(target, include_header=start == 0)


def _forget(organisation: Organisation) -> None:
    """Empty what the import wrote, as owner, so that each run starts from the same tables."""
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        for table in WRITTEN:
            delete = sql.SQL("DELETE FROM {} WHERE organisation_id = %s").format(sql.Identifier(table))
            cursor.execute(delete, [organisation.pk])
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ledger_line")


def _loaded_rows(organisation: Organisation) -> bytes:
    assert LedgerImport.objects.filter(organisation=organisation).exists()  # noqa: S101 - a broken run must not count
    buffer = io.BytesIO()
    with as_owner(), connection.cursor() as cursor:
        query = sql.SQL("COPY (SELECT {} FROM ledger_line WHERE organisation_id = {}) TO STDOUT")
        columns = sql.SQL(", ").join(map(sql.Identifier, LINE_COLUMNS))
        with cursor.copy(query.format(columns, sql.Literal(organisation.pk))) as copy:
            for part in copy:
                buffer.write(part)
    return buffer.getvalue()


def _copy(organisation: Organisation, payload: bytes) -> None:
    with as_owner(), transaction.atomic(), connection.cursor() as cursor:
        partition = partition_of("ledger_line", organisation.pk)
        with cursor.copy(f"COPY {partition} ({', '.join(LINE_COLUMNS)}) FROM STDIN") as copy:
            copy.write(payload)
