"""The transactions of a SAF-T file as columns: what the parser hands over is a row of texts and ended elements.

The text of an element is what stands right before its end; blanks before it belong to the elements around.
1. A value belongs to the line that ends next. A description or supplier stands in a transaction's head when neither
   record nor account came before it, and in a line otherwise. Of several the first that says anything counts.
2. An amount counts where it stands right before the end of the debit or credit amount, besides currency and rate.
"""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from emissions.importers.saft.periods import other_months
from emissions.importers.saft.tokens import BLANK, CODES, Codes
from emissions.importers.xml.plain_pieces import AS_SAID, Writing
from emissions.importers.xml.postings import POSTING, tidy

_BESIDE_AMOUNT: Final = [CODES[name] for name in ("CurrencyCode", "CurrencyAmount", "ExchangeRate")]
_BLANKS: Final = " \t\r\n"
_NOTHING, _JOURNAL, _HEAD, _LINE = range(4)
_HEADS: Final = {
    "voucher": ("TransactionID", None), "period": ("Period", None), "period_year": ("PeriodYear", None),
    "dated": ("TransactionDate", None), "entered": ("GLPostingDate", None),
    "voucher_text": ("Description", _HEAD), "voucher_supplier": ("SupplierID", _HEAD),
}  # fmt: skip
_LINES: Final = {
    "record": ("RecordID", None), "account": ("AccountID", None), "text": ("Description", _LINE),
    "supplier": ("SupplierID", _LINE), "reference": ("ReferenceNumber", None), "document": ("SourceDocumentID", None),
}  # fmt: skip

Positions = npt.NDArray[np.int64]


class Journal(NamedTuple):
    """What stands before a voucher's number: nothing in the first journal of a file, in later ones their id."""

    prefix: str = ""
    has_begun: bool = False


class Meanings:
    """Which of `names` a dimension is, by its code."""

    def __init__(self, by_code: Mapping[str, str]) -> None:
        self.names = tuple(dict.fromkeys(by_code.values()))
        self._by_code = {code: self.names.index(meaning) for code, meaning in by_code.items()}

    def of(self, kinds: pl.Series) -> dict[str | None, int]:
        """Return for each code as it stands in the file, blanks and all, its place in `names`; -1 for none of them."""
        return {code: self._by_code.get((code or "").strip(), -1) for code in kinds.unique()}


