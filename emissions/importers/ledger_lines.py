"""What every ledger reader hands over: a header, and batches of posting lines with their problems.

Frames hold one row per posting with exactly the columns of `LINE_SCHEMA`; a null means that the source says nothing.
Amounts are signed as in the source: debit positive, credit negative.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

import polars as pl

from foundation.problems import Problem

AMOUNT = pl.Decimal(18, 4)
BATCH_LINES = 100_000

LINE_SCHEMA: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "row": pl.Int64(),
        "posted_on": pl.Date(),
        "voucher": pl.String(),
        "account": pl.String(),
        "account_name": pl.String(),
        "amount": AMOUNT,
        "supplier_number": pl.String(),
        "supplier_name": pl.String(),
        "invoice": pl.String(),
        "agreement": pl.String(),
        "commodity": pl.String(),
        "function": pl.String(),
        "function_name": pl.String(),
        "unit": pl.String(),
        "unit_name": pl.String(),
        "project": pl.String(),
        "text": pl.String(),
        "currency": pl.String(),
    }
)

Granularity = Literal["day", "month", "year"]
LedgerKind = Literal["general", "supplier"]
Chart = Literal["kostra", "kommun_bas", "bas"]

UNKNOWN_FORMAT = "unknown"


@dataclass(frozen=True, slots=True)
class LedgerHeader:
    """What a file says about itself before its lines are read.

    `period_from` and `period_to` are what the file (or the caller, by naming a year) declares; both are None where only
    the lines tell. `chart` is None where the chart of accounts is not known: then no class may be read from an account.
    """

    format: str = UNKNOWN_FORMAT
    encoding: str | None = None
    organisation_name: str | None = None
    organisation_number: str | None = None
    currency: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    granularity: Granularity = "day"
    ledger: LedgerKind = "general"
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """At most `BATCH_LINES` posting lines and what was wrong beside them.

    `vouchers` counts the voucher blocks that ended in this batch; None means that vouchers are told by the `voucher`
    column alone. `unbalanced` names those of them whose lines do not sum to zero.
    """

    lines: pl.DataFrame
    problems: tuple[Problem, ...] = ()
    vouchers: int | None = None
    unbalanced: tuple[str, ...] = ()


def no_lines() -> pl.DataFrame:
    """Return an empty frame with the columns of a line."""
    return pl.DataFrame(schema=dict(LINE_SCHEMA))


def as_lines(columns: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with all columns of a line, in order and typed; columns the source lacks are null."""
    missing = [
        pl.lit(None, dtype=kind).alias(name) for name, kind in LINE_SCHEMA.items() if name not in columns.columns
    ]
    return columns.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in LINE_SCHEMA.items())


def _nothing() -> Iterator[Batch]:
    return iter(())


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """One opened file: its header, what was wrong before the first line, and its lines on demand.

    `batches()` reads the file anew each time, so that a file can be checked first and loaded afterwards. `columns` are
    the columns of a table, each with its name and what it is read as, empty for one that is not read.
    """

    header: LedgerHeader
    problems: tuple[Problem, ...] = ()
    read: Callable[[], Iterator[Batch]] = _nothing
    columns: tuple[tuple[str, str], ...] = ()

    def batches(self) -> Iterator[Batch]:
        """Yield the lines in the order of the source, at most `BATCH_LINES` at a time."""
        return self.read()


def refused(problem: Problem, header: LedgerHeader | None = None) -> LedgerReading:
    """Return the reading of a file that cannot be read at all, with its one reason."""
    return LedgerReading(header or LedgerHeader(), (problem,))
