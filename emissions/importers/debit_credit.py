"""A letter beside an unsigned amount that says whether it is debit or credit: D and K, D and C, S and H.

1. Debit counts as it stands and credit with the other sign, so that a reversal (a minus in debit) stays one.
2. Where amounts of credit carry a minus already, the letter says nothing more. A table that is recognised by its names
   is then read without it; one of which somebody said that the letter tells the sign is refused.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import ROW
from foundation.problems import Problem, Severity

SIDE_NAMES: Final = (
    "d k", "dk", "d k kode", "d k kod", "debet kredit", "debet kreditt", "debetkredit", "debit kredit", "d c", "dc",
    "debit credit", "debit credit indicator", "debit credit code", "debit credit flag", "dr cr", "drcr",
    "d c indicator", "dc indicator", "s h", "soll haben", "soll haben kennzeichen", "shkzg",
)  # fmt: skip
DEBIT: Final = frozenset({"d", "dr", "deb", "debet", "debit", "s", "soll"})
CREDIT: Final = frozenset({"k", "kr", "kred", "kredit", "kreditt", "c", "cr", "credit", "h", "haben"})
_MOSTLY: Final = 0.8
_ENOUGH: Final = 3


def is_side(text: str) -> bool:
    """Return whether a cell says debit or credit.

    >>> is_side("K"), is_side("Debet"), is_side("dr."), is_side("Konto")
    (True, True, True, False)
    """
    return text.strip().rstrip(".").casefold() in DEBIT | CREDIT


def is_credit(texts: pl.Series) -> pl.Series:
    """Return for each cell whether it says credit; null for one that says neither."""
    plain = texts.str.strip_chars().str.strip_chars_end(".").str.to_lowercase()
    sides = pl.when(plain.is_in(list(CREDIT))).then(statement=True).when(plain.is_in(list(DEBIT))).then(statement=False)
    return pl.select(sides.alias("is_credit")).to_series()


def share_of_credit(cells: Iterable[str]) -> float:
    """Return how many of the cells that say debit or credit say credit."""
    said = is_credit(pl.Series(list(cells), dtype=pl.String)).drop_nulls()
    return int(said.sum()) / len(said) if len(said) else 0.0


def tells_the_sign(texts: pl.Series, amounts: pl.Series) -> bool:
    """Return whether a column of letters says what the amounts beside it do not: which of them are credit."""
    filled = texts.drop_nulls()
    if not len(filled) or is_credit(filled).count() < _MOSTLY * len(filled):
        return False
    credit = amounts.filter(is_credit(texts).fill_null(value=False))
    return int((credit > 0).sum()) >= int((credit < 0).sum())


class SideColumn:
    """One column of letters, read from the first row of a table to its last."""

    def __init__(self, name: str, log: ProblemLog) -> None:
        self._name = name
        self._log = log
        self._credits = self._negative = 0

    def signed(self, raw: pl.DataFrame, amounts: pl.Series) -> pl.Series:
        """Return the amounts with their sign; null, and reported, where a row says neither debit nor credit."""
        credit = is_credit(raw["side"])
        missing = raw["side"].is_null()
        self._log.add_rows("side_is_missing", raw[ROW].filter(missing), self._name)
        wrong = credit.is_null() & ~missing
        self._log.add_rows("side_is_not_readable", raw[ROW].filter(wrong), self._name, raw["side"].filter(wrong))
        of_credit = amounts.filter(credit.fill_null(value=False) & (amounts != 0).fill_null(value=False))
        self._credits += len(of_credit)
        self._negative += int((of_credit < 0).sum())
        turned = pl.when(credit).then(-amounts).when(~credit).then(amounts)
        return pl.select(turned.cast(AMOUNT).alias(amounts.name)).to_series()

    def report(self) -> None:
        """Refuse a table in which every amount of credit has a minus beside its letter: its sign would turn twice."""
        if self._credits >= _ENOUGH and self._negative == self._credits:
            values = {"field": self._name, "count": self._credits}
            self._log.add(Problem("credit_has_a_minus_already", "file", self._name, values=values))


def letters_not_needed(name: str) -> Problem:
    """Return the remark that a column of letters is not read, as the amounts carry their sign."""
    return Problem("sides_are_in_the_signs", "file", name, Severity.NOTICE, {"field": name})
