"""Looks through an unopened workbook, so that a small or crooked file can neither fill the memory nor take all day.

The library that reads workbooks takes memory for every cell between the first and the farthest one of a sheet, for
every text as often as a cell names it, and for as many things as a part says it has; what it cannot get ends the whole
process. Hence a strict parser reads every part once before, in the encoding that the library takes, and counts.

1. No part declares a document type or claims more things than it has bytes; what holds cells is called .xml.
2. Rows and cells follow each other, and the rows and the area of all sheets together have one limit.
3. A sheet is no desert: its area is bounded by its cells with a value. No two sheets lie in one part.
4. The texts, each as often as it is named, are bounded by the size of the packed file.
"""

from collections.abc import Iterator
from typing import Final

from foundation.problems import Problem
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.packed import LIMITS, Limits, most_unpacked, unpacked
from requirements_bank.importers.spreadsheet_part import Part, read_part

MOST_ROWS: Final = 200_000
MOST_CELLS: Final = 2_000_000
_FREE_AREA, _AREA_OF_A_CELL = 100_000, 20
_XML: Final = (".xml", ".rels")
_HOLDS_CELLS: Final = (b"sheetData", b"<sst", b":sst")


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


def _parts(data: bytes, limits: Limits) -> Iterator[tuple[str, Part]]:
    cells = 0
    for name, content in unpacked(data, limits):
        if not name.lower().endswith(_XML):
            if any(mark in content for mark in _HOLDS_CELLS):
                raise BankFileError(Problem("workbook_is_damaged", ""))
            continue
        try:
            part = read_part(content)
        except ValueError as error:
            raise BankFileError(Problem("workbook_is_damaged", "")) from error
        cells += part.valued
        if cells > MOST_CELLS:
            raise BankFileError(_too_many())
        yield name, part


def _characters(parts: dict[str, Part]) -> int:
    """Return how many characters of shared texts the cells name together."""
    most = 0
    named = [part.named for part in parts.values() if part.named]
    for texts in (part.texts for part in parts.values() if part.texts):
        longest, known = max(texts), {str(at): length for at, length in enumerate(texts)}
        most = max(most, sum(known.get(at, longest) * count for each in named for at, count in each.items()))
    return most


def _title(name: str, parts: dict[str, Part]) -> str:
    """Return what a person calls the sheet that lies in a part."""
    titles = (title for title, target in _listed(parts) if _file(target) == _file(name))
    return next(titles, name)[:100]


def _listed(parts: dict[str, Part]) -> list[tuple[str, str]]:
    """Return each sheet of the workbook with the part that it lies in."""
    links = parts["xl/_rels/workbook.xml.rels"].links if "xl/_rels/workbook.xml.rels" in parts else {}
    return [(title, links.get(link, link)) for title, link in parts["xl/workbook.xml"].sheets]


def _file(target: str) -> str:
    """Return folder and name of a part, however its address begins."""
    return "/".join(target.lower().split("/")[-2:])


def _desert(title: str, part: Part) -> Problem:
    values = {"sheet": title, "row": part.deepest, "column": part.widest, "cells": part.valued}
    return Problem("sheet_with_gaps", "", values=values)


def _too_many() -> Problem:
    return Problem("too_many_cells", "", values={"rows": MOST_ROWS, "cells": MOST_CELLS})
