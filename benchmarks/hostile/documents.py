"""Hostile documents: Word files with old wordings, and files of a requirements bank."""

import zipfile
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.hostile.archives import nested
from benchmarks.hostile.case import BANK, WORDINGS, Case, Make
from benchmarks.hostile.markup import BILLION_LAUGHS, OUTSIDE
from benchmarks.hostile.workbooks import OFFICE, RELATIONSHIPS, TYPES, with_document_type

_PARAGRAPH: Final = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEETS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def _docx(before: str, text: str) -> Make:
    types = TYPES.format(parts="").replace("/xl/workbook.xml", "/word/document.xml").replace(_SHEETS, _MAIN)
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'

    def make(path: Path, size: int) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("[Content_Types].xml", types)
            archive.writestr("_rels/.rels", f"{RELATIONSHIPS}{root}</Relationships>")
            with archive.open("word/document.xml", "w", force_zip64=True) as part:
                part.write(f'<?xml version="1.0"?>{before}<w:document xmlns:w="{_SPACE}"><w:body>'.encode())
                for _ in range(size):
                    part.write(_PARAGRAPH.format(text).encode() * 1_000)
                part.write(b"</w:body></w:document>")

    return make


_LONG: Final = "The supplier shall report each year what was delivered."
CASES: Final = (
    Case("Word: entities in entities", WORDINGS, _docx(BILLION_LAUGHS, "&a9;"), 1, 1, "document_is_damaged"),
    Case("Word: entities that name files", WORDINGS, _docx(OUTSIDE, "&secret;"), 1, 1, "document_is_damaged"),
    Case("Word: 1 GB of paragraphs", WORDINGS, _docx("", _LONG), 13_000, 300, "file_too_large"),
    Case(
        "Bank: Excel with entities in entities",
        BANK,
        partial(with_document_type, before=BILLION_LAUGHS),
        1,
        1,
        "workbook_is_damaged",
    ),
    Case("Bank: zip in zip, 30 deep, 5 wide", BANK, nested, 30, 3, "no_requirements"),
)
