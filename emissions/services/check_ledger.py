"""Read a ledger file without storing a line: what it is, what would count, what is left out and why, what it replaces.

This is what the upload page shows before anything is imported.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import polars as pl

from emissions.calculations.accounts import investment_expression
from emissions.calculations.classification import classify
from emissions.calculations.period_takeover import Holding, Place, Takeover, lines_against
from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import Batch, Chart, LedgerReading
from emissions.importers.ledger_summary import LedgerSummary, SummaryBuilder
from emissions.importers.mapped_file import tables_in
from emissions.importers.table_samples import TableSample
from emissions.models import LedgerImport, RememberedMapping
from emissions.queries.mapping import KEY_SCHEMA, as_known, latest_mapping_version, rules_under
from emissions.queries.readings import readings_otherwise
from emissions.queries.reference import mapping_defaults
from emissions.services.import_remarks import new_takeover, with_remarks
from emissions.services.load_lines import movements, with_month
from emissions.services.proposed_reading import as_proposed
from emissions.services.reading_choices import AS_IT_IS, ReadingChoices
from emissions.services.remembered_mappings import as_remembered
from emissions.services.saft_parts import other_parts
from foundation.files.models import StoredFile
from foundation.jobs.progress import Progress, silent
from foundation.personal_numbers import masked, without_personal_numbers
from organisations.models import Organisation
from suppliers.calculations.numbers import is_anybodys

GROUP = (*(name for name in KEY_SCHEMA if name not in ("key", "chart", "investment", "supplier_identity")), "currency")
SAMPLE_LINES = 3
HIDDEN = "•••"


@dataclass(frozen=True, slots=True)
class CheckedLedger:
    """A file as it would be imported: its summary, money by what becomes of it, and months taken from other imports.

    `by_treatment` has treatment, reason, category, currency, amount and lines; `replaces` and `leaves` have import,
    name, months, lines and new_lines of each import that gives way, and of each whose months the file only strays into.
    `columns` are those of a table with what each is read as, `sample` its first lines as texts, persons masked.
    `tables` are the first rows of each table in the file as they stand there; `mapping` is what was said of the columns
    and `remembered` where that comes from, both None where the file is read as it was recognised. `is_proposed` says
    that nobody said it: the mapping is our proposal, which leaves nothing open.
    """

    summary: LedgerSummary
    by_treatment: list[dict[str, Any]]
    replaces: list[dict[str, Any]]
    leaves: list[dict[str, Any]]
    columns: list[tuple[str, str]]
    sample: list[dict[str, str]]
    tables: tuple[TableSample, ...] = ()
    mapping: dict[str, Any] | None = None
    remembered: RememberedMapping | None = None
    is_proposed: bool = False


def check_ledger(
    *,
    organisation: Organisation,
    path: Path,
    choices: ReadingChoices = AS_IT_IS,
    stored: StoredFile | None = None,
    proposes: bool = False,
    progress: Progress = silent,
) -> CheckedLedger:
    """Read the file at `path` and say what importing it would do; stores nothing.

    `stored` is the file where it is kept already: other readings of it that are imported give way to this one.

    With `proposes`, a table that nobody knows is read as its columns are proposed, if nothing about that is unsure.
    """
    tables = tables_in(path)
    choices, remembered = as_remembered(organisation, tables, choices)
    reading = _opened(path, choices)
    proposed = as_proposed(tables, choices, reading.problems, organisation.chart) if proposes else None
    if proposed is not None:
        choices, reading = proposed, _opened(path, proposed)
    builder = SummaryBuilder(reading, keep_good_rows=choices.keep_good_rows)
    sums: list[pl.DataFrame] = []
    places: Counter[Place] = Counter()
    sample: list[dict[str, str]] = []
    read = 0
    for batch in reading.batches():
        builder.add(batch)
        sample = sample or [_masked(row) for row in batch.lines.head(SAMPLE_LINES).iter_rows(named=True)]
        lines = _described(batch, reading, organisation)
        sums.append(_summed(lines))
        places.update(_places(lines))
        read += lines.height
        progress("reading", read, 0)
    progress("classifying", read, read)
    misread = readings_otherwise(stored, choices.mapping) if stored else set()
    outcome = new_takeover(organisation, reading.header, places, misread)
    replaces, leaves = _others(outcome, reading.header.ledger, places)
    summary = _on_own_chart(builder.finish(), organisation, choices)
    return CheckedLedger(
        summary=with_remarks(summary, organisation, places, outcome, other_parts(organisation, path, outcome)),
        by_treatment=_treated(organisation, _summed(pl.concat(sums))) if sums else [],
        replaces=replaces,
        leaves=leaves,
        columns=[(without_personal_numbers(title) or "", meaning) for title, meaning in reading.columns],
        sample=sample,
        tables=tables,
        mapping=choices.mapping,
        remembered=remembered,
        is_proposed=proposed is not None,
    )


def _opened(path: Path, choices: ReadingChoices) -> LedgerReading:
    return open_ledger(path, format=choices.format, year=choices.year, mapping=choices.column_mapping)


def _on_own_chart(summary: LedgerSummary, organisation: Organisation, choices: ReadingChoices) -> LedgerSummary:
    """Return the summary on the organisation's chart, where somebody said what the columns are and named no other."""
    if choices.mapping is None or summary.header.chart is not None:
        return summary
    return replace(summary, header=replace(summary.header, chart=cast("Chart", organisation.chart)))


