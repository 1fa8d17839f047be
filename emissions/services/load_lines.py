"""Load batches of read lines: number their keys, COPY them into the partition, and sum them into spend cells."""

import polars as pl
from django.db import connection

from emissions.calculations.accounts import investment_expression
from emissions.calculations.capital_postings import asset_movements
from emissions.calculations.period_takeover import Place
from emissions.importers.ledger_lines import Batch, LedgerHeader
from emissions.services.posting_keys import KeyBook
from foundation.postgres.bulk import copy_frame, insert_frame, loading, partition_of, staged
from organisations.models import Organisation

LINE_COLUMNS = (
    "organisation_id",
    "import_id",
    "row",
    "key_id",
    "month",
    "posted_on",
    "amount",
    "currency",
    "voucher",
    "invoice",
    "project",
    "text",
)
CELL = ("month", "key_id", "investment", "currency")
# As much of a text as the tables of keys, names and breakdowns hold; the original keeps all of it.
LONGEST = {"unit": 80, "function": 80, "account_name": 300, "unit_name": 300, "function_name": 300}
NAMES = (("account", "account_name"), ("unit", "unit_name"), ("function", "function_name"))


class LineLoader:
    """Takes the batches of one import inside its transaction; `finish` writes what was summed up."""

    def __init__(self, *, organisation: Organisation, import_id: int, header: LedgerHeader) -> None:
        self.organisation = organisation
        self.import_id = import_id
        self.header = header
        self.keys = KeyBook(organisation, organisation.chart)
        self.lines = 0
        self._partition = partition_of("ledger_line", organisation.pk)
        self._cells: list[pl.DataFrame] = []
        self._names: list[pl.DataFrame] = []

    def add(self, batch: Batch) -> None:
        """Load one batch of lines."""
        if batch.lines.is_empty():
            return
        lines = self.keys.numbered(self._placed(batch.lines))
        with loading(self.organisation.pk):
            self.lines += copy_frame(self._partition, lines.select(LINE_COLUMNS))
        self._cells.append(_summed(lines.with_columns(lines=pl.lit(1, dtype=pl.Int64))))
        self._names.extend(_names_in(lines))

    def months(self) -> dict[Place, int]:
        """Return every (month, investment) that the lines fall in, in order, with the number of lines."""
        if not self._cells:
            return {}
        cells = pl.concat([cells.select("month", "investment", "lines") for cells in self._cells])
        sums = cells.group_by("month", "investment").agg(pl.sum("lines")).sort("month", "investment")
        return {(month, investment): lines for month, investment, lines in sums.iter_rows()}

    def finish(self) -> None:
        """Write the spend cells and the names of accounts, units and functions."""
        if not self._cells:
            return
        cells = _summed(pl.concat(self._cells))
        owned = {"organisation_id": self.organisation.pk, "import_id": self.import_id}
        insert_frame("spend_cell", cells.with_columns(**{name: pl.lit(value) for name, value in owned.items()}))
        names = pl.concat(self._names).unique(["kind", "code"], keep="last", maintain_order=True)
        chart = pl.when(pl.col("kind") == "account").then(pl.lit(self.keys.chart)).otherwise(pl.lit(""))
        write_names(names.with_columns(chart=chart, **{name: pl.lit(value) for name, value in owned.items()}))

    def _placed(self, lines: pl.DataFrame) -> pl.DataFrame:
        return with_month(lines, self.header).with_columns(
            organisation_id=pl.lit(self.organisation.pk, dtype=pl.Int64),
            import_id=pl.lit(self.import_id, dtype=pl.Int64),
            currency=pl.col("currency").fill_null(self.header.currency or self.organisation.currency),
            investment=investment_expression(self.keys.chart),
            movement=movements(lines, self.header, self.keys.chart),
            **{name: pl.col(name).str.head(longest) for name, longest in LONGEST.items()},
        )


def with_month(lines: pl.DataFrame, header: LedgerHeader) -> pl.DataFrame:
    """Return the lines with the month that they count in: their own, or the first one of the file's period.

    A file that knows the year only has all its lines in the first month. Null where neither line nor file says.
    """
    first = header.period_from.replace(day=1) if header.period_from else None
    month = pl.lit(first, dtype=pl.Date)
    if header.granularity != "year":
        month = pl.coalesce(pl.col("posted_on").dt.truncate("1mo"), month)
    return lines.with_columns(month=month)


def movements(lines: pl.DataFrame, header: LedgerHeader, chart: str) -> pl.Series:
    """Return what moved on asset accounts, told from whole vouchers; all null in a supplier ledger: it has one side."""
    return asset_movements(lines, chart if header.ledger == "general" else None)


def _summed(lines: pl.DataFrame) -> pl.DataFrame:
    return lines.group_by(CELL, maintain_order=True).agg(pl.col("amount").sum(), pl.col("lines").sum())


def _names_in(lines: pl.DataFrame) -> list[pl.DataFrame]:
    frames = []
    for code, name in NAMES:
        named = lines.select(pl.lit(code).alias("kind"), pl.col(code).alias("code"), pl.col(name).alias("name"))
        frames.append(named.drop_nulls().unique(["code"], keep="last", maintain_order=True))
    return frames


def write_names(names: pl.DataFrame) -> None:
    """Keep the newest name of each account, unit and function (organisation_id, import_id, kind, chart, code, name)."""
    with staged("ledger_name", names, "staged_names"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_name (organisation_id, kind, chart, code, name, import_id)"
            " SELECT organisation_id, kind, chart, code, name, import_id FROM staged_names"
            " ON CONFLICT (organisation_id, kind, chart, code) DO UPDATE"
            " SET name = excluded.name, import_id = excluded.import_id WHERE ledger_name.name <> excluded.name"
        )
