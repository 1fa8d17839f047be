"""Walks through the vouchers of a SIE 5 file and gathers their postings, a block of the file at a time.

1. Everything stands in attributes, and in the order of the elements: what refers to a posting comes after its start.
2. A posting that is struck out (`Overstrike`) does not count; one that was corrected by another does, as that one does.
3. The supplier and the invoice are those of the object that a posting on an account of payables refers to.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.sie5.header import INVOICE, PROJECT, SUPPLIER, UNIT
from emissions.importers.xml.postings import POSTING, tidy
from foundation.xml_stream import SEPARATOR, XmlError, XmlStream

_FULL: Final = BATCH_LINES // 2
_MOST_OF_ONE: Final = 1_000_000  # elements between two postings
_NAMES: Final = (
    "Journal", "JournalEntry", "LedgerEntry", "ObjectReference", "SubdividedAccountObjectReference", "Overstrike",
)  # fmt: skip
_JOURNAL, _VOUCHER, _POSTING, _OBJECT, _REFERENCE, _STRUCK = range(1, len(_NAMES) + 1)
_DIMENSIONS: Final = {UNIT: "unit", PROJECT: "project", SUPPLIER: "supplier", INVOICE: "document"}

Codes = npt.NDArray[np.int8]
Positions = npt.NDArray[np.int64]
_VOUCHERS: Final = dict.fromkeys(("voucher", "voucher_posted", "voucher_text"), pl.String)

Attributes = Mapping[str, str]
Columns = dict[str, list[str | None]]
Invoices = Mapping[tuple[str, str], tuple[str, str]]


class VoucherPass:
    """One walk through the vouchers; `struck` counts the postings that were struck out."""

    def __init__(self, stream: XmlStream, invoices: Invoices) -> None:
        self._stream = stream
        self._invoices = invoices
        self._ended: list[str] = []
        self._names: list[str] = []
        self._said: list[Attributes] = []
        self._frames: list[pl.DataFrame] = []
        self._codes: dict[str, int] = {}
        self._journal = ""
        self._voucher = pl.DataFrame([[None], [None], [None]], schema=_VOUCHERS)
        self._place = self._handed = self._postings = 0
        self._cut = -1  # the place of a voucher of which postings were handed out before its end
        self.struck = 0
        stream.parser.StartElementHandler = self._first
        stream.parser.EndElementHandler = self._ended.append

    def read(self) -> Iterator[tuple[pl.DataFrame, int, bool]]:
        """Yield postings as POSTING has them, how many vouchers ended, and whether that of the last one goes on."""
        for _ in self._stream.walk():
            self._take()
            if self._postings >= _FULL:
                yield self._whole()
        yield (*self.rest(), False)

    def rest(self) -> tuple[pl.DataFrame, int]:
        """Return what was gathered and not handed out; after a walk that ended too early, too."""
        self._take(at_end=True)
        frame = self._gathered()
        handed, self._handed = self._handed, self._place
        return frame, self._place - handed

    def _whole(self) -> tuple[pl.DataFrame, int, bool]:
        """Hand out all but the last voucher, unless that is a very long one."""
        gathered = pl.concat(self._frames)
        is_last = gathered["place"] == self._place
        goes_on = int(is_last.sum()) > BATCH_LINES or self._cut == self._place
        if goes_on:
            self._cut = self._place
            frame = self._gathered()
        else:
            self._frames = [gathered.filter(~is_last)]
            frame = self._gathered()
            self._frames, self._postings = [gathered.filter(is_last)], int(is_last.sum())
        handed, self._handed = self._handed, self._place - 1
        return frame, self._handed - handed, goes_on

    def _gathered(self) -> pl.DataFrame:
        frame = _as_postings(self._frames)
        self._frames, self._postings = [], 0
        return frame

    def _first(self, name: str, said: Attributes) -> None:
        """Learn the namespace from the first element, then collect."""
        namespace, separator, _ = name.rpartition(SEPARATOR)
        self._codes = {f"{namespace}{separator}{known}": code for code, known in enumerate(_NAMES, 1)}
        keep_name, keep_said = self._names.append, self._said.append

        def start(name: str, said: Attributes) -> None:
            keep_name(name)
            keep_said(said)

        start(name, said)
        self._stream.parser.StartElementHandler = start

    def _take(self, *, at_end: bool = False) -> None:
        """Make postings of what was collected, but for the last posting: more may belong to it."""
        self._stream.closed += len(self._ended)
        self._ended.clear()
        names, said = self._names, self._said
        codes = np.fromiter(map(self._codes.get, names, repeat(0)), dtype=np.int8, count=len(names))
        postings = np.flatnonzero(codes == _POSTING)
        end = int(postings[-1]) if postings.size and not at_end else len(names)
        if end < len(names) > _MOST_OF_ONE and postings.size == 1:
            raise XmlError("xml_part_is_too_long", self._stream.line)
        frame = self._made(codes[:end], said[:end])
        if frame.height:
            self._frames.append(frame)
            self._postings += frame.height
        del names[:end], said[:end]

    def _made(self, codes: Codes, said: list[Attributes]) -> pl.DataFrame:
        at = np.flatnonzero(codes == _POSTING)
        begun = np.flatnonzero(codes == _VOUCHER)
        of = np.searchsorted(begun, at)
        postings = [said[place] for place in at]
        vouchers = self._begun(codes, begun, said)
        refers = _References(codes, at, said)
        objects = refers.objects()
        references = refers.invoices(self._invoices, postings, objects[_DIMENSIONS[SUPPLIER]])
        columns = {**_columns(postings), **objects, **references}
        frame = pl.DataFrame(
            [
                pl.Series("place", np.add(of, self._place), dtype=pl.Int64),
                *(pl.Series(name, values, dtype=pl.String) for name, values in columns.items()),
                *vouchers[of],
            ]
        )
        struck = refers.struck()
        self.struck += int(struck.sum())
        self._place += len(begun)
        self._voucher = vouchers.tail(1)
        return frame.filter(~pl.Series(struck))

    def _begun(self, codes: Codes, begun: Positions, said: list[Attributes]) -> pl.DataFrame:
        """Return the voucher that goes on, and those that begin here: named by journal and number as in SIE 4.

        A voucher without number is named by its place.
        """
        starts = np.flatnonzero(codes == _JOURNAL)
        journals = [self._journal, *(said[place].get("id", "") for place in starts)]
        self._journal = journals[-1]
        own = [said[place] for place in begun]
        names = [
            f"{journals[journal]} {each.get('id') or f'({self._place + count})'}".strip()
            for count, (each, journal) in enumerate(zip(own, np.searchsorted(starts, begun), strict=True), 1)
        ]
        dates, texts = [each.get("journalDate") for each in own], [each.get("text") for each in own]
        return pl.concat([self._voucher, pl.DataFrame([names, dates, texts], schema=_VOUCHERS)])


def _columns(postings: list[Attributes]) -> Columns:
    return {
        "account": [own.get("accountId") for own in postings],
        "debit": [own.get("amount") for own in postings],
        "dated": [own.get("ledgerDate") for own in postings],
        "text": [own.get("text") for own in postings],
    }


def _as_postings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return what was gathered as POSTING has it: a posting without date or text of its own has its voucher's."""
    if not frames:
        return pl.DataFrame(schema=dict(POSTING))
    frame = tidy(pl.concat(frames)).with_columns(
        pl.coalesce("dated", "voucher_posted").alias("posted"), pl.coalesce("text", "voucher_text").alias("text")
    )
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in POSTING.items()
    )


