"""Walks through the vouchers of a SIE file and gathers their postings as they stand there.

1. Only #TRANS counts. #RTRANS is followed by a #TRANS with the same content, and #BTRANS was struck out.
2. A posting must stand between the braces of a voucher. A voucher whose braces are not closed is a problem.
3. A voucher of which a line could not be read is not checked for balance.
"""

from typing import Final, NamedTuple

import numpy as np
import polars as pl

from emissions.importers.amounts import understand
from emissions.importers.problem_log import ProblemLog, short
from emissions.importers.sie.braces import OUTSIDE, Braces, Place
from emissions.importers.sie.lines import Numbers, SortedLines, sort_lines
from emissions.importers.sie.records import POSTINGS, record, voucher_fields, voucher_name
from emissions.importers.sie.vouchers import Voucher, VoucherBook, heads_of
from foundation.problems import Problem, Severity

POSTING: Final = {
    "row": pl.Int64, "account": pl.String, "objects": pl.String, "amount": pl.String, "posted": pl.String,
    "text": pl.String, "place": pl.Int64,
}  # fmt: skip
_HEAD, _POSTING = "#VER", "#TRANS"
_TORN: Final = frozenset({"#", "#V", "#VE"})  # what is left of a #VER where a file was cut short

Row = tuple[int, str, str, str, str | None, str | None, int]


class _OddLine(NamedTuple):
    """A line that is not written in the plain way."""

    number: int
    text: str
    label: str


