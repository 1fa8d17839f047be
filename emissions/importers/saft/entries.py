"""The transactions of a SAF-T file as columns: what the parser hands over is a row of texts and ended elements.

A start of an element is not collected, which halves the work: the order of the ends and texts says all that is asked
for. The text of an element is what stands right before its end; blanks before it belong to the elements around.
1. A value belongs to the line that ends next. A description or supplier stands in a transaction's head when neither
   record nor account came before it, and in a line otherwise.
2. An amount counts where it stands right before the end of the debit or credit amount, besides currency and rate.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise, repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from emissions.importers.saft.periods import other_months
from emissions.importers.xml.postings import POSTING, tidy
from foundation.xml_stream import SEPARATOR

ENTRIES: Final = "GeneralLedgerEntries"
_NAMES: Final = (
    ENTRIES, "NumberOfEntries", "TotalDebit", "TotalCredit", "Journal", "JournalID", "Type", "Transaction",
    "TransactionID", "Period", "PeriodYear", "TransactionDate", "SourceID", "VoucherType", "VoucherDescription",
    "TransactionType", "Description", "BatchID", "SystemEntryDate", "GLPostingDate", "ModificationDate", "CustomerID",
    "SupplierID", "SystemID", "Line", "RecordID", "AccountID", "Analysis", "AnalysisType", "AnalysisID",
    "AnalysisAmount", "DebitAnalysisAmount", "CreditAnalysisAmount", "ValueDate", "SourceDocumentID", "DebitAmount",
    "CreditAmount", "Amount", "CurrencyCode", "CurrencyAmount", "ExchangeRate", "TaxInformation", "TaxType", "TaxCode",
    "TaxPercentage", "Country", "TaxBase", "TaxBaseDescription", "TaxAmount", "DebitTaxAmount", "CreditTaxAmount",
    "TaxExemptionReason", "TaxDeclarationPeriod", "ReferenceNumber", "CID", "DueDate", "Quantity", "CrossReference",
    "SystemEntryTime", "OwnerID",
)  # fmt: skip
_CODES: Final = {name: number for number, name in enumerate(_NAMES, 1)}
_OTHER: Final = len(_NAMES) + 1
_BESIDE_AMOUNT: Final = [_CODES[name] for name in ("CurrencyCode", "CurrencyAmount", "ExchangeRate")]
_NOTHING, _JOURNAL, _HEAD, _LINE = range(4)
_HEADS: Final = {
    "voucher": ("TransactionID", None), "period": ("Period", None), "period_year": ("PeriodYear", None),
    "dated": ("TransactionDate", None), "entered": ("GLPostingDate", None),
    "voucher_text": ("Description", _HEAD), "voucher_supplier": ("SupplierID", _HEAD),
}  # fmt: skip
_DECLARED: Final = ("NumberOfEntries", "TotalDebit", "TotalCredit")

Positions = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]


class Journal(NamedTuple):
    """What stands before a voucher's number: nothing in the first journal of a file, in later ones their id."""

    prefix: str = ""
    has_begun: bool = False


class Meanings(dict[str | None, int]):
    """Which of `names` a dimension is, by its code as it stands in the file, blanks and all; -1 for none of them."""

    def __init__(self, by_code: Mapping[str, str]) -> None:
        super().__init__({None: -1})
        self.names = tuple(dict.fromkeys(by_code.values()))
        self._by_code = {code: self.names.index(meaning) for code, meaning in by_code.items()}

    def __missing__(self, code: str | None) -> int:
        self[code] = self._by_code.get((code or "").strip(), -1)
        return self[code]


class EndCodes:
    """Knows the ends of elements in a row of tokens, whatever namespace the file's names are in."""

    def __init__(self, namespace: str) -> None:
        self._codes = {f"{namespace}{SEPARATOR}{name}": code for name, code in _CODES.items()}
        self._before = "" if namespace else SEPARATOR
        self._seen = 0
        self._knows_all = True

    def look_at(self, names: Mapping[str, str]) -> None:
        """Take notice of the names that the parser has met: those that the format does not have want a closer look."""
        if len(names) != self._seen:
            self._seen = len(names)
            tags = [f"{self._before}{name}" for name in names]
            self._knows_all = all(tag in self._codes for tag in tags if SEPARATOR in tag)

    def of(self, tokens: list[str]) -> Codes:
        """Return a code for each token, 0 for a text; texts that came in pieces are put together in place."""
        codes = np.fromiter(map(self._codes.get, tokens, repeat(0)), dtype=np.int8, count=len(tokens))
        if not self._knows_all:
            for place in np.flatnonzero(codes == 0):
                if SEPARATOR in tokens[place]:
                    codes[place] = _OTHER
        is_text = codes == 0
        if not (is_text[1:] & is_text[:-1]).any():
            return codes
        starts = np.flatnonzero(~is_text | np.append(True, ~is_text[:-1]))
        tokens[:] = ["".join(tokens[start:end]) for start, end in pairwise([*starts.tolist(), len(tokens)])]
        return codes[starts]


def last_end(codes: Codes, name: str) -> int:
    """Return how many tokens come up to the last end of an element, with it; 0 where there is none."""
    found = np.flatnonzero(codes == _CODES[name])
    return int(found[-1]) + 1 if found.size else 0


def declared_totals(tokens: Sequence[str], codes: Codes) -> dict[str, str]:
    """Return what the entries say about their own number and sums, as written, where it stands in these tokens."""
    found = {}
    for name in _DECLARED:
        ends = np.flatnonzero(codes == _CODES[name])
        if ends.size and ends[0] > 0 and codes[ends[0] - 1] == 0:
            found[name] = tokens[ends[0] - 1].strip()
    return found


