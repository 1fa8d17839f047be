"""Looks through an unopened workbook, so that a small or crooked file cannot fill the memory of the machine.

The library that reads workbooks takes memory for every cell between the first and the farthest one, and for as many
texts as a part says it has; what it cannot get ends the whole process. Hence, before it sees the file:

1. The parts are unpacked once, piece by piece, and may not exceed the limit on bytes together; no text or tag is longer
   than 8 MB.
2. Every cell and row mark must be one that a spreadsheet can have, and the area of a sheet within the limit on cells;
   cells without a mark stand after the one before them.
3. No part may claim more items than it has bytes.
4. There may be 500 sheets: each is opened to find the one with the ledger.
5. No two sheets lie in one part, and the texts, each as often as cells name it, have a limit (workbook_texts.py).
6. Sheets and texts lie in parts that are called .xml: the library reads what a relationship names, whatever its name.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from emissions.importers.workbook_pieces import LONGEST_TAG, pieces
from emissions.importers.workbook_sheets import sheets_share_a_part
from emissions.importers.workbook_texts import named_letters
from foundation.damaged_zip import DAMAGED_ZIP


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a workbook may be: its parts unpacked, and the area of a sheet."""

    unpacked_bytes: int
    cells: int


@dataclass(frozen=True, slots=True)
class _Seen:
    """The parts that hold cells, and those that may hold the texts that cells name."""

    sheets: list[zipfile.ZipInfo]
    texts: list[zipfile.ZipInfo]


IN_A_WORKER: Final = Limits(unpacked_bytes=2 << 30, cells=30_000_000)
WHILE_SOMEBODY_WAITS: Final = Limits(unpacked_bytes=100 << 20, cells=1_000_000)

MOST_SHEETS: Final = 500
_SHEET: Final = re.compile(rb"<(?:[^\s<>/:]+:)?sheet[\s/>]")
_MARK: Final = rb"[A-Z]{0,3}(?:[0-9]{1,6}|10[0-4][0-9]{4})"
# Patterns begin with plain letters, which makes them fast over millions of cells; other ways to write the same, which
# no program uses, are refused.
_ODD_MARK: Final = re.compile(rb' r=(?!"' + _MARK + rb'")')
_ODD_WRITING: Final = re.compile(rb"[\t\n\r]r\s*=|\sr(?:\s+=|\s*=\s*[^\"\s])")
_BLANKS: Final = (b"\t", b"\n", b"\r", b" =")
_ODD_COUNT: Final = re.compile(rb"ount(?:\s+=|\s*=\s*[^\"\s])")
_WIDE_CELL: Final = re.compile(rb' r="[A-Z]{2}')
_CELLS_UP_TO_Z: Final = 26 << 20
_CELL: Final = re.compile(rb' r="([A-Z]{0,3})([0-9]+)"')
_LOOSE: Final = tuple(re.compile(name + rb'(?! r=")[\s/>]') for name in (b"<c", b"<row", b":c", b":row"))
_MARKUP: Final = re.compile(rb"<(?:[^\s<>/:]+:)?(?:worksheet|sheetData|sst|styleSheet|workbook|Relationships)[\s/>]")
_SMALLEST_CELL: Final = len("<c><v>1</v></c>")
_COUNT: Final = re.compile(rb'ount="[^"0-9]*([0-9]+)')
_TAG: Final = re.compile(rb"""<(?:[^<>"']|"[^"<]*"|'[^'<]*')*>""")
_MOST_DIGITS: Final = 18
_BROKEN: Final = (*DAMAGED_ZIP, OSError, expat.ExpatError)


def check_workbook(path: Path, limits: Limits | None = None) -> str | None:
    """Return the code of the problem that forbids opening a workbook, or None."""
    try:
        with zipfile.ZipFile(path) as archive:
            limits = limits or IN_A_WORKER
            seen = _Seen([], [])
            return _check_parts(archive, limits, seen) or _check_together(archive, limits, seen)
    except _BROKEN:
        return "workbook_is_damaged"


