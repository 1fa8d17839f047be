"""Cleans what stands in text cells: words that mean "missing", an account and its name in one cell, a unit's prefix."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from emissions.importers.problem_log import ProblemLog

# Written where a system has nothing to say. Compared as they stand, since this runs over every cell of a file.
_WORDS: Final = ("NULL", "SAKNAS", "NONE", "NAN", "N/A", "#N/A", "#NULL!", "#SAKNAS!", "<NA>", "(TOM)", "(BLANK)")
_CASES: Final = (str.upper, str.lower, str.capitalize)
_MISSING: Final = sorted({*(case(word) for word in _WORDS for case in _CASES), "-", "--", "---", ".", "?"})
_MASK: Final = r"^[\s*\-]*\*[\s*\-]*$"
_NUMBERS_OF_SUPPLIERS: Final = ("supplier_number", "supplier_own_number")
_NO_NUMBER: Final = r"^[0\s\-]+$"
_ACCOUNT_AND_NAME: Final = r"^([0-9]{3,10})\s+(\S.*)$"
_CODE_AND_NAME: Final = r"^([0-9A-ZÅÄÖÆØ]{1,5})\s+(\S.*\p{Ll}.*)$"
ACCOUNT: Final = r"^[0-9][0-9A-Za-z._\-]{0,19}$"


def without_placeholders(frame: pl.DataFrame, written: Mapping[str, str], log: ProblemLog) -> pl.DataFrame:
    """Make words for "missing" null in text columns, and count them for a notice.

    `written` maps each column of the frame to its name in the file.
    """
    found = frame.select(pl.col(list(written)).is_in(_MISSING).sum())
    hit = [name for name in written if found[name][0]]
    if hit:
        frame = frame.with_columns(pl.when(~pl.col(hit).is_in(_MISSING)).then(pl.col(hit)))
        for name in hit:
            log.tally("placeholders_read_as_missing", written[name], int(found[name][0]))
    frame = _without_masks(frame, written, log)
    for name in _NUMBERS_OF_SUPPLIERS:
        frame = _without_zero_numbers(frame, name, written[name], log) if name in written else frame
    return frame


def _without_masks(frame: pl.DataFrame, written: Mapping[str, str], log: ProblemLog) -> pl.DataFrame:
    """Make cells that hold only asterisks null, and supplier numbers with any (`559***-****`), and count them."""
    starred = frame.select(pl.col(list(written)).str.contains("*", literal=True).any())
    for name in [name for name in written if starred[name][0]]:
        texts = frame[name]
        masked = texts.str.contains("*", literal=True) if name in _NUMBERS_OF_SUPPLIERS else texts.str.contains(_MASK)
        masked = masked.fill_null(value=False)
        log.tally("masked_read_as_missing", written[name], int(masked.sum()))
        frame = frame.with_columns(pl.select(pl.when(~masked).then(texts)).to_series().alias(name))
    return frame


def _without_zero_numbers(frame: pl.DataFrame, name: str, written: str, log: ProblemLog) -> pl.DataFrame:
    """Make supplier numbers such as `000000-0000` null."""
    zeros = frame[name].str.contains(_NO_NUMBER).fill_null(value=False)
    log.tally("placeholders_read_as_missing", written, int(zeros.sum()))
    return frame.with_columns(pl.when(~zeros).then(pl.col(name))) if zeros.any() else frame


def with_account_name(frame: pl.DataFrame) -> pl.DataFrame:
    """Split `45300 Bidrag, förening` in an account column without a name column of its own."""
    account = pl.col("account")
    parts = account.str.extract_groups(_ACCOUNT_AND_NAME).struct
    return frame.with_columns(
        pl.coalesce(parts.field("1"), account).alias("account"), parts.field("2").alias("account_name")
    )


def with_unit_code(frame: pl.DataFrame) -> pl.DataFrame:
    """Split `BGR Grundskolenämnd` into code and name; a unit without a code is known by its name."""
    name = pl.col("unit_name")
    parts = name.str.extract_groups(_CODE_AND_NAME).struct
    return frame.with_columns(
        pl.coalesce(parts.field("1"), name).alias("unit"), pl.coalesce(parts.field("2"), name).alias("unit_name")
    )