def _described(batch: Batch, reading: LedgerReading, organisation: Organisation) -> pl.DataFrame:
    header = reading.header
    return with_month(batch.lines, header).with_columns(
        lines=pl.lit(1, dtype=pl.Int64),
        movement=movements(batch.lines, header, organisation.chart),
        investment=investment_expression(organisation.chart),
        currency=pl.col("currency").fill_null(header.currency or organisation.currency),
    )


def _masked(line: dict[str, Any]) -> dict[str, str]:
    """Return what a line says, without what tells of a person."""
    texts = {name: without_personal_numbers(str(value)) or "" for name, value in line.items() if value is not None}
    if is_anybodys(line["supplier_number"]):
        texts["supplier_number"] = masked(line["supplier_number"])
        texts.update({name: HIDDEN for name in ("supplier_name", "text") if name in texts})
    return texts


def _summed(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by(GROUP, maintain_order=True).agg(pl.col("amount").sum(), pl.col("lines").sum())


def _places(lines: pl.DataFrame) -> dict[Place, int]:
    counted = lines.drop_nulls("month").group_by("month", "investment").agg(pl.len())
    return {(month, investment): count for month, investment, count in counted.iter_rows()}


def _treated(organisation: Organisation, keys: pl.DataFrame) -> list[dict[str, Any]]:
    """Return treatment, reason, category, currency, amount and lines, the largest money first."""
    version = latest_mapping_version(organisation)
    numbered = (
        as_known(organisation.pk, keys)
        .with_row_index("key")
        .with_columns(
            pl.col("key").cast(pl.Int64),
            chart=pl.lit(str(organisation.chart)),
            investment=investment_expression(organisation.chart),
        )
    )
    decided = classify(
        numbered.select(KEY_SCHEMA.keys()),
        rules_under(version) if version else [],
        mapping_defaults(dict(version.policies) if version else {}),
    )
    money = numbered.select("key", "currency", "amount", "lines").join(decided, on="key")
    groups = ("treatment", "reason", "category", "currency")
    sums = money.group_by(groups).agg(pl.col("amount").sum(), pl.col("lines").sum())
    return [{**row, "amount": str(row["amount"])} for row in sorted(sums.iter_rows(named=True), key=_largest_first)]


def _largest_first(row: dict[str, Any]) -> tuple[Decimal, str, str, str]:
    return -abs(Decimal(row["amount"])), row["treatment"], row["category"] or row["reason"] or "", row["currency"]


def _others(
    outcome: Takeover, ledger: str, places: dict[Place, int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the imports that give way, and those that stay although the file has a few lines in their months."""
    imports = LedgerImport.objects.select_related("file").in_bulk(
        {holding.import_id for holding in (*outcome.replaced, *outcome.kept)}
    )
    replaced, kept = (
        [
            _named(imports[number], [each for each in holdings if each.import_id == number], ledger, places)
            for number in imports
        ]
        for holdings in (outcome.replaced, outcome.kept)
    )
    return [row for row in replaced if row["months"]], [row for row in kept if row["months"]]


def _named(known: LedgerImport, holdings: Sequence[Holding], ledger: str, places: dict[Place, int]) -> dict[str, Any]:
    return {
        "import": str(known.uuid),
        "name": known.file.name,
        "by_year": known.granularity == LedgerImport.Granularity.YEAR,
        "months": [holding.month.isoformat() for holding in holdings],
        "lines": sum(holding.lines for holding in holdings),
        "new_lines": lines_against(places, holdings, ledger) or 0,
    }
