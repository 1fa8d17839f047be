"""Walks through the vouchers of a SIE 5 file and gathers their postings, a block of the file at a time.

1. Everything stands in attributes, and in the order of the elements: what refers to a posting comes after its start.
2. A posting that is struck out (`Overstrike`) does not count; one that was corrected by another does, as that one does.
3. The supplier and the invoice are those of the object that a posting on an account of payables refers to.
"""

from collections.abc import Iterator, Mapping
from itertools import repeat
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.sie5.header import INVOICE, PROJECT, SUPPLIER, UNIT
from emissions.importers.xml.postings import POSTING
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
Invoices = Mapping[tuple[str, str], tuple[str, str]]


class _Voucher(NamedTuple):
    """One journal entry: its name, date and text as written."""

    name: str | None
    posted: str | None
    text: str | None


class VoucherPass:
    """One walk through the vouchers; `struck` counts the postings that were struck out."""

    def __init__(self, stream: XmlStream, invoices: Invoices) -> None:
        self._stream = stream
        self._invoices = invoices
        self._ended: list[str] = []
        self._names: list[str] = []
        self._said: list[list[str]] = []
        self._frames: list[pl.DataFrame] = []
        self._codes: dict[str, int] = {}
        self._journal = ""
        self._voucher = _Voucher(None, None, None)
        self._place = self._handed = self._postings = 0
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
        """Hold back the postings of the last voucher, unless it is a very long one."""
        frame = self._gathered()
        ended = frame.filter(pl.col("place") < self._place)
        held = frame.filter(pl.col("place") == self._place)
        goes_on = held.height > BATCH_LINES
        if not goes_on:
            self._frames, self._postings = [held], held.height
        handed, self._handed = self._handed, self._place - 1
        return (frame if goes_on else ended), self._handed - handed, goes_on

    def _gathered(self) -> pl.DataFrame:
        frame = pl.concat(self._frames) if self._frames else pl.DataFrame(schema=dict(POSTING))
        self._frames, self._postings = [], 0
        return frame

    def _first(self, name: str, said: list[str]) -> None:
        """Learn the namespace from the first element, then collect."""
        namespace, separator, _ = name.rpartition(SEPARATOR)
        self._codes = {f"{namespace}{separator}{known}": code for code, known in enumerate(_NAMES, 1)}
        keep_name, keep_said = self._names.append, self._said.append

        def start(name: str, said: list[str]) -> None:
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

    def _made(self, codes: Codes, said: list[list[str]]) -> pl.DataFrame:
        at = np.flatnonzero(codes == _POSTING)
        begun = np.flatnonzero(codes == _VOUCHER)
        vouchers = [self._voucher, *self._begun(codes, begun, said)]
        of = np.searchsorted(begun, at)
        postings = [_pairs(said[place]) for place in at]
        columns = self._columns(postings, [vouchers[place] for place in of])
        struck = self._refer(codes, at, said, postings, columns)
        frame = pl.DataFrame(
            {"place": of + self._place, **columns}, schema={**POSTING, "place": pl.Int64}, strict=False
        ).filter(~pl.Series(struck, dtype=pl.Boolean))
        self.struck += sum(struck)
        self._place += len(begun)
        self._voucher = vouchers[-1]
        return frame

    def _begun(self, codes: Codes, begun: Positions, said: list[list[str]]) -> list[_Voucher]:
        """Return the vouchers that begin here, named by journal and number as in SIE 4; one without by its place."""
        starts = np.flatnonzero(codes == _JOURNAL)
        journals = [self._journal, *(_pairs(said[place]).get("id", "") for place in starts)]
        self._journal = journals[-1]
        vouchers = []
        for count, (place, journal) in enumerate(zip(begun, np.searchsorted(starts, begun), strict=True), 1):
            own = _pairs(said[place])
            number = own.get("id") or f"({self._place + count})"
            name = f"{journals[journal]} {number}".strip()
            vouchers.append(_Voucher(name, own.get("journalDate"), own.get("text")))
        return vouchers

    def _columns(self, postings: list[dict[str, str]], vouchers: list[_Voucher]) -> dict[str, list[str | None]]:
        pairs = list(zip(postings, vouchers, strict=True))
        empty: list[str | None] = [None] * len(pairs)
        return {
            **{name: list(empty) for name in POSTING if name != "place"},
            "voucher": [voucher.name for voucher in vouchers],
            "account": [_text(own.get("accountId")) for own in postings],
            "debit": [_text(own.get("amount")) for own in postings],
            "posted": [_text(own.get("ledgerDate")) or _text(voucher.posted) for own, voucher in pairs],
            "text": [_text(own.get("text")) or _text(voucher.text) for own, voucher in pairs],
        }

    def _refer(
        self,
        codes: Codes,
        at: Positions,
        said: list[list[str]],
        postings: list[dict[str, str]],
        columns: dict[str, list[str | None]],
    ) -> list[bool]:
        """Fill in objects, suppliers and invoices; returns which postings are struck out."""
        struck = [False] * len(postings)
        places = np.flatnonzero(codes >= _OBJECT)
        for place, posting in zip(places, np.searchsorted(at, places) - 1, strict=True):
            if posting < 0:
                continue
            kind, own = codes[place], _pairs(said[place])
            if kind == _STRUCK:
                struck[posting] = True
            elif kind == _OBJECT:
                column = _DIMENSIONS.get(own.get("dimId", ""))
                if column and columns[column][posting] is None:
                    columns[column][posting] = _text(own.get("objectId"))
            else:
                key = postings[posting].get("accountId", ""), own.get("objectId", "")
                supplier, invoice = self._invoices.get(key, (None, None))
                columns["supplier"][posting] = supplier or columns["supplier"][posting]
                columns["reference"][posting] = invoice or None
        return struck


def _pairs(said: list[str]) -> dict[str, str]:
    return dict(zip(said[::2], said[1::2], strict=True))


def _text(written: str | None) -> str | None:
    return (written.strip() or None) if written else None