class Entries:
    """The lines and transactions in a row of tokens that ends with the end of a line or transaction.

    Texts have the code 0, blank ones BLANK, ends of elements that of their names. `writing` says what is to be decoded
    in texts that are asked for.
    """

    def __init__(self, texts: pa.Array, codes: Codes, writing: Writing = AS_SAID) -> None:
        self._texts = texts
        self._writing = writing
        self._codes = codes
        self._ends = np.flatnonzero(codes > 0)
        self._kinds = codes[self._ends]
        is_line, is_transaction = self._is("Line"), self._is("Transaction")
        self.lines = int(is_line.sum())
        self.transactions = int(is_transaction.sum())
        self._line: Positions = np.cumsum(is_line) - is_line
        self._transaction: Positions = np.cumsum(is_transaction) - is_transaction
        self._level = self._levels()

    def columns(self, first_place: int, journal: Journal, meanings: Meanings) -> pl.DataFrame:
        """Return the lines as they stand in the file, for `as_postings`; places count from `first_place`.

        The tokens begin in `journal`; `meanings` tells the dimensions that are asked for.
        """
        at: Positions = self._transaction[self._kinds == CODES["Line"]]
        wanted = {name: self._of_line(element, level) for name, (element, level) in _LINES.items()}
        wanted |= {name: found[at] for name, found in self._heads().items()}
        wanted |= self._sides() | self._dimensions(meanings)
        frame = self._frame(wanted).with_columns(pl.Series("place", np.add(at, first_place), dtype=pl.Int64))
        return frame.with_columns(self._journals(journal).gather(at))

    def last_journal(self, journal: Journal) -> Journal:
        """Return the journal that the tokens end in."""
        prefixes = self._prefixes(journal)
        return Journal(prefixes[-1], has_begun=journal.has_begun or len(prefixes) > 1)

    def open_head(self) -> list[str]:
        """Return as tokens what the head of the transaction says that goes on after these."""
        tokens: list[str] = []
        for element, level in _HEADS.values():
            at = int(self._values(element, level, self._transaction, self.transactions + 1)[-1])
            tokens += self._texts.slice(at, 2).to_pylist() if at >= 0 else []
        return tokens

    def _is(self, name: str) -> npt.NDArray[np.bool_]:
        return np.equal(self._kinds, CODES[name])

    def _levels(self) -> Positions:
        """Return for each end whether it stands in a journal's head, a transaction's, or a line."""
        marks = np.zeros(len(self._kinds), dtype=np.int64)
        marks[self._is("JournalID") | self._is("Transaction")] = _JOURNAL
        marks[self._is("TransactionID")] = _HEAD
        marks[self._is("RecordID") | self._is("AccountID")] = _LINE
        last = np.maximum.accumulate(np.where(marks > 0, np.arange(len(marks)), 0)) if len(marks) else marks
        return marks[last]

    def _values(self, name: str, level: int | None, owner: Positions, count: int) -> Positions:
        """Return for each owner the position of its text, -1 for none; of several the first."""
        chosen = self._is(name) if level is None else self._is(name) & (self._level == level)
        return self._placed(self._ends[chosen], owner[chosen], count)

    def _placed(self, ends: Positions, owners: Positions, count: int) -> Positions:
        values = np.where(self._codes[ends - 1] == 0, ends - 1, -1)
        values[ends == 0] = -1
        known = (owners < count) & (values >= 0)
        placed = np.full(count, -1, dtype=np.int64)
        placed[owners[known][::-1]] = values[known][::-1]
        return placed

    def _frame(self, wanted: Mapping[str, Positions]) -> pl.DataFrame:
        """Return columns with the texts that stand at these positions, null at -1."""
        texts = {name: self._texts.take(pa.array(at, mask=at < 0)) for name, at in wanted.items()}
        return self._writing.decoded(pl.DataFrame(pa.table(texts)).cast(pl.String))

    def _of_line(self, element: str, level: int | None) -> Positions:
        return self._values(element, level, self._line, self.lines)

    def _heads(self) -> dict[str, Positions]:
        """Return where transactions say what is asked of their heads; one that goes on after these counts, too."""
        count = self.transactions + 1
        return {name: self._values(*where, self._transaction, count) for name, where in _HEADS.items()}

    def _prefixes(self, journal: Journal) -> list[str]:
        """Return what stands before the vouchers' numbers: of the journal before the first one here, then of each."""
        before = self._ends[self._is("JournalID")] - 1
        chosen = np.where((before >= 0) & (self._codes[before] == 0), before, -1)
        ids = [(text or "").strip() for text in self._frame({"id": chosen})["id"]]
        if ids and not journal.has_begun:
            ids[0] = ""
        return [journal.prefix, *ids]

    def _journals(self, journal: Journal) -> pl.Series:
        """Return what stands before the number of each transaction."""
        begun = np.zeros(self.transactions + 1, dtype=np.int64)
        np.add.at(begun, self._transaction[self._is("JournalID")], 1)
        return pl.Series("journal", self._prefixes(journal), dtype=pl.String).gather(np.cumsum(begun))

    def _sides(self) -> dict[str, Positions]:
        near = ~np.isin(self._kinds, _BESIDE_AMOUNT)
        ends, kinds = self._ends[near], self._kinds[near]
        lines: Positions = self._line[near]
        sides = {}
        for name, element in (("debit", "DebitAmount"), ("credit", "CreditAmount")):
            found = np.flatnonzero(kinds[1:] == CODES[element]) + 1
            found = found[kinds[found - 1] == CODES["Amount"]]
            sides[name] = self._placed(ends[found - 1], lines[found], self.lines)
        return sides

    def _dimensions(self, meanings: Meanings) -> dict[str, Positions]:
        is_analysis = self._is("Analysis")
        count = int(is_analysis.sum())
        owner: Positions = np.cumsum(is_analysis) - is_analysis
        kinds = self._frame({"kind": self._values("AnalysisType", None, owner, count)})["kind"]
        found = kinds.replace_strict(meanings.of(kinds), default=-1, return_dtype=pl.Int8).to_numpy()
        numbers = self._values("AnalysisID", None, owner, count)
        lines: Positions = self._line[is_analysis]
        places = {}
        for number, meaning in enumerate(meanings.names):
            chosen = (found == number) & (numbers >= 0) & (lines < self.lines)
            placed = np.full(self.lines, -1, dtype=np.int64)
            placed[lines[chosen][::-1]] = numbers[chosen][::-1]
            places[meaning] = placed
        return places


def as_entries(tokens: list[str], codes: Codes) -> Entries:
    """Return what the parser has handed over."""
    texts = pl.Series(tokens, dtype=pl.String)
    is_blank = (texts.str.strip_chars(_BLANKS) == "").to_numpy() & (codes == 0)
    return Entries(texts.to_arrow(), np.where(is_blank, BLANK, codes))


def as_postings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the lines of several `Entries.columns` as POSTING has them, without blanks around their texts.

    `accounting` stands beside: the month that a line was booked in, where its date is in another.
    """
    kinds = {**POSTING, "accounting": pl.String()}
    if not frames:
        return pl.DataFrame(schema=kinds)
    frame = tidy(pl.concat(frames))
    frame = frame.with_columns(other_months(frame["period"], frame["period_year"], frame["dated"]))
    return frame.with_columns(
        pl.coalesce(pl.col("journal") + " " + pl.col("voucher"), "voucher").alias("voucher"),
        pl.coalesce("text", "voucher_text").alias("text"),
        pl.coalesce("dated", "entered").alias("posted"),
    ).select(
        pl.col(name) if name in (*frame.columns, "posted") else pl.lit(None, dtype=kind).alias(name)
        for name, kind in kinds.items()
    )
