"""Money in text becomes exact decimals, and what cannot be read without guessing becomes a problem.

1. Spaces of every kind group thousands; a minus may be any dash, stand last, or be parentheses.
2. One decimal mark per column. A value with two kinds of marks, a repeated mark, or other than three digits after its
   one mark shows which mark that is; where both marks serve as decimal mark in one column, the rows of the rarer kind
   are problems.
3. `1,234` alone says nothing: it is read by the mark that the rest of the column shows, and is a problem otherwise.
4. Anything with letters, broken groups of digits or more than fourteen digits before the mark is a problem.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from emissions.importers.ledger_lines import AMOUNT
from emissions.importers.problem_log import ProblemLog
from foundation.problems import Problem

_CENT: Final = Decimal("0.01")
_SMALLEST: Final = Decimal("0.0001")
_SCALE: Final = 10_000
_MOST_DIGITS: Final = 14
_EXACT_UNITS: Final = 2**39 * _SCALE  # beyond, one and the same float stands for several ten-thousandths
_PLAIN: Final = r"^-?[0-9]{1,14}(?:[.,][0-9]{1,2})?$"
_DASHES: Final = str.maketrans(dict.fromkeys("−–—‒﹣－‐‑", "-"))
_SPACES: Final = re.compile(r"[\s\u00a0\u2007\u2008\u2009\u200a\u202f\u205f\u2060\ufeff]+")
_SIGN: Final = re.compile(r"^(?:([+-]) ?([^-+()]*)|([^-+()]*?) ?(-)|\(([^-+()]*)\)|([^-+()]*))$")
_BODY: Final = re.compile(r"[0-9 .,]*[0-9][0-9 .,]*")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount as written: its digits for either reading, or the code of what is wrong with it.

    `mark` is the decimal mark that the value itself shows; None when it has none. `by_comma` and `by_point` are the
    value when the column's decimal mark is a comma or a point; they are equal unless the value is ambiguous.
    """

    by_comma: str | None = None
    by_point: str | None = None
    mark: str | None = None
    problem: str | None = None
    is_rounded: bool = False

    @property
    def is_ambiguous(self) -> bool:
        """Whether the mark may group thousands or part decimals."""
        return self.by_comma != self.by_point


@lru_cache(maxsize=65_536)
def understand(text: str) -> Amount:
    """Say how one written amount can be read; the text holds at least one sign that is no space."""
    plain = _SPACES.sub(" ", text.translate(_DASHES)).strip()
    signed = _SIGN.match(plain)
    if signed is None:
        return Amount(problem="amount_is_no_number")
    sign, after, before, last_minus, in_parentheses, bare = signed.groups()
    body = next(part for part in (after, before, in_parentheses, bare) if part is not None).strip()
    minus = "-" if sign == "-" or last_minus or in_parentheses is not None else ""
    if not body.isascii() or _BODY.fullmatch(body) is None:
        return Amount(problem="amount_is_no_number")
    return _digits(body, minus)


def _digits(body: str, minus: str) -> Amount:
    commas, points = body.count(","), body.count(".")
    if commas and points:
        return _two_marks(body, minus)
    if commas + points > 1:
        group = "," if commas else "."
        return _number(body, minus, group, "." if commas else ",")
    if commas + points == 0:
        return _number(body, minus, None, None)
    return _one_mark(body, minus, "," if commas else ".")


def _two_marks(body: str, minus: str) -> Amount:
    mark = max(",.", key=body.rfind)
    group = "." if mark == "," else ","
    if body.count(mark) > 1 or " " in body:
        return Amount(problem="amount_is_no_number")
    return _number(body, minus, group, mark)


def _one_mark(body: str, minus: str, mark: str) -> Amount:
    """Read a value with one comma or point: three digits after it may be thousands or decimals."""
    whole, _, rest = body.partition(mark)
    may_group = len(rest) == 3 and 1 <= len(whole) <= 3 and whole.isdigit() and not whole.startswith("0")  # noqa: PLR2004
    as_decimals = _number(body, minus, None, mark)
    if not may_group or as_decimals.problem:
        return as_decimals
    as_thousands = f"{minus}{whole}{rest}"
    if mark == ",":
        return Amount(by_comma=as_decimals.by_comma, by_point=as_thousands)
    return Amount(by_comma=as_thousands, by_point=as_decimals.by_point)


def _number(body: str, minus: str, group: str | None, mark: str | None) -> Amount:
    whole, _, decimals = body.partition(mark) if mark else (body, "", "")
    if mark and mark in body and not decimals.isdigit():
        return Amount(problem="amount_is_no_number")
    for separator in (group, " "):
        if separator and separator in whole:
            if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(separator)}[0-9]{{3}})+", whole):
                return Amount(problem="amount_is_no_number")
            whole = whole.replace(separator, "")
    if whole and not whole.isdigit():
        return Amount(problem="amount_is_no_number")
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        return Amount(problem="amount_is_too_large")
    value = f"{minus}{whole or '0'}.{decimals or '0'}"
    shown = mark if group or (mark and mark in body) else None
    return Amount(by_comma=value, by_point=value, mark=shown, is_rounded=bool(decimals[4:].strip("0")))