class VoucherWalk:
    """One walk from the first line to the last; `started` counts vouchers, `height` postings not handed out yet."""

    def __init__(self, log: ProblemLog, book: VoucherBook) -> None:
        self._log = log
        self._book = book
        self._frames: list[pl.DataFrame] = []
        self._line = 0
        self._place = Place()
        self.started = self.height = 0

    @property
    def is_in_voucher(self) -> bool:
        """Whether the newest voucher may go on."""
        return self._place.is_open

    def take(self, lines: pl.Series) -> None:
        """Read the next lines of the file."""
        found = sort_lines(lines, self._line + 1)
        odd = [_OddLine(number, text, _label(text)) for number, text in found.odd]
        braces = self._opened(found, [line for line in odd if line.label == _HEAD])
        rows = self._with_care(braces, [line for line in odd if line.label != _HEAD])
        plain = found.postings.with_columns(_places(braces, found.postings["row"]))
        self._keep(plain.vstack(rows).sort("row") if rows.height else plain)
        self._line += len(lines)
        self._place = braces.end()

    def end(self) -> None:
        """Report the voucher that the file ends in."""
        if self._place.is_open:
            voucher = self._book.get(self._place.newest)
            values = {"voucher": voucher.name, "row": self._line}
            self._log.add(Problem("file_is_truncated", f"line {self._line}", _HEAD, values=values))
            self._book.broken.add(self._place.newest)
        self._place = Place(newest=self._place.newest)

    def gathered(self) -> pl.DataFrame:
        """Hand out the postings (POSTING) that have been read; `place` is the number of the voucher, or OUTSIDE."""
        frames, self._frames = self._frames, []
        self.height = 0
        return pl.concat(frames) if frames else pl.DataFrame(schema=POSTING)

    def _keep(self, postings: pl.DataFrame) -> None:
        self._frames.append(postings)
        self.height += postings.height

    def _opened(self, found: SortedLines, odd: list[_OddLine]) -> Braces:
        """Open the vouchers that begin in these lines, and find out which lines stand in them."""
        heads, with_brace = found.heads, [line.number for line in odd if line.text.endswith("{")]
        if odd:
            heads = heads.vstack(heads_of([_odd_voucher(line) for line in odd])).sort("row")
        self._book.open(heads)
        self.started += heads.height
        rows, open_heads = heads["row"].to_numpy(), np.array(with_brace, dtype=np.int64)
        return Braces(self._place, np.setdiff1d(rows, open_heads), open_heads, found.opening, found.closing)

    def _with_care(self, braces: Braces, odd: list[_OddLine]) -> pl.DataFrame:
        """Read odd lines one by one, and report in their order what is wrong with them and with the braces."""
        unclosed = braces.unclosed()
        inside = braces.inside(np.array([line.number for line in odd], dtype=np.int64)).tolist()
        lines = dict(zip((line.number for line in odd), zip(odd, inside, strict=True), strict=True))
        rows = []
        for number in sorted({*unclosed, *lines}):
            if number in unclosed:
                self._report_unclosed(unclosed[number])
            else:
                rows += self._odd(*lines[number])
        return pl.DataFrame(rows, schema=POSTING, orient="row")

    def _odd(self, line: _OddLine, inside: int) -> list[Row]:
        if line.label == _POSTING:
            return self._odd_posting(line, inside)
        if line.label in POSTINGS:
            self._log.tally("corrections_are_not_counted", line.label, 1)
        elif line.label in _TORN:
            self._unreadable(line, inside, Severity.ERROR)
        elif not line.text.startswith("#"):
            self._unreadable(line, inside, Severity.WARNING)
        return []

    def _report_unclosed(self, number: int) -> None:
        """Report a voucher that ends without its closing brace, or never opened one."""
        voucher = self._book.get(number)
        values = {"voucher": voucher.name, "row": voucher.line}
        self._log.add(Problem("voucher_is_not_closed", f"voucher {voucher.name}", _HEAD, values=values))
        self._book.broken.add(number)

    def _unreadable(self, line: _OddLine, inside: int, outside: Severity) -> None:
        """Report a line that is no record; outside vouchers it can cost nothing, inside it may be a torn posting."""
        severity = outside if inside == OUTSIDE else Severity.ERROR
        values = {"row": line.number, "value": short(line.text)}
        self._log.add(Problem("line_is_not_readable", f"line {line.number}", None, severity, values))
        self._break(inside)

    def _break(self, inside: int) -> None:
        if inside != OUTSIDE:
            self._book.broken.add(inside)

    def _odd_posting(self, line: _OddLine, inside: int) -> list[Row]:
        """Read a #TRANS line that is not written in the plain way, or say what is wrong with it."""
        found = record(line.text)
        account, written = found.field(0), found.field(1)
        amount, problem = _amount_of(written)
        if not account or "{" in found.fields:
            problem = "line_is_not_readable"
        if problem:
            shown = short(line.text if problem == "line_is_not_readable" else written)
            values = {"row": line.number, "field": _POSTING, "value": shown}
            self._log.add(Problem(problem, f"line {line.number}", _POSTING, values=values))
            self._break(inside)
            return []
        if "," in written:
            self._log.tally("amounts_with_comma", _POSTING, 1)
        words = f'"{found.field(3)}"' if found.field(3) else None
        return [(line.number, account, found.objects or "", amount, found.field(2) or None, words, inside)]


def _label(text: str) -> str:
    """Return the label of a line in capitals; empty for one that is no record."""
    return text.split(maxsplit=1)[0].upper() if text.startswith("#") else ""


def _odd_voucher(line: _OddLine) -> Voucher:
    series, number, posted, words = voucher_fields(record(line.text.removesuffix("{")).fields)
    return Voucher(line.number, voucher_name(series, number, line.number), posted or None, words or None)


def _places(braces: Braces, rows: pl.Series) -> pl.Series:
    lines: Numbers = rows.to_numpy()
    return pl.Series("place", braces.inside(lines), dtype=pl.Int64)


def _amount_of(text: str) -> tuple[str, str | None]:
    """Return the amount with a decimal point, or the code of what is wrong; a point is SIE's decimal mark."""
    if not text:
        return "", "amount_is_missing"
    amount = understand(text)
    if amount.problem:
        return "", amount.problem
    if amount.is_ambiguous and "," in text:
        return "", "amount_is_ambiguous"
    return amount.by_point or "", None
