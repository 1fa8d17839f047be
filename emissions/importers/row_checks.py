"""What every line of a table must have; rows that lack it are reported and left out."""

import polars as pl

from emissions.importers.cell_text import ACCOUNT
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW


def cell_of(meaning: str) -> str:
    """Return the name of the column with the typed spreadsheet cells of a meaning."""
    return f"{meaning}_cell"


def with_typed(raw: pl.DataFrame, meaning: str, read: pl.Series) -> pl.Series:
    """Return what was read from the text of a meaning, and the typed spreadsheet cell where there is one."""
    if cell_of(meaning) not in raw.columns:
        return read.alias(meaning)
    return pl.select(pl.coalesce(raw[cell_of(meaning)], read)).to_series().alias(meaning)


def is_empty(raw: pl.DataFrame, meaning: str) -> pl.Series:
    """Return for each row whether the source has nothing at all for a meaning."""
    empty = raw[meaning].is_null()
    return empty & raw[cell_of(meaning)].is_null() if cell_of(meaning) in raw.columns else empty


def check_accounts(raw: pl.DataFrame, name: str, log: ProblemLog) -> pl.Series:
    """Report rows without an account and rows whose account is no account; returns which rows are good."""
    accounts = raw["account"]
    if accounts.null_count() == 0 and accounts.str.contains(ACCOUNT).all():
        return pl.repeat(value=True, n=raw.height, eager=True)
    missing = accounts.is_null()
    log.add_rows("account_is_missing", raw[ROW].filter(missing), name)
    good = accounts.str.contains(ACCOUNT).fill_null(value=False)
    log.add_rows("account_is_no_account", raw[ROW].filter(~good & ~missing), name, accounts.filter(~good & ~missing))
    return good


def check_present(raw: pl.DataFrame, meaning: str, code: str, name: str, log: ProblemLog) -> None:
    """Report rows in which a meaning that every line must have is empty."""
    empty = is_empty(raw, meaning)
    if empty.any():
        log.add_rows(code, raw[ROW].filter(empty), name)
