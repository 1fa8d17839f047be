"""Reads a sample or a text as a ledger, the way every test here does it."""

from pathlib import Path

import polars as pl

from emissions.importers.ledger_file import open_ledger
from emissions.importers.ledger_lines import no_lines
from emissions.importers.ledger_summary import LedgerSummary, summarise

SAMPLES = Path(__file__).parents[2] / "samples" / "ledgers"
AGREED_KEYS = (
    "format", "encoding", "organisation", "currency", "period", "vouchers", "lines", "accounts", "debit", "credit",
    "net", "net_by_account_class", "unbalanced_vouchers", "problems", "accepted",
)  # fmt: skip
"""What the JSON of a ledger has, in this order: finance offices script against it."""


def lines_of(path: Path, *, year: int | None = None) -> pl.DataFrame:
    """Return all lines of a file."""
    return pl.concat([no_lines(), *(batch.lines for batch in open_ledger(path, year=year).batches())])


def summary_of(path: Path, *, year: int | None = None, keep_good_rows: bool = False) -> LedgerSummary:
    return summarise(open_ledger(path, year=year), keep_good_rows=keep_good_rows)


def codes_of(summary: LedgerSummary) -> list[str]:
    """Return `severity code place` of each problem, sorted."""
    return sorted(f"{problem.severity} {problem.code} {problem.place}" for problem in summary.problems)


def written(folder: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    """Return a file with the text, under a name that says nothing."""
    path = folder / "file"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path
