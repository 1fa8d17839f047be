"""Walks through the transactions of a SAF-T file and gathers their lines, a piece of the file at a time.

A piece of whole transactions that is written plainly is cut by columns, while the parser only checks it. Of any other
the parser hands over the tokens.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import polars as pl

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.saft.entries import Entries, Journal, Meanings, as_entries, as_postings
from emissions.importers.saft.plain_entries import PlainEntries
from emissions.importers.saft.tokens import ENTRIES, Codes, EndCodes, declared_totals, last_end
from emissions.importers.xml.plain_pieces import pieces, up_to_last
from foundation.xml_stream import SEPARATOR, XmlError, XmlStream

_FULL: Final = BATCH_LINES // 2
_LONG_TRANSACTION: Final = 600_000  # tokens; a longer transaction is handed out in parts
_PREFIX: Final = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)GeneralLedgerEntries[\s>]")
_MOST_IDLE: Final = 32 << 20  # bytes without the end of a line


class EntryPass:
    """One walk through the transactions; `declared` is what the entries say about their own number and sums.

    `is_later` says that other parts of the same export come before.
    """

    def __init__(self, stream: XmlStream, meanings: Mapping[str, str], *, is_later: bool = False) -> None:
        self._stream = stream
        self._meanings = Meanings(meanings)
        self._codes: EndCodes | None = None
        self._plain: PlainEntries | None = None
        self._namespace, self._piece, self._declarations = "", b"", 0
        self._ended: list[str] = []  # elements before the transactions
        self._tokens: list[str] = []
        self._frames: list[pl.DataFrame] = []
        self._known: Codes = np.zeros(0, dtype=np.int16)
        self._moved = 0
        self._lines = self._vouchers = self._place = 0
        self._journal = Journal(has_begun=is_later)
        self._has_begun = self._is_over = self._is_whole = False
        self.declared: dict[str, str] = {}
        stream.parser.StartElementHandler = self._start
        stream.parser.EndElementHandler = self._ended.append

    def read(self) -> Iterator[tuple[pl.DataFrame, int, bool]]:
        """Yield lines as POSTING has them, how many transactions ended, and whether that of the last line goes on."""
        for piece, is_whole in pieces(self._stream.blocks(), "Transaction"):
            goes_on = False if is_whole and self._is_plain(piece) else self._with_care(piece)
            self._is_whole = is_whole and self._stream.is_settled
            if self._lines >= _FULL or goes_on:
                yield (*self._gathered(), goes_on)
        self._stream.end()
        self._take()
        yield (*self._gathered(), False)

    def rest(self) -> tuple[pl.DataFrame, int]:
        """Return the whole transactions that came before the place where the walk ended too early."""
        self._take(is_over=True)
        return self._gathered()

    def _with_care(self, piece: bytes) -> bool:
        """Let the parser hand over what stands in a piece; returns whether a transaction that goes on was cut."""
        self._piece = piece
        self._listen()
        self._stream.feed(piece)
        goes_on = self._take()
        self._stream.check_levels(piece)
        return goes_on

    def _is_plain(self, piece: bytes) -> bool:
        """Take the transactions of a piece by columns, if they are written plainly and none has begun before."""
        if self._plain is None or self._tokens or self._is_over or not (self._is_whole and self._has_begun):
            return False
        if self._stream.declarations != self._declarations or (found := self._plain.cut(piece)) is None:
            return False
        parser, before = self._stream.parser, self._stream.fed
        parser.CharacterDataHandler = parser.EndElementHandler = None
        try:
            self._stream.feed(piece)
        except XmlError:
            if good := self._plain.cut(up_to_last(piece[: parser.ErrorByteIndex - before], "Transaction")):
                self._add(good[0])
            raise
        entries, opened, closed = found
        self._stream.count(opened=opened, closed=closed)
        self._add(entries)
        self._moved = self._stream.fed
        return True

    def _gathered(self) -> tuple[pl.DataFrame, int]:
        frame = as_postings(self._frames)
        vouchers, self._vouchers = self._vouchers, 0
        self._frames, self._lines = [], 0
        return frame, vouchers

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        """Wait for the transactions; from there on, ends and texts are collected and starts are not."""
        namespace, _, local = name.rpartition(SEPARATOR)
        if local != ENTRIES:
            return
        parser = self._stream.parser
        self._namespace, self._codes = namespace, EndCodes(namespace)
        self._moved = self._stream.fed
        self._declarations = self._stream.declarations
        if found := _PREFIX.match(self._piece, max(parser.CurrentByteIndex - self._stream.fed, 0)):
            self._plain = PlainEntries(found[1].decode())
        parser.StartElementHandler = None
        self._listen()
        parser.intern.clear()  # what is met from here on is met among the transactions

    def _listen(self) -> None:
        """Have the parser hand over texts and ends, once the transactions have begun."""
        if self._codes is None:
            return
        keep = self._tokens.append
        self._stream.parser.CharacterDataHandler = keep
        self._stream.parser.EndElementHandler = keep if self._namespace else lambda name: keep(f"{SEPARATOR}{name}")

    def _take(self, *, is_over: bool = False) -> bool:
        """Make lines of the transactions that have ended; returns whether one that goes on was cut."""
        self._stream.closed += len(self._ended)
        self._ended.clear()
        if self._codes is None or self._is_over:
            self._tokens.clear()
            return False
        tokens, codes = self._tokens, self._coded()
        self._is_over = last_end(codes, ENTRIES) > 0
        end = last_end(codes, ENTRIES) or last_end(codes, "Transaction")
        goes_on = end == 0 and self._is_long()
        end = last_end(codes, "Line") if goes_on else end
        goes_on = goes_on and end > 0
        if not is_over:
            self._watch(end)
        if end:
            entries = self._gather(tokens[:end], codes[:end])
            head = entries.open_head() if goes_on else []
            tokens[:end] = head
            codes = np.concatenate([self._codes.of(head), codes[end:]])
        self._known = codes
        return goes_on

    def _coded(self) -> Codes:
        """Return the codes of all tokens, of which those of an earlier block are known.

        A text that the border between two blocks has cut is put together.
        """
        assert self._codes is not None  # noqa: S101 - there are tokens
        self._codes.look_at(self._stream.parser.intern)
        tokens, at = self._tokens, len(self._known)
        if at and self._known[-1] == 0 and at < len(tokens):
            at -= 1
        new = tokens[at:]
        codes = self._codes.of(new)
        tokens[at:] = new
        self._stream.closed += int(np.count_nonzero(codes))
        return np.concatenate([self._known[:at], codes])

    def _is_long(self) -> bool:
        return len(self._tokens) > _LONG_TRANSACTION or (self._stream.fed - self._moved) * 2 > _MOST_IDLE

    def _watch(self, end: int) -> None:
        """Refuse a file that goes on and on without the end of a line: it would fill the memory."""
        if end:
            self._moved = self._stream.fed
        elif self._stream.fed - self._moved > _MOST_IDLE:
            raise XmlError("xml_part_is_too_long", self._stream.line)

    def _gather(self, tokens: list[str], codes: Codes) -> Entries:
        if not self._has_begun:
            self.declared = declared_totals(tokens, codes)
            self._has_begun = True
        entries = as_entries(tokens, codes)
        self._add(entries)
        return entries

    def _add(self, entries: Entries) -> None:
        if entries.lines:
            self._frames.append(entries.columns(self._place, self._journal, self._meanings))
        self._journal = entries.last_journal(self._journal)
        self._place += entries.transactions
        self._vouchers += entries.transactions
        self._lines += entries.lines
