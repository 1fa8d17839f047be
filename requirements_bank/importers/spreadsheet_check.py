"""Looks through an unopened workbook, so that a small or crooked file can neither fill the memory nor take all day.

The library that reads workbooks takes memory for every cell between the first and the farthest one of a sheet, for
every text as often as a cell names it, and for as many things as a part says it has; what it cannot get ends the whole
process. Hence a strict parser reads every part once before, in the encoding that the library takes, and counts.

1. No part declares a document type or claims more things than it has bytes; what holds cells is called .xml.
2. Rows and cells follow each other, and the rows and the area of all sheets together have one limit.
3. A sheet is no desert: its area is bounded by its cells with a value. No two sheets lie in one part.
4. The texts, each as often as it is named, are bounded by the size of the packed file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import LIMITS, Limits, most_unpacked, unpacked

MOST_ROWS: Final = 200_000
MOST_CELLS: Final = 2_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_TEXT: Final = 32_767
_FREE_AREA, _AREA_OF_A_CELL = 100_000, 20
_XML: Final = (".xml", ".rels")
_HOLDS_CELLS: Final = (b"sheetData", b"<sst", b":sst")


@dataclass(slots=True)
class _Part:
    """What the library would take of one part."""

    row: int = 0
    column: int = 0
    deepest: int = 0
    widest: int = 0
    valued: int = 0
    texts: list[int] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    sheets: list[tuple[str, str]] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


def check_workbook(data: bytes, limits: Limits = LIMITS) -> None:
    """Raise BankFileError for what no library should open."""
    parts = dict(_parts(data, limits))
    if "xl/workbook.xml" not in parts:
        raise BankFileError(Problem("not_a_workbook", ""))
    files = [_file(link) for _title, link in _listed(parts)]
    if len(set(files)) < len(files):
        raise BankFileError(Problem("workbook_is_damaged", ""))
    sheets = {name: part for name, part in parts.items() if part.deepest}
    for name, part in sheets.items():
        if part.deepest * part.widest > _FREE_AREA + _AREA_OF_A_CELL * part.valued:
            raise BankFileError(_desert(_title(name, parts), part))
    area = sum(part.deepest * part.widest for part in sheets.values())
    if area > MOST_CELLS or sum(part.deepest for part in sheets.values()) > MOST_ROWS:
        raise BankFileError(_too_many())
    if _characters(parts) > most_unpacked(data, limits):
        raise BankFileError(Problem("file_too_large", ""))


def _parts(data: bytes, limits: Limits) -> Iterator[tuple[str, _Part]]:
    cells = 0
    for name, content in unpacked(data, limits):
        if not name.lower().endswith(_XML):
            if any(mark in content for mark in _HOLDS_CELLS):
                raise BankFileError(Problem("workbook_is_damaged", ""))
            continue
        reader = _Reader(content)
        try:
            reader.read()
        except (expat.ExpatError, ValueError) as error:
            raise BankFileError(Problem("workbook_is_damaged", "")) from error
        cells += reader.part.valued
        if cells > MOST_CELLS:
            raise BankFileError(_too_many())
        yield name, reader.part


class _Reader:
    """Reads one part as the library does; raises ValueError where it is none that a spreadsheet writes."""

    def __init__(self, content: bytes) -> None:
        self.part, self._content = _Part(), content
        self._text, self._length = "", 0
        self._names = self._has_value = self._is_item = self._is_table = False

    def read(self) -> None:
        """Go through the part."""
        parser = expat.ParserCreate(encoding="utf-8")  # what the part says of its encoding does not count
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(self._content, True)  # noqa: FBT003 - takes no name

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(":")[2]
        if self._is_table and tag in ("c", "v", "is", "f", "row"):
            self._cell_or_row(tag, attributes)
        elif tag == "si":
            self._item()
        elif tag == "sheetData":
            self._is_table = True
        elif attributes:
            self._refuse_claims(attributes)
            if tag == "sheet":
                link = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                self.part.sheets.append((attributes.get("name", ""), link))
            elif tag == "Relationship":
                self.part.links[attributes.get("Id", "")] = attributes.get("Target", "")

    def _cell_or_row(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row(attributes)
        else:
            self._value()

    def _end(self, element: str) -> None:
        tag = element.rpartition(":")[2]
        if tag == "si":
            self._is_item = False
            self.part.texts.append(self._length)
            if self._length > LONGEST_TEXT:
                raise ValueError
        elif tag == "sheetData":
            self._is_table = self._names = False
        elif tag == "v" and self._names:
            self.part.named[self._text.strip()] += 1

    def _take(self, text: str) -> None:
        self._length += len(text)
        if self._names:
            self._text += text

    def _item(self) -> None:
        if self._is_item:
            raise ValueError
        self._is_item, self._length = True, 0

    def _row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self.part.row + 1
        if not self.part.row < number <= LAST_ROW:
            raise ValueError
        self.part.row, self.part.column = number, 0

    def _cell(self, attributes: dict[str, str]) -> None:
        mark = attributes.get("r")
        row, column = _place(mark) if mark is not None else (self.part.row, self.part.column + 1)
        if row != self.part.row or not self.part.column < column <= LAST_COLUMN:
            raise ValueError
        self.part.column, self._has_value, self._names = column, False, attributes.get("t") == "s"

    def _value(self) -> None:
        self._text = ""
        if self._has_value or not self.part.row:
            return
        self._has_value = True
        self.part.valued += 1
        self.part.deepest, self.part.widest = self.part.row, max(self.part.widest, self.part.column)

    def _refuse_claims(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if name.lower() in ("count", "uniquecount") and int(value) > len(self._content):
                raise ValueError


def _refuse(*_declared: object) -> None:
    raise ValueError


def _place(mark: str) -> tuple[int, int]:
    letters = mark.rstrip("0123456789")
    column = 0
    for letter in letters:
        if not "A" <= letter <= "Z" or column > LAST_COLUMN:
            raise ValueError
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(mark[len(letters) :]), column


def _characters(parts: dict[str, _Part]) -> int:
    """Return how many characters of shared texts the cells name together."""
    most = 0
    named = [part.named for part in parts.values() if part.named]
    for texts in (part.texts for part in parts.values() if part.texts):
        longest, known = max(texts), {str(at): length for at, length in enumerate(texts)}
        most = max(most, sum(known.get(at, longest) * count for each in named for at, count in each.items()))
    return most


def _title(name: str, parts: dict[str, _Part]) -> str:
    """Return what a person calls the sheet that lies in a part."""
    titles = (title for title, target in _listed(parts) if _file(target) == _file(name))
    return next(titles, name)[:100]


def _listed(parts: dict[str, _Part]) -> list[tuple[str, str]]:
    """Return each sheet of the workbook with the part that it lies in."""
    links = parts["xl/_rels/workbook.xml.rels"].links if "xl/_rels/workbook.xml.rels" in parts else {}
    return [(title, links.get(link, link)) for title, link in parts["xl/workbook.xml"].sheets]


def _file(target: str) -> str:
    """Return folder and name of a part, however its address begins."""
    return "/".join(target.lower().split("/")[-2:])


def _desert(title: str, part: _Part) -> Problem:
    values = {"sheet": title, "row": part.deepest, "column": part.widest, "cells": part.valued}
    return Problem("sheet_with_gaps", "", values=values)


def _too_many() -> Problem:
    return Problem("too_many_cells", "", values={"rows": MOST_ROWS, "cells": MOST_CELLS})