class _References:
    """What stands inside postings: objects of dimensions, objects of payables, marks that a posting is struck out."""

    def __init__(self, codes: Codes, at: Positions, said: list[Attributes]) -> None:
        self._codes = codes
        self._at = at
        self._said = said

    def objects(self) -> Columns:
        """Return the columns of the dimensions that are asked for; the first object of a dimension counts."""
        said, owners = self._inside(_OBJECT)
        kinds = np.array([_DIMENSIONS.get(own.get("dimId", ""), "") for own in said], dtype=object)
        numbers = np.array([own.get("objectId") for own in said], dtype=object)
        columns: Columns = {}
        for meaning in _DIMENSIONS.values():
            column = np.full(len(self._at), None, dtype=object)
            chosen = kinds == meaning
            column[owners[chosen][::-1]] = numbers[chosen][::-1]
            columns[meaning] = column.tolist()
        return columns

    def invoices(self, invoices: Invoices, postings: list[Attributes], suppliers: list[str | None]) -> Columns:
        """Return suppliers and invoice numbers of postings that refer to an invoice; else those of their objects."""
        said, owners = self._inside(_REFERENCE)
        references: list[str | None] = [None] * len(postings)
        for own, posting in zip(said, owners, strict=True):
            key = postings[posting].get("accountId", ""), own.get("objectId", "")
            supplier, references[posting] = invoices.get(key, (None, None))
            suppliers[posting] = supplier or suppliers[posting]
        return {_DIMENSIONS[SUPPLIER]: suppliers, "reference": references}

    def struck(self) -> npt.NDArray[np.bool_]:
        """Return which postings are struck out."""
        struck = np.zeros(len(self._at), dtype=np.bool_)
        struck[self._inside(_STRUCK)[1]] = True
        return struck

    def _inside(self, code: int) -> tuple[list[Attributes], Positions]:
        """Return the attributes of such elements inside postings, and the postings they stand in."""
        places = np.flatnonzero(self._codes == code)
        owners: Positions = np.searchsorted(self._at, places) - 1
        known = owners >= 0
        return [self._said[place] for place in places[known]], owners[known]
