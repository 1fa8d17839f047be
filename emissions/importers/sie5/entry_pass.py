"""Walks through the vouchers of a SIE 5 file and gathers their postings, a block of the file at a time.

1. Everything stands in attributes, and in the order of the elements: what refers to a posting comes after its start.
2. A posting that is struck out (`Overstrike`) does not count; one that was corrected by another does, as that one does.
3. The supplier and the invoice are those of the object that a posting on an account of payables refers to.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.sie5.elements import (
    JOURNAL,
    OBJECT,
    POSTING,
    REFERENCE,
    STRUCK,
    VOUCHER,
    Elements,
    PlainElements,
    as_elements,
    codes_of,
    codes_of_names,
)
from emissions.importers.sie5.header import INVOICE, PROJECT, SUPPLIER, UNIT
from emissions.importers.xml.plain_pieces import pieces
from emissions.importers.xml.postings import POSTING as COLUMNS
from emissions.importers.xml.postings import tidy
from foundation.xml_stream import SEPARATOR, XmlError, XmlStream

_FULL: Final = BATCH_LINES // 2
_PREFIX: Final = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)[A-Za-z_][\w.-]*[\s/>]")
_MOST_OF_ONE: Final = 1_000_000  # elements between two postings
_DIMENSIONS: Final = {UNIT: "unit", PROJECT: "project", SUPPLIER: "supplier", INVOICE: "document"}

Positions = npt.NDArray[np.int64]
_VOUCHERS: Final = dict.fromkeys(("voucher", "voucher_posted", "voucher_text"), pl.String)

Columns = dict[str, pl.Series]
Invoices = Mapping[tuple[str, str], tuple[str, str]]


class VoucherPass:
    """One walk through the vouchers; `struck` counts the postings that were struck out."""

    def __init__(self, stream: XmlStream, invoices: Invoices) -> None:
        self._stream = stream
        self._invoices = invoices
        self._ended: list[str] = []
        self._names: list[str] = []
        self._said: list[Mapping[str, str]] = []
        self._frames: list[pl.DataFrame] = []
        self._codes: dict[str, int] = {}
        self._plain: PlainElements | None = None
        self._piece, self._declarations, self._is_whole = b"", 0, False
        self._journal = ""
        self._voucher = pl.DataFrame([[None], [None], [None]], schema=_VOUCHERS)
        self._place = self._handed = self._postings = 0
        self._cut = -1  # the place of a voucher of which postings were handed out before its end
        self.struck = 0
        stream.parser.StartElementHandler = self._first
        stream.parser.EndElementHandler = self._ended.append

    def read(self) -> Iterator[tuple[pl.DataFrame, int, bool]]:
        """Yield postings as POSTING has them, how many vouchers ended, and whether that of the last one goes on."""
        for piece, is_whole in pieces(self._stream.blocks(), "JournalEntry"):
            if not (is_whole and self._is_plain(piece)):
                self._with_care(piece, is_whole=is_whole)
            self._is_whole = is_whole and self._stream.is_settled
            if self._postings >= _FULL:
                yield (*self.rest(), False) if self._is_whole else self._whole()
        self._stream.end()
        yield (*self.rest(), False)

    def _with_care(self, piece: bytes, *, is_whole: bool) -> None:
        """Let the parser hand over what stands in a piece."""
        self._piece = piece
        self._listen()
        self._stream.feed(piece)
        self._take(at_end=is_whole and self._stream.is_settled)
        self._stream.check_levels(piece)

    def _is_plain(self, piece: bytes) -> bool:
        """Take the vouchers of a piece by columns, if they are written plainly and none has begun before."""
        if self._plain is None or self._names or not self._is_whole:
            return False
        if self._stream.declarations != self._declarations or (found := self._plain.cut(piece)) is None:
            return False
        parser, before = self._stream.parser, self._stream.fed
        parser.StartElementHandler = parser.EndElementHandler = None
        try:
            self._stream.feed(piece)
        except XmlError:
            good = piece[: parser.ErrorByteIndex - before]
            if cut := self._plain.cut(good[: good.rfind(b">") + 1]):
                self._add(cut[0])
            raise
        elements, opened, closed = found
        self._stream.count(opened=opened, closed=closed)
        self._add(elements)
        return True

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

    def _collect(self, name: str, said: Mapping[str, str]) -> None:
        self._names.append(name)
        self._said.append(said)

    def _first(self, name: str, said: Mapping[str, str]) -> None:
        """Learn the namespace from the first element, then collect."""
        namespace, separator, _ = name.rpartition(SEPARATOR)
        self._codes = codes_of_names(namespace, separator)
        self._declarations = self._stream.declarations
        if found := _PREFIX.match(self._piece, max(self._stream.parser.CurrentByteIndex - self._stream.fed, 0)):
            self._plain = PlainElements(found[1].decode())
        self._listen()
        self._collect(name, said)

    def _listen(self) -> None:
        """Have the parser hand over elements, once it knows the first."""
        parser = self._stream.parser
        parser.StartElementHandler = self._collect if self._codes else self._first
        parser.EndElementHandler = self._ended.append

    def _take(self, *, at_end: bool = False) -> None:
        """Make postings of what was collected, but for the last posting: more may belong to it."""
        self._stream.closed += len(self._ended)
        self._ended.clear()
        names, said = self._names, self._said
        codes = codes_of(names, self._codes)
        postings = np.flatnonzero(codes == POSTING)
        end = int(postings[-1]) if postings.size and not at_end else len(names)
        if end < len(names) > _MOST_OF_ONE and postings.size == 1:
            raise XmlError("xml_part_is_too_long", self._stream.line)
        self._add(as_elements(codes[:end], said[:end]))
        del names[:end], said[:end]

    def _add(self, found: Elements) -> None:
        frame = self._made(found)
        if frame.height:
            self._frames.append(frame)
            self._postings += frame.height

    def _made(self, found: Elements) -> pl.DataFrame:
        at = np.flatnonzero(found.codes == POSTING)
        begun = np.flatnonzero(found.codes == VOUCHER)
        of = np.searchsorted(begun, at)
        vouchers = self._begun(found, begun)
        refers = _References(found, at)
        objects = refers.objects()
        postings = found.said[POSTING].rename({"accountId": "account", "amount": "debit", "ledgerDate": "dated"})
        columns = {**objects, **refers.invoices(self._invoices, objects[_DIMENSIONS[SUPPLIER]])}
        frame = postings.with_columns(
            pl.Series("place", np.add(of, self._place), dtype=pl.Int64),
            *(series.alias(name) for name, series in columns.items()),
            *vouchers[of],
        )
        struck = refers.struck()
        self.struck += int(struck.sum())
        self._place += len(begun)
        self._voucher = vouchers.tail(1)
        return frame.filter(~pl.Series(struck)) if struck.any() else frame

    def _begun(self, found: Elements, begun: Positions) -> pl.DataFrame:
        """Return the voucher that goes on, and those that begin here: named by journal and number as in SIE 4.

        A voucher without number is named by its place.
        """
        starts = np.flatnonzero(found.codes == JOURNAL)
        ids = found.said[JOURNAL]["id"].fill_null("")
        journals = pl.concat([pl.Series("journal", [self._journal], dtype=pl.String), ids.alias("journal")])
        self._journal = journals[-1]
        own = found.said[VOUCHER].with_columns(journals.gather(np.searchsorted(starts, begun)))
        number = pl.int_range(self._place + 1, self._place + 1 + pl.len()).cast(pl.String)
        name = pl.when(pl.col("id").str.len_bytes() > 0).then("id").otherwise(pl.lit("(") + number + ")")
        named = own.select(
            (pl.col("journal") + " " + name).str.strip_chars().alias("voucher"),
            pl.col("journalDate").alias("voucher_posted"),
            pl.col("text").alias("voucher_text"),
        )
        return pl.concat([self._voucher, named])


def _as_postings(frames: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Return what was gathered as POSTING has it: a posting without date or text of its own has its voucher's."""
    if not frames:
        return pl.DataFrame(schema=dict(COLUMNS))
    frame = tidy(pl.concat(frames)).with_columns(
        pl.coalesce("dated", "voucher_posted").alias("posted"), pl.coalesce("text", "voucher_text").alias("text")
    )
    return frame.select(
        pl.col(name) if name in frame.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in COLUMNS.items()
    )


