"""Reads a table of any shape as lists of postings are read, once somebody has said what its columns are.

A table is first brought into the form of a list of postings, row by row and without losing where a cell stood: debit
and credit become one amount, year and month a date, an account above its lines stands on them, totals go. What is wrong
in a row is then found and worded as in every other table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import polars as pl

from emissions.importers.charts import chart_by_names
from emissions.importers.column_mapping import ColumnMapping, column_labels, has_dates, missing_in
from emissions.importers.ledger_lines import Chart, LedgerHeader, LedgerReading, refused
from emissions.importers.mapped_rows import MappedRows, cells_of
from emissions.importers.posting_dialects import Dialect
from emissions.importers.posting_table import open_postings
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import MOST_COLUMNS, ROW, RawTable, Wanted, date_of, number_of, text_of
from emissions.importers.row_checks import cell_of
from foundation.problems import Problem, Severity

_MADE = ("debit", "credit", "year", "month")
_MONEY = ("amount", "debit", "credit")


def open_mapped(
    table: RawTable, mapping: ColumnMapping, format_name: str, encoding: str | None, year: int | None
) -> LedgerReading:
    """Return the reading of a table as a mapping says; a mapping that lacks something refuses it.

    `year` is that of the caller, and goes before the one of the mapping.
    """
    header = LedgerHeader(format_name, encoding, currency=mapping.currency, ledger=mapping.ledger, chart=mapping.chart)
    if len(table.names) > MOST_COLUMNS:
        values = {"columns": len(table.names), "most": MOST_COLUMNS}
        return refused(Problem("table_is_too_wide", "file", values=values), header)
    if problems := (*missing_in(mapping), *_columns_not_there(table.names, mapping)):
        return LedgerReading(header, problems)
    chosen, remarks = _chosen_year(table, mapping, year or mapping.year)
    if any(remark.is_error for remark in remarks):
        return refused(remarks[0], header)
    mapped = MappedTable(table, mapping, chosen)
    dialect = Dialect(
        lambda _names: dict(mapped.places),
        mapping.currency,
        mapping.ledger,
        lambda _number, sample: _chart(mapping, sample),
        is_said=True,
    )
    reading = open_postings(
        mapped, LedgerHeader(format_name, encoding), None if has_dates(mapping) else chosen, dialect
    )
    read = tuple((label, mapping.columns.get(label, "")) for label in column_labels(table.names))
    problems = tuple(problem for problem in reading.problems if problem.code != "chart_is_unknown")
    return replace(reading, columns=read, problems=(*problems, *remarks))


def _columns_not_there(names: Sequence[str], mapping: ColumnMapping) -> tuple[Problem, ...]:
    labels = column_labels(names)
    missing = [label for label in mapping.columns if label not in labels]
    values = {"missing": ", ".join(missing), "names": ", ".join(labels)}
    return (Problem("mapped_column_is_not_there", "file", missing[0], values=values),) if missing else ()


def _chart(mapping: ColumnMapping, sample: pl.DataFrame) -> Chart | None:
    return mapping.chart or chart_by_names(sample.select("account", "account_name").unique().iter_rows())


def _chosen_year(table: RawTable, mapping: ColumnMapping, year: int | None) -> tuple[int | None, tuple[Problem, ...]]:
    """Return the year that is read of a table with a column of years and no dates: the one said, else the newest."""
    label = mapping.label_of("year")
    if label is None or has_dates(mapping):
        return year, ()
    place = column_labels(table.names).index(label)
    found: set[int] = set()
    for frame in table.frames(Wanted((place,)), ProblemLog()):
        found.update(frame[text_of(place)].str.to_integer(strict=False).drop_nulls().unique())
    others = ", ".join(str(each) for each in sorted(found) if each != (year or max(found)))
    if not found or (year and year not in found):
        return year, (Problem("year_is_not_in_file", "file", values={"year": year or "", "years": others}),)
    values = {"year": year or max(found), "years": others}
    notice = Problem("other_years_are_not_read", "file", None, Severity.NOTICE, values)
    return year or max(found), (notice,) if others else ()


@dataclass(frozen=True, slots=True)
class MappedTable:
    """A table in the form of a list of postings; what is made of several columns stands behind those of the file."""

    table: RawTable
    mapping: ColumnMapping
    year: int | None

    @property
    def names(self) -> Sequence[str]:
        """What the columns are called in problems: those that are made by what they are made of."""
        labels = column_labels(self.table.names)
        return *labels, *(self._made_of(meaning) for meaning in self._made)

    @property
    def places(self) -> Mapping[str, int]:
        """Where each meaning of a line stands."""
        labels = column_labels(self.table.names)
        said = {meaning: labels.index(label) for label, meaning in self.mapping.columns.items() if meaning not in _MADE}
        made = {meaning: len(labels) + place for place, meaning in enumerate(self._made)}
        return MappingProxyType({**said, **made})

    @property
    def _made(self) -> tuple[str, ...]:
        """The meanings that no column of the file holds by itself."""
        said = set(self.mapping.columns.values())
        made = ["amount"] if "debit" in said else []
        made += ["posted_on"] if "posted_on" not in said and has_dates(self.mapping) else []
        if self.mapping.account_above:
            made += [meaning for meaning in ("account_name", "voucher") if meaning not in said]
        return tuple(made)

    def _made_of(self, meaning: str) -> str:
        sources = {"amount": ("debit", "credit"), "posted_on": ("year", "month")}.get(meaning, ("account",))
        return " / ".join(filter(None, map(self.mapping.label_of, sources)))

    def frames(self, wanted: Wanted, log: ProblemLog) -> Iterator[pl.DataFrame]:
        """Yield the rows as `RawTable.frames` says."""
        labels = column_labels(self.table.names)
        at = {meaning: labels.index(label) for label, meaning in self.mapping.columns.items()}
        money = tuple(at[meaning] for meaning in _MONEY if meaning in at)
        days = (at["posted_on"],) if "posted_on" in at else ()
        texts = range(len(labels)) if self.mapping.account_above else at.values()
        asked = Wanted(tuple(place for place in texts if place not in (*money, *days)), money, days)
        rows = MappedRows(self.mapping, self.year, log)
        for frame in self.table.frames(asked, log):
            yield _as_wanted(rows.postings(cells_of(frame, at)), dict(self.places), wanted)


def _as_wanted(rows: pl.DataFrame, places: Mapping[str, int], wanted: Wanted) -> pl.DataFrame:
    """Return the rows under the positions that are wanted, typed cells beside their texts."""
    columns = [pl.col(ROW)]
    for meaning, place in places.items():
        if place in wanted.positions:
            columns.append(pl.col(meaning).alias(text_of(place)))
            typed = cell_of(meaning)
            if typed in rows.columns and place in (*wanted.numbers, *wanted.dates):
                columns.append(pl.col(typed).alias(number_of(place) if place in wanted.numbers else date_of(place)))
    return rows.select(columns)
