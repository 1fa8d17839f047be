"""What every line of a table must have; rows that lack it are reported and left out."""

from typing import Final

import polars as pl

from emissions.importers.cell_text import ACCOUNT
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW

TOTAL: Final = (
    r"(?i)^\s*(?:sum|summa|sum:|delsum\w*|total\w*|subtotal\w*|grand total|i alt|saldo|inn?g[åa]ende|utg[åa]ende|"
    r"omslutning|periodens|balans\w*|balance|opening|closing|yhteens[äa])\b"
)
_NOTHING_BUT_TOTAL: Final = r"(?i)^\s*(?:sum|summa|delsum\w*|slutsumma|total|totalt|totalsum\w*|i alt)\s*:?\s*$"
_MAY_NAME_A_TOTAL: Final = ("account", "account_name", "text", "voucher", "supplier_name")
_OF_A_POSTING: Final = ("posted_on", "voucher", "invoice", "supplier_name", "supplier_number", "supplier_own_number")


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


def without_totals(raw: pl.DataFrame, log: ProblemLog) -> pl.DataFrame:
    """Return the rows without those that call themselves a total and have no account, date, voucher or supplier."""
    accounts = raw["account"]
    if accounts.null_count() == 0 and accounts.str.contains(ACCOUNT).all():
        return raw
    no_account = accounts.is_null() | _says_total(raw, "account")
    named = pl.repeat(value=False, n=raw.height, eager=True)
    for name in _MAY_NAME_A_TOTAL:
        if name in raw.columns:
            named |= _says_total(raw, name)
    total = no_account & named
    for meaning in _OF_A_POSTING:
        if meaning in raw.columns:
            total &= is_empty(raw, meaning) | _says_total(raw, meaning)
    log.tally("totals_are_left_out", None, int(total.sum()))
    return raw.filter(~total)


def _says_total(raw: pl.DataFrame, meaning: str) -> pl.Series:
    """Return which cells say that their row is a total; a supplier may well be called Total Norge AS."""
    pattern = _NOTHING_BUT_TOTAL if meaning == "supplier_name" else TOTAL
    return raw[meaning].str.contains(pattern).fill_null(value=False)


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
