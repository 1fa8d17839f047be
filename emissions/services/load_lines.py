"""Load batches of read lines: number their keys, COPY them into the partition, and sum them into spend cells."""

from datetime import date

import polars as pl

from emissions.calculations.accounts import investment_expression
from emissions.calculations.capital_postings import asset_movements
from emissions.calculations.period_takeover import Place
from emissions.importers.ledger_lines import Batch, LedgerHeader
from emissions.services.ledger_names import keep_names, names_in
from emissions.services.posting_keys import KeyBook
from foundation.postgres.bulk import copy_frame, insert_frame, loading, partition_of
from organisations.models import Organisation
from suppliers.services.own_numbers import WRITTEN, keep_own_numbers

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
        self._own_numbers: list[pl.DataFrame] = []

    def add(self, batch: Batch) -> None:
        """Load one batch of lines."""
        if batch.lines.is_empty():
            return
        lines = self.keys.numbered(self._placed(batch.lines))
        with loading(self.organisation.pk):
            self.lines += copy_frame(self._partition, lines.select(LINE_COLUMNS))
        self._cells.append(_summed(lines.with_columns(lines=pl.lit(1, dtype=pl.Int64))))
        self._names.extend(names_in(lines))
        self._own_numbers.append(lines.select(WRITTEN).drop_nulls("supplier_own_number").unique())

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
        keep_own_numbers(organisation_id=self.organisation.pk, written=pl.concat(self._own_numbers))
        keep_names(
            organisation=self.organisation,
            import_id=self.import_id,
            chart=self.keys.chart,
            told=pl.concat(self._names),
            month=self._last_month(),
        )

    def _last_month(self) -> date | None:
        """Return the first day of the last month that the file covers."""
        until = self.header.period_to or max((month for month, _investment in self.months()), default=None)
        return until.replace(day=1) if until else None

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