class Entries:
    """The lines and transactions in a row of tokens that ends with the end of a line or transaction."""

    def __init__(self, tokens: list[str], codes: Codes) -> None:
        self._texts = np.empty(len(tokens) + 1, dtype=object)
        self._texts[:-1] = tokens  # the last one, at -1, stands for what is missing
        self._codes = codes
        self._ends = np.flatnonzero(codes)
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
        at: Positions = self._transaction[self._kinds == _CODES["Line"]]
        return pl.DataFrame(
            [
                pl.Series("place", np.add(at, first_place), dtype=pl.Int64),
                *(series.gather(at) for series in self._heads(journal)),
                self._of_line("record", "RecordID"),
                self._of_line("account", "AccountID"),
                self._of_line("text", "Description", _LINE),
                self._of_line("supplier", "SupplierID", _LINE),
                self._of_line("reference", "ReferenceNumber"),
                self._of_line("document", "SourceDocumentID"),
                *self._sides(),
                *self._dimensions(meanings),
            ]
        )

    def last_journal(self, journal: Journal) -> Journal:
        """Return the journal that the tokens end in."""
        prefixes = self._prefixes(journal)
        return Journal(prefixes[-1], has_begun=journal.has_begun or len(prefixes) > 1)

    def open_head(self) -> list[str]:
        """Return as tokens what the head of the transaction says that goes on after these."""
        tokens = []
        for element, level in _HEADS.values():
            at = self._values(element, level, self._transaction, self.transactions + 1)[-1]
            tokens += [self._texts[at], self._texts[at + 1]] if at >= 0 else []
        return tokens

    def _is(self, name: str) -> npt.NDArray[np.bool_]:
        return np.equal(self._kinds, _CODES[name])

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

    def _series(self, name: str, positions: Positions) -> pl.Series:
        return pl.Series(name, self._texts[positions].tolist(), dtype=pl.String)

    def _of_line(self, name: str, element: str, level: int | None = None) -> pl.Series:
        return self._series(name, self._values(element, level, self._line, self.lines))

    def _heads(self, journal: Journal) -> list[pl.Series]:
        """Return what transactions say in their heads; one that goes on after these tokens counts, too."""
        count = self.transactions + 1
        heads = {
            name: self._series(name, self._values(element, level, self._transaction, count))
            for name, (element, level) in _HEADS.items()
        }
        heads["voucher"] = self._with_journals(heads["voucher"], journal)
        heads["accounting"] = other_months(heads.pop("period"), heads.pop("period_year"), heads["dated"])
        return list(heads.values())

    def _prefixes(self, journal: Journal) -> list[str]:
        """Return what stands before the vouchers' numbers: of the journal before the first one here, then of each."""
        before = self._ends[self._is("JournalID")] - 1
        ids = [self._texts[at].strip() if at >= 0 and self._codes[at] == 0 else "" for at in before]
        if ids and not journal.has_begun:
            ids[0] = ""
        return [journal.prefix, *ids]

    def _with_journals(self, vouchers: pl.Series, journal: Journal) -> pl.Series:
        prefixes = self._prefixes(journal)
        if not any(prefixes):
            return vouchers
        begun = np.zeros(len(vouchers), dtype=np.int64)
        np.add.at(begun, self._transaction[self._is("JournalID")], 1)
        names = pl.Series(prefixes, dtype=pl.String).gather(np.cumsum(begun))
        return (names + " " + vouchers.str.strip_chars()).str.strip_chars().alias("voucher")

    def _sides(self) -> list[pl.Series]:
        near = ~np.isin(self._kinds, _BESIDE_AMOUNT)
        ends, kinds = self._ends[near], self._kinds[near]
        lines: Positions = self._line[near]
        sides = []
        for name, element in (("debit", "DebitAmount"), ("credit", "CreditAmount")):
            found = np.flatnonzero(kinds[1:] == _CODES[element]) + 1
            found = found[kinds[found - 1] == _CODES["Amount"]]
            sides.append(self._series(name, self._placed(ends[found - 1], lines[found], self.lines)))
        return sides

    def _dimensions(self, meanings: Meanings) -> list[pl.Series]:
        is_analysis = self._is("Analysis")
        count = int(is_analysis.sum())
        owner: Positions = np.cumsum(is_analysis) - is_analysis
        kinds = self._texts[self._values("AnalysisType", None, owner, count)].tolist()
        found = np.fromiter(map(meanings.__getitem__, kinds), dtype=np.int8, count=count)
        numbers = self._values("AnalysisID", None, owner, count)
        lines: Positions = self._line[is_analysis]
        series = []
        for number, meaning in enumerate(meanings.names):
            chosen = (found == number) & (numbers >= 0) & (lines < self.lines)
            placed = np.full(self.lines, -1, dtype=np.int64)
            placed[lines[chosen][::-1]] = numbers[chosen][::-1]
            series.append(self._series(meaning, placed))
        return series


def as_postings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return the lines of several `Entries.columns` as POSTING has them, without blanks around their texts.

    `accounting` stands beside: the month that a line was booked in, where its date is in another.
    """
    kinds = {**POSTING, "accounting": pl.String()}
    if not frames:
        return pl.DataFrame(schema=kinds)
    frame = tidy(pl.concat(frames))
    return frame.with_columns(
        pl.coalesce("text", "voucher_text").alias("text"), pl.coalesce("dated", "entered").alias("posted")
    ).select(
        pl.col(name) if name in (*frame.columns, "posted") else pl.lit(None, dtype=kind).alias(name)
        for name, kind in kinds.items()
    )