def _check_parts(archive: zipfile.ZipFile, limits: Limits, seen: _Seen) -> str | None:
    sheets, unpacked, few = 0, 0, limits.cells < _CELLS_UP_TO_Z
    for part in archive.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels"))
        is_book = part.filename.lower().endswith("workbook.xml")
        is_sheet = is_wide = is_loose = is_texts = False
        for piece in pieces(archive, part):
            unpacked += len(piece)
            if unpacked > limits.unpacked_bytes or (is_xml and len(piece) >= LONGEST_TAG):
                return "workbook_is_too_large"
            if not is_xml:
                if _MARKUP.search(piece):
                    return "workbook_is_damaged"
                continue
            sheets += len(_SHEET.findall(piece)) if is_book else 0
            if sheets > MOST_SHEETS:
                return "workbook_has_too_many_sheets"
            is_sheet = is_sheet or b"sheetData" in piece
            if _claims_too_much(piece, part.file_size) or (is_sheet and _hides_marks(piece)):
                return "workbook_is_damaged"
            is_texts = is_texts or b"sst" in piece
            is_wide = is_wide or (is_sheet and (few or _WIDE_CELL.search(piece) is not None))
            is_loose = is_loose or (is_sheet and any(pattern.search(piece) for pattern in _LOOSE))
        seen.sheets.extend([part] * is_sheet)
        seen.texts.extend([part] * is_texts)
        area = max(_area(archive, part) if is_wide else 0, _parsed_area(archive, part) if is_loose else 0)
        if area > limits.cells:
            return "workbook_is_too_large"
    return None


def _check_together(archive: zipfile.ZipFile, limits: Limits, seen: _Seen) -> str | None:
    """Return what forbids opening parts that are each harmless: their sheets and shared texts."""
    if sheets_share_a_part(archive):
        return "workbook_is_damaged"
    cells = sum(part.file_size for part in seen.sheets) // _SMALLEST_CELL
    if cells * sum(part.file_size for part in seen.texts) <= limits.unpacked_bytes:
        return None
    too_long = named_letters(archive, seen.sheets, seen.texts) > limits.unpacked_bytes // 2
    return "workbook_is_too_large" if too_long else None


def _hides_marks(piece: bytes) -> bool:
    """Whether a mark is no cell's or row's, or written in a way that our patterns would not see."""
    if _ODD_MARK.search(piece):
        return True
    return any(blank in piece for blank in _BLANKS) and _ODD_WRITING.search(piece) is not None


def _claims_too_much(piece: bytes, size: int) -> bool:
    """Whether a part says that it holds more items than it has bytes, or says it in a way we would not see."""
    if b"ount" not in piece or not _counts_oddly(piece, size):
        return False
    tags = _TAG.findall(piece)  # a cell may well say "Discount = 10"
    return b"<!" in piece or len(tags) < piece.count(b"<") or _counts_oddly(b"".join(tags), size)


def _counts_oddly(piece: bytes, size: int) -> bool:
    if _ODD_COUNT.search(piece):
        return True
    return any(len(count) > _MOST_DIGITS or int(count) > size for count in _COUNT.findall(piece))


def _area(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return the cells between A1 and the farthest column and row of a sheet."""
    widest = deepest = 0
    for piece in pieces(archive, part):
        for letters, row in set(_CELL.findall(piece)):
            widest = max(widest, _column_number(letters))
            deepest = max(deepest, int(row))
    return widest * deepest


def _parsed_area(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return the same for a sheet with cells or rows that have no mark; slow, as every tag is looked at."""
    row = column = widest = deepest = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, widest, deepest
        mark = attributes.get("r", "").encode()
        match name.rpartition(":")[2]:
            case "row":
                row, column = max(row, int(mark)) if mark else row + 1, 0
            case "c":
                letters = mark.rstrip(b"0123456789")
                column = max(column, _column_number(letters)) if mark else column + 1
                row = max(row, int(mark[len(letters) :] or 0))
                widest, deepest = max(widest, column), max(deepest, row)

    def refuse(*_declared: object) -> None:
        raise ValueError

    parser = expat.ParserCreate(encoding="utf-8")  # what the sheet says of its encoding does not count
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    with archive.open(part) as file:
        parser.ParseFile(file)
    return widest * deepest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
