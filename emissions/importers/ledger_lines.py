"""What every ledger reader hands over: a header, and batches of posting lines with their problems.

Frames hold one row per posting with exactly the columns of `LINE_SCHEMA`; a null means that the source says nothing.
Amounts are signed as in the source: debit positive, credit negative.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

import polars as pl

from emissions.calculations.ledger_formats import UNKNOWN_FORMAT
from foundation.problems import Problem, Severity

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
        "supplier_own_number": pl.String(),
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
Chart = Literal["kostra", "kommun_bas", "bas", "fi_kunta"]


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
    """At most `BATCH_LINES` posting lines, or twice as many around a long voucher, and what was wrong beside them.

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
    """Return the frame with all columns of a line, in order and typed; columns the source lacks are null.

    A supplier without an organisation number is known by the ledger's own number of it.
    """
    if "supplier_own_number" in columns.columns:
        own = pl.col("supplier_own_number")
        number = pl.coalesce("supplier_number", own) if "supplier_number" in columns.columns else own
        columns = columns.with_columns(supplier_number=number)
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
        """Yield the lines in the order of the source, in batches; those of a general ledger hold whole vouchers."""
        return whole_vouchers(self.read()) if self.header.ledger == "general" else self.read()


def whole_vouchers(batches: Iterable[Batch], longest: int = BATCH_LINES) -> Iterator[Batch]:
    """Hold back the lines of the last voucher of each batch until the next one, so that no border cuts a voucher.

    A voucher of more lines than `longest` is handed out in parts, with a warning. One whose lines are scattered over
    the file is whole within a batch only.
    """
    held, warned = no_lines(), None
    for batch in batches:
        lines = pl.concat([held, batch.lines]) if held.height else batch.lines
        whole = _before_last_voucher(lines)
        problems = batch.problems
        if lines.height - whole > longest:
            name = lines["voucher"][-1]
            values = {"voucher": name, "lines": longest}
            warning = Problem("voucher_is_very_long", f"voucher {name}", None, Severity.WARNING, values)
            problems = problems if warned == name else (*problems, warning)
            whole, warned = lines.height, name
        held = lines.slice(whole)
        yield replace(batch, lines=lines.head(whole), problems=problems)
    if held.height:
        yield Batch(held)


def _before_last_voucher(lines: pl.DataFrame) -> int:
    """Return how many lines come before those of the last voucher; all where the last line names none."""
    if lines.is_empty() or (last := lines["voucher"][-1]) is None:
        return lines.height
    others = lines["voucher"].ne_missing(pl.Series([last])).arg_true()
    return int(others[-1]) + 1 if len(others) else 0


def refused(problem: Problem, header: LedgerHeader | None = None) -> LedgerReading:
    """Return the reading of a file that cannot be read at all, with its one reason."""
    return LedgerReading(header or LedgerHeader(), (problem,))
