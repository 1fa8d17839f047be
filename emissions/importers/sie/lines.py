"""Sorts the lines of a SIE file, a block at a time, into postings, heads of vouchers, braces and what is left.

Nearly every line of a large file is written in one plain way. Those are cut all at once, into columns and without an
object for each; a line that is written otherwise is handed over as it stands, to be read with care (`records.py`).
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

_FEED: Final = 0x0A

Numbers = npt.NDArray[np.int64]

# No pattern leaves the regular expressions of Polars a choice at any sign: then they cut in one pass, twice as fast.
_BLANK: Final = r"[ \t]"
_WORD: Final = r"[!#-\[\]-z|~À-ž]+"
_REST: Final = rf"(?:{_BLANK}[^\\{{}}]*)?"
_START: Final = (
    rf'^#TRANS{_BLANK}+"?(?P<account>{_WORD})"?{_BLANK}*\{{(?P<objects>[^{{}}\\]*)\}}{_BLANK}*'
    r'"?(?P<amount>-?[0-9]+(?:\.[0-9]{1,4})?)"?'
)
_TRANS: Final = (
    rf'{_START}(?:{_BLANK}+(?:"(?P<quoted>[0-9]{{8}})?"?|(?P<bare>[0-9]{{8}})"?)'
    rf'(?:{_BLANK}+(?P<text>"[^"\\]*"|{_WORD}){_REST})?)?$'
)
_UNDATED_TRANS: Final = rf'{_START}{_BLANK}{{2,}}(?P<text>"[^"\\]*"|{_WORD}){_REST}$'
_VER: Final = (
    rf'^#VER{_BLANK}+"?(?P<series>{_WORD})"?{_BLANK}+"?(?P<number>{_WORD})"?{_BLANK}+"?(?P<posted>[0-9]{{8}})"?'
    rf'(?:{_BLANK}+(?:"(?P<quoted>[^"\\]*)"|(?P<word>{_WORD})){_REST})?$'
)
_BLANKS: Final = " \t\r\n\x1a\ufeff"


class SortedLines(NamedTuple):
    """Some lines of a file; `row` and the numbers of braces count from the first line of the file.

    `postings`: row, account, objects, amount, posted and text (with its quotation marks) as written, null if left out.
    `heads`: row, name, posted and text of vouchers. `odd`: number and text, without blanks around it.
    """

    postings: pl.DataFrame
    heads: pl.DataFrame
    opening: Numbers
    closing: Numbers
    odd: Sequence[tuple[int, str]]


def lines_of(block: bytes) -> pl.Series:
    """Return the lines of a block of UTF-8, each with its line feed; no sign is copied."""
    text = block if block.isascii() else block.decode("utf-8", "replace").encode()
    starts = np.append(0, np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == _FEED) + 1)
    ends = starts if starts[-1] == len(text) else np.append(starts, len(text))
    return pl.Series(
        values=pl.from_arrow(pa.LargeStringArray.from_buffers(len(ends) - 1, pa.py_buffer(ends), pa.py_buffer(text)))
    )


def sort_lines(lines: pl.Series, first: int) -> SortedLines:
    """Sort lines, of which the first has the number `first`."""
    text = lines.str.strip_chars(_BLANKS)
    opening, closing = text == "{", text == "}"
    rows = pl.int_range(first, first + len(text), eager=True)
    frame = pl.DataFrame([rows.alias("row"), text.alias("line")]).filter(~(opening | closing | (text == "")))
    dated, rest = _cut(frame, _TRANS)
    undated, rest = _cut(rest, _UNDATED_TRANS)
    heads, odd = _cut(rest, _VER)
    posted = pl.coalesce("quoted", "bare").alias("posted")
    postings = dated.select("row", "account", "objects", "amount", posted, "text")
    if undated.height:
        postings = pl.concat([postings, undated], how="diagonal").sort("row")
    name = pl.concat_str("series", "number", separator=" ").alias("name")
    said = (pl.when(pl.col(part) != "").then(part) for part in ("quoted", "word"))
    return SortedLines(
        postings,
        heads.select("row", name, "posted", pl.coalesce(*said).alias("text")),
        rows.filter(opening).to_numpy(),
        rows.filter(closing).to_numpy(),
        odd.rows(),
    )


def _cut(frame: pl.DataFrame, pattern: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the lines that the pattern fits, cut into its groups, and the others as they are."""
    fits = frame["line"].str.contains(pattern)
    found = frame.filter(fits)
    groups = found["line"].str.extract_groups(pattern).struct.unnest()
    return groups.insert_column(0, found["row"]), frame.filter(~fits)