class _References:
    """What stands inside postings: objects of dimensions, objects of payables, marks that a posting is struck out."""

    def __init__(self, found: Elements, at: Positions) -> None:
        self._found = found
        self._at = at

    def objects(self) -> Columns:
        """Return the columns of the dimensions that are asked for; the first object of a dimension counts."""
        chosen, owners = self._inside(OBJECT)
        said = self._found.said[OBJECT].filter(pl.Series(chosen, dtype=pl.Boolean))
        dimensions = {kind: code for code, kind in enumerate(_DIMENSIONS)}
        kinds = said["dimId"].replace_strict(dimensions, default=-1, return_dtype=pl.Int8).to_numpy()
        nothing = pl.repeat(None, len(self._at), dtype=pl.String, eager=True)
        columns: Columns = {}
        for code, meaning in enumerate(_DIMENSIONS.values()):
            places = np.flatnonzero(kinds == code)
            columns[meaning] = nothing
            if places.size:
                first = np.full(len(self._at), -1, dtype=np.int64)
                first[owners[places][::-1]] = places[::-1]
                at = pl.Series(first)
                columns[meaning] = said["objectId"].gather(at.set(at < 0, None))
        return columns

    def invoices(self, invoices: Invoices, suppliers: pl.Series) -> Columns:
        """Return suppliers and invoice numbers of postings that refer to an invoice; else those of their objects."""
        chosen, owners = self._inside(REFERENCE)
        references = pl.Series([None] * len(self._at), dtype=pl.String)
        if owners.size:
            accounts = self._found.said[POSTING]["accountId"].gather(owners)
            objects = self._found.said[REFERENCE].filter(pl.Series(chosen, dtype=pl.Boolean))["objectId"]
            numbers, found = references.to_list(), suppliers.to_list()
            for posting, account, number in zip(owners, accounts, objects, strict=True):
                supplier, numbers[posting] = invoices.get((account or "", number or ""), (None, None))
                found[posting] = supplier or found[posting]
            references, suppliers = pl.Series(numbers, dtype=pl.String), pl.Series(found, dtype=pl.String)
        return {_DIMENSIONS[SUPPLIER]: suppliers, "reference": references}

    def struck(self) -> npt.NDArray[np.bool_]:
        """Return which postings are struck out."""
        struck = np.zeros(len(self._at), dtype=np.bool_)
        struck[self._inside(STRUCK)[1]] = True
        return struck

    def _inside(self, code: int) -> tuple[npt.NDArray[np.bool_], Positions]:
        """Return which elements of a code stand inside postings, and the postings they stand in."""
        owners: Positions = np.searchsorted(self._at, np.flatnonzero(self._found.codes == code)) - 1
        return owners >= 0, owners[owners >= 0]
