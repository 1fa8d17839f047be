"""Walks through the transactions of a SAF-T file and gathers their lines, a block of the file at a time."""

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
import polars as pl

from emissions.importers.ledger_lines import BATCH_LINES
from emissions.importers.saft.entries import (
    ENTRIES,
    Codes,
    EndCodes,
    Entries,
    Journal,
    Meanings,
    as_postings,
    declared_totals,
    last_end,
)
from foundation.xml_stream import SEPARATOR, XmlError, XmlStream

_FULL: Final = BATCH_LINES // 2
_LONG_TRANSACTION: Final = 600_000  # tokens; a longer transaction is handed out in parts
_MOST_IDLE: Final = 32 << 20  # bytes without the end of a line


class EntryPass:
    """One walk through the transactions; `declared` is what the entries say about their own number and sums.

    `is_later` says that other parts of the same export come before.
    """

    def __init__(self, stream: XmlStream, meanings: Mapping[str, str], *, is_later: bool = False) -> None:
        self._stream = stream
        self._meanings = Meanings(meanings)
        self._codes: EndCodes | None = None
        self._ended: list[str] = []  # elements before the transactions
        self._tokens: list[str] = []
        self._frames: list[pl.DataFrame] = []
        self._known: Codes = np.zeros(0, dtype=np.int8)
        self._moved = 0
        self._lines = self._vouchers = self._place = 0
        self._journal = Journal(has_begun=is_later)
        self._has_begun = self._is_over = False
        self.declared: dict[str, str] = {}
        stream.parser.StartElementHandler = self._start
        stream.parser.EndElementHandler = self._ended.append

    def read(self) -> Iterator[tuple[pl.DataFrame, int, bool]]:
        """Yield lines as POSTING has them, how many transactions ended, and whether that of the last line goes on."""
        for _ in self._stream.walk():
            goes_on = self._take()
            if self._lines >= _FULL or goes_on:
                yield (*self._gathered(), goes_on)
        yield (*self._gathered(), False)

    def rest(self) -> tuple[pl.DataFrame, int]:
        """Return the whole transactions that came before the place where the walk ended too early."""
        self._take(is_over=True)
        return self._gathered()

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
        parser, keep = self._stream.parser, self._tokens.append
        self._codes = EndCodes(namespace)
        self._moved = self._stream.fed
        parser.StartElementHandler = None
        parser.CharacterDataHandler = keep
        parser.EndElementHandler = keep if namespace else lambda name: keep(f"{SEPARATOR}{name}")
        parser.intern.clear()  # what is met from here on is met among the transactions

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
        entries = Entries(tokens, codes)
        if entries.lines:
            self._frames.append(entries.columns(self._place, self._journal, self._meanings))
        self._journal = entries.last_journal(self._journal)
        self._place += entries.transactions
        self._vouchers += entries.transactions
        self._lines += entries.lines
        return entries