@dataclass(slots=True)
class AmountColumn:
    """One column of amounts, read batch by batch; remembers which decimal mark the column has shown so far."""

    name: str
    log: ProblemLog
    mark: str | None = None
    _guessed: int = 0
    _mixed: bool = False

    def read(self, texts: pl.Series, rows: pl.Series) -> pl.Series:
        """Return the amounts as Decimal(18,4), null where empty or wrong; each wrong value is reported with its row.

        `texts` are trimmed strings or null; `rows` are the row numbers of the same lines.
        """
        plain = texts.str.contains(_PLAIN)
        odd = {text: understand(text) for text in texts.filter(~plain).unique()}
        marks = self._marks(texts, plain, odd)
        self._learn(marks)
        other = (marks != (self.mark or "")).fill_null(value=False)
        self._report(texts, rows, odd, other)
        if self.mark == "," or odd:
            texts = self._with_points(texts, plain, odd)
        return texts.cast(AMOUNT, strict=False).set(other, None) if self._mixed else texts.cast(AMOUNT, strict=False)

    def _marks(self, texts: pl.Series, plain: pl.Series, odd: Mapping[str, Amount]) -> pl.Series:
        """Return for each value the decimal mark that it shows by itself, or null."""
        shown = pl.when(texts.str.contains(",", literal=True)).then(pl.lit(","))
        marks = pl.select(shown.when(texts.str.contains(".", literal=True)).then(pl.lit("."))).to_series()
        if not odd:
            return marks
        by_text = {text: amount.mark for text, amount in odd.items()}
        return _choose(plain, marks, texts.replace_strict(by_text, default=None, return_dtype=pl.String))

    def _learn(self, marks: pl.Series) -> None:
        """Settle the column's decimal mark by the first batch that shows one, and notice when both marks occur."""
        votes = {mark: int((marks == mark).sum()) for mark in ",."}
        if self.mark is None and any(votes.values()):
            self.mark = max(votes, key=lambda mark: votes[mark])
        self._mixed = self._mixed or any(count for mark, count in votes.items() if mark != self.mark)

    def _report(self, texts: pl.Series, rows: pl.Series, odd: Mapping[str, Amount], other: pl.Series) -> None:
        for code in ("amount_is_no_number", "amount_is_too_large"):
            self._report_rows(
                code, texts, rows, texts.is_in([text for text, amount in odd.items() if amount.problem == code])
            )
        ambiguous = texts.is_in([text for text, amount in odd.items() if amount.is_ambiguous])
        if self.mark is None or self._mixed:
            self._report_rows("amount_is_ambiguous", texts, rows, ambiguous)
        else:
            self._guessed += int(ambiguous.sum())
        if self._mixed and self._guessed:
            values = {"field": self.name, "count": self._guessed, "mark": self.mark or ""}
            self.log.add(Problem("amounts_mix_marks", "file", self.name, values=values))
            self._guessed = 0
        self._report_rows("amount_has_other_mark", texts, rows, other)
        self.log.tally(
            "amounts_rounded", self.name, int(texts.is_in([t for t, a in odd.items() if a.is_rounded]).sum())
        )

    def _report_rows(self, code: str, texts: pl.Series, rows: pl.Series, wrong: pl.Series) -> None:
        wrong = wrong.fill_null(value=False)
        if wrong.any():
            self.log.add_rows(code, rows.filter(wrong), self.name, texts.filter(wrong))

    def _with_points(self, texts: pl.Series, plain: pl.Series, odd: Mapping[str, Amount]) -> pl.Series:
        """Rewrite every value with a decimal point; null for those that are wrong."""
        pointed = texts.str.replace(",", ".", literal=True)
        if not odd:
            return pointed
        chosen = {text: self._reading(amount) for text, amount in odd.items()}
        return _choose(plain, pointed, texts.replace_strict(chosen, default=None, return_dtype=pl.String))

    def _reading(self, amount: Amount) -> str | None:
        if not amount.is_ambiguous:
            return amount.by_comma
        if self.mark is None or self._mixed:
            return None
        return amount.by_comma if self.mark == "," else amount.by_point


def _choose(condition: pl.Series, yes: pl.Series, no: pl.Series) -> pl.Series:
    return pl.select(pl.when(condition).then(yes).otherwise(no)).to_series()


def amount_text(amount: Decimal) -> str:
    """Return an amount as a decimal string with two decimals, or with more where the source has more."""
    cents = amount.quantize(_CENT)
    return str(cents) if cents == amount else format(amount.normalize(), "f")


def from_floats(values: npt.NDArray[np.float64]) -> pl.Series:
    """Return the numbers of spreadsheet cells as exact Decimal(18,4), as their shortest decimal form says; NaN is null.

    A number with at most four decimals is found by scaling and checked by scaling back; the others go by their text.
    """
    finite = np.isfinite(values) & (np.abs(values) < 10**_MOST_DIGITS)
    scaled = np.rint(np.where(finite, values, 0.0) * _SCALE)
    exact = finite & (scaled / _SCALE == values) & (np.abs(scaled) < _EXACT_UNITS)
    units = np.where(exact, scaled, 0).astype(np.int64)
    for place in np.flatnonzero(finite & ~exact):
        units[place] = int(Decimal(repr(float(values[place]))).quantize(_SMALLEST, ROUND_HALF_EVEN) * _SCALE)
    return _from_units(units, finite)


def _from_units(units: npt.NDArray[np.int64], valid: npt.NDArray[np.bool_]) -> pl.Series:
    """Build decimals from whole ten-thousandths without going through text: 128-bit integers, low half first."""
    halves = np.empty((len(units), 2), dtype=np.int64)
    halves[:, 0], halves[:, 1] = units, units >> 63
    bits = np.packbits(valid, bitorder="little")
    kind = pa.decimal128(18, 4)
    array = pa.Array.from_buffers(kind, len(units), [pa.py_buffer(bits.tobytes()), pa.py_buffer(halves.tobytes())])
    return pl.Series(values=pl.from_arrow(array), dtype=AMOUNT)
