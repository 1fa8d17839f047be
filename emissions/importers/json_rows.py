"""Finds the rows of a JSON file – flat objects – and hands them out in batches, without holding the file.

1. Rows stand in a bare array, in an array inside an object (`{"resultCount": 2, "results": [ … ]}`, also one level
   deeper), or one object a line.
2. A row is a flat object: names with texts, numbers, true, false or null. Anything deeper is refused, as no column
   could hold it, and so is a row longer than a megabyte, or one with two values for the same name.
3. Numbers keep their digits: they become Decimal, never a float.
4. A file that ends before its array does was cut short; nothing of it is accepted.
"""

import codecs
import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from emissions.importers.problem_log import short
from emissions.importers.text_encoding import TextEncoding, utf8_pieces
from foundation.problems import Problem

Row = dict[str, Any]

LONGEST_ROW: Final = 1 << 20
_PIECE: Final = 1 << 20
_BATCH: Final = 5_000
_HEAD: Final = 1 << 18
_DEEPEST: Final = 3
_NAMES_OF_ROWS: Final = frozenset({"results", "records", "rows", "data", "items", "value", "values", "result"})

_STRING: Final = r'"(?:[^"\\]++|\\.)*+"'
_INSIDE: Final = rf'(?:[^{{}}\[\]"]++|{_STRING})*+'
_ROW: Final = re.compile(rf"\s*+,?\s*+(\{{{_INSIDE}\}})", re.DOTALL)
_ROW_BEGUN: Final = re.compile(rf"\s*+,?\s*+\{{{_INSIDE}", re.DOTALL)
_TOKEN: Final = re.compile(rf"{_STRING}|[{{}}\[\]]", re.DOTALL)
_ROWS_BEGIN: Final = re.compile(r"\s*+[{\]]")
_END: Final = re.compile(r"\s*+\]")
_BETWEEN_ROWS: Final = re.compile(r"\s*+,?\s*+\Z")
_PROCUREMENT: Final = re.compile(r'"(?:ocid|releases|compiledRelease)"\s*:')


class JsonRowsError(Exception):
    """A JSON file, or a place in it, that is no row of a table; `problem` says what."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class JsonRows:
    """One reading of the file: where its rows begin, and the rows piece by piece.

    `head` and `tail` are what stands before and behind the array of rows, as far as it was read.
    """

    def __init__(self, path: Path, encoding: TextEncoding) -> None:
        self._texts = _texts(path, encoding)
        self._text = ""
        while len(self._text) < _HEAD and (piece := next(self._texts, None)) is not None:
            self._text += piece
        self._at, self._is_array = _place_of_rows(self._text)
        self._row = 1
        self.head, self.tail = self._text[: self._at], ""

    def batches(self) -> Iterator[list[Row]]:
        """Yield the rows in order; raises JsonRowsError at a place that is no row."""
        found: list[str] = []
        while True:
            while row := _ROW.match(self._text, self._at):
                self._at = row.end()
                found.append(row[1])
                if len(found) == _BATCH:
                    yield self._parsed(found)
                    found = []
            if self._is_array and _END.match(self._text, self._at):
                break
            self._check_begun(len(found))
            if not self._read_on(len(found)):
                break
        yield self._parsed(found)
        self.tail = self._text[self._at :][:_HEAD]

    def _read_on(self, waiting: int) -> bool:
        """Take the next piece; False at the end of rows that stand one after another."""
        piece = next(self._texts, None)
        if piece is None:
            if self._is_array or not _BETWEEN_ROWS.match(self._text, self._at):
                raise JsonRowsError(Problem("json_is_cut_short", f"row {self._row + waiting}"))
            return False
        self._text, self._at = self._text[self._at :] + piece, 0
        return True

    def _check_begun(self, waiting: int) -> None:
        """Raise unless what stands here may become a row when more of the file is read."""
        begun = _ROW_BEGUN.match(self._text, self._at)
        stop = begun.end() if begun else self._at
        is_open = begun is not None and self._text[stop : stop + 1] in ("", '"')
        row = self._row + waiting
        values: dict[str, object] = {"row": row, "value": short(self._text[self._at : self._at + 80].strip())}
        if begun and self._text[stop : stop + 1] in ("{", "["):
            raise JsonRowsError(Problem("json_is_nested", f"row {row}", values=values))
        if not is_open and not _BETWEEN_ROWS.match(self._text, self._at):
            raise JsonRowsError(Problem("json_is_damaged", f"row {row}", values=values))
        if len(self._text) - self._at > LONGEST_ROW:
            raise JsonRowsError(Problem("json_row_is_too_long", f"row {row}", values=values))

    def _parsed(self, found: list[str]) -> list[Row]:
        first, self._row = self._row, self._row + len(found)
        try:
            rows: list[Row] = _DECODER.decode(f"[{','.join(found)}]")
        except (ValueError, InvalidOperation):
            return [_parsed_alone(text, row) for row, text in enumerate(found, first)]
        return rows


def _texts(path: Path, encoding: TextEncoding) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    for piece in utf8_pieces(path, encoding, _PIECE):
        yield decoder.decode(piece)


def _place_of_rows(head: str) -> tuple[int, bool]:
    """Return where the rows begin, and whether in an array; raises JsonRowsError where there is no list of rows."""
    if _PROCUREMENT.search(head):
        raise JsonRowsError(Problem("file_is_procurement_data", "file"))
    start = len(head) - len(head.lstrip())
    if head[start : start + 1] == "{" and (_ROW.match(head, start)):
        return start, False
    depth, last = 0, ""
    for token in _TOKEN.finditer(head):
        is_near = depth == 0 or (depth < _DEEPEST and last in _NAMES_OF_ROWS)
        if token[0] == "[" and is_near and _ROWS_BEGIN.match(head, token.end()):
            return token.end(), True
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        last = token[0].strip('"')
    raise JsonRowsError(Problem("json_is_no_table", "file"))


def _parsed_alone(text: str, row: int) -> Row:
    try:
        parsed: Row = _DECODER.decode(text)
    except _TwiceError as error:
        values = {"row": row, "name": short(str(error))}
        raise JsonRowsError(Problem("json_name_stands_twice", f"row {row}", values=values)) from error
    except (ValueError, InvalidOperation) as error:
        values = {"row": row, "value": short(text)}
        raise JsonRowsError(Problem("json_is_damaged", f"row {row}", values=values)) from error
    return parsed


class _TwiceError(ValueError):
    """A row that names a column twice, so that nobody can tell which value holds."""


def _row(pairs: list[tuple[str, Any]]) -> Row:
    row = dict(pairs)
    if len(row) < len(pairs):
        raise _TwiceError(next(name for place, (name, _value) in enumerate(pairs) if name in dict(pairs[:place])))
    return row


_DECODER: Final = json.JSONDecoder(
    parse_float=Decimal, parse_int=Decimal, parse_constant=str, strict=False, object_pairs_hook=_row
)
