"""Read a ledger file without storing a line: what it is, what would count, what is left out and why, what it replaces.

This is what the upload page shows before anything is imported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from emissions.calculations.accounts import investment_expression
from emissions.calculations.classification import classify
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import Batch, LedgerReading
from emissions.importers.ledger_summary import LedgerSummary, SummaryBuilder
from emissions.models import PeriodSource
from emissions.queries.mapping import KEY_SCHEMA, rules_under
from emissions.queries.reference import mapping_defaults
from emissions.services.import_ledger import AS_IT_IS, ReadingChoices
from emissions.services.import_remarks import with_remarks
from emissions.services.load_lines import movements
from emissions.services.map_keys import latest_mapping_version
from foundation.jobs.progress import Progress, silent
from organisations.models import Organisation

GROUP = tuple(name for name in KEY_SCHEMA if name not in ("key", "chart", "investment"))


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """A file as it would be imported: its summary, money by treatment, reason and category, and what it replaces."""

    summary: LedgerSummary
    by_treatment: list[dict[str, Any]]
    replaces: list[dict[str, Any]]


def check_ledger(
    *,
    organisation: Organisation,
    path: Path,
    choices: ReadingChoices = AS_IT_IS,
    progress: Progress = silent,
) -> CheckedLedger:
    """Read the file at `path` and say what importing it would do; stores nothing."""
    reading = open_ledger(path, format=choices.format, year=choices.year)
    builder = SummaryBuilder(reading, keep_good_rows=choices.keep_good_rows)
    sums: list[pl.DataFrame] = []
    months: set[date] = set()
    read = 0
    for batch in reading.batches():
        builder.add(batch)
        movement = movements(batch.lines, reading.header, organisation.chart)
        sums.append(_summed(batch.lines.with_columns(lines=pl.lit(1, dtype=pl.Int64), movement=movement)))
        months |= _months(batch, reading)
        read += batch.lines.height
        progress("reading", read, 0)
    summary = with_remarks(builder.finish(), organisation)
    keys = _summed(pl.concat(sums)) if sums else None
    return CheckedLedger(
        summary=summary,
        by_treatment=[] if keys is None else _treated(organisation, keys),
        replaces=_replaced(organisation, reading, months),
    )


def _summed(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by(GROUP, maintain_order=True).agg(pl.col("amount").sum(), pl.col("lines").sum())


def _months(batch: Batch, reading: LedgerReading) -> set[date]:
    if reading.header.granularity == "year":
        return {reading.header.period_from} if reading.header.period_from else set()
    return set(batch.lines["posted_on"].drop_nulls().dt.truncate("1mo").unique().to_list())


def _treated(organisation: Organisation, keys: pl.DataFrame) -> list[dict[str, Any]]:
    """Return treatment, reason, category, amount and lines, the largest money first."""
    version = latest_mapping_version(organisation)
    numbered = keys.with_row_index("key").with_columns(
        pl.col("key").cast(pl.Int64),
        chart=pl.lit(str(organisation.chart)),
        investment=investment_expression(organisation.chart),
    )
    decided = classify(
        numbered.select(KEY_SCHEMA.keys()),
        rules_under(version) if version else [],
        mapping_defaults(dict(version.policies) if version else {}),
    )
    money = numbered.select("key", "amount", "lines").join(decided, on="key")
    sums = money.group_by("treatment", "reason", "category").agg(pl.col("amount").sum(), pl.col("lines").sum())
    return [{**row, "amount": str(row["amount"])} for row in sorted(sums.iter_rows(named=True), key=_largest_first)]


def _largest_first(row: dict[str, Any]) -> tuple[Decimal, str, str]:
    return -abs(Decimal(row["amount"])), row["treatment"], row["category"] or row["reason"] or ""


def _replaced(organisation: Organisation, reading: LedgerReading, months: Iterable[date]) -> list[dict[str, Any]]:
    sources = PeriodSource.objects.filter(
        organisation=organisation, ledger=reading.header.ledger, month__in=list(months)
    ).select_related("ledger_import__file")
    imports = {source.ledger_import_id: source.ledger_import for source in sources}
    return [
        {
            "import": str(known.uuid),
            "name": known.file.name,
            "from": known.period_from.isoformat(),
            "to": known.period_to.isoformat(),
            "lines": known.lines,
        }
        for known in imports.values()
    ]
