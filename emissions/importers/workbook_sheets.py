"""Which parts of an unopened workbook hold its sheets: two sheets in one part would be read, and held, twice."""

import zipfile
from typing import Final
from xml.parsers import expat

BOOK: Final = "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"


def sheets_share_a_part(archive: zipfile.ZipFile) -> bool:
    """Return whether two sheets of a workbook are one part; raises ValueError or ExpatError where it cannot be told."""
    links = {told.get("Id", ""): told.get("Target", "") for told in _attributes(archive, _LINKS, "Relationship")}
    sheets = _attributes(archive, BOOK, "sheet")
    named = [next((value for name, value in told.items() if name.rpartition(":")[2] == "id"), "") for told in sheets]
    parts = [links[name].casefold().split("/")[-2:] for name in named if name in links]
    return len(set(map(tuple, parts))) < len(parts)


def _attributes(archive: zipfile.ZipFile, part: str, element: str) -> list[dict[str, str]]:
    """Return the attributes of all elements of a name; none where there is no such part."""
    found: list[dict[str, str]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    def refuse(*_declared: object) -> None:
        raise ValueError

    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    if part in archive.namelist():
        with archive.open(part) as file:
            parser.ParseFile(file)
    return found
