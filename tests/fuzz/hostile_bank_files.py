"""Files for the bank that nobody should hand in, each far smaller than what it would take to read."""

import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO

_TREE = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_SST = f'<sst xmlns="{_SHEETS}">'.encode()
STRINGS = _SST + b"<si><t>Bilene skal kun bruke fornybar kraft</t></si></sst>"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A zip file of the parts."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(rows: bytes, *, strings: bytes = STRINGS, files: Sequence[str] = ("sheet.xml",), **more: bytes) -> bytes:
    """A workbook with a sheet in each of the files, all with the same rows; `more` are further parts."""
    book = "".join(f'<sheet name="Ark{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, len(files) + 1))
    links = "".join(_link(f"r{at}", "worksheet", f"worksheets/{name}") for at, name in enumerate(files, start=1))
    names = f'xmlns="{_SHEETS}" xmlns:r="{_KIND}"'
    links += _link("s", "sharedStrings", "sharedStrings.xml")
    parts = {f"/xl/worksheets/{name}": "worksheet" for name in files} | {"/xl/sharedStrings.xml": "sharedStrings"}
    types = "".join(
        f'<Override PartName="{name}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>' for name, kind in parts.items()
    )
    types += f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    types += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    sheet = f'<worksheet xmlns="{_SHEETS}"><sheetData>'.encode() + rows + b"</sheetData></worksheet>"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{types}</Types>'.encode(),
            "_rels/.rels": _links(_link("r1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"<workbook {names}><sheets>{book}</sheets></workbook>".encode(),
            "xl/_rels/workbook.xml.rels": _links(links),
            "xl/sharedStrings.xml": strings,
            **{f"xl/worksheets/{name}": sheet for name in files},
            **{f"xl/{name}.xml": content for name, content in more.items()},
        }
    )


def _link(key: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{key}" Type="{_KIND}/{kind}" Target="{target}"/>'


def _links(links: str) -> bytes:
    return f'<Relationships xmlns="{_TREE}">{links}</Relationships>'.encode()


def cell(mark: str) -> bytes:
    """A row with one cell that holds a wording."""
    row = mark.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{mark}" t="s"><v>0</v></c></row>'.encode()


def document(body: bytes, *, encoding: str = "utf-8", head: str = "") -> bytes:
    """A Word document with a body, which another encoding or a head of its own may hide."""
    main = f'<?xml version="1.0" encoding="{encoding}"?>{head}<w:document xmlns:w="{_WORD}"><w:body>'.encode()
    whole = (main + body + b"</w:body></w:document>").decode().encode(encoding)
    return packed(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{_TYPES}">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{_DOCUMENT}"/></Types>'
            ).encode(),
            "_rels/.rels": _links(_link("r1", "officeDocument", "word/document.xml")),
            "word/document.xml": whole,
        }
    )


PARAGRAPH = b"<w:p><w:r><w:t>Bilene skal kun bruke fornybar kraft.</w:t></w:r></w:p>"
DECLARED = '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaa">]>'
_STYLES = b"<styleSheet><cellXfs>" + b"<xf/>" * 900_000 + b"</cellXfs></styleSheet>"

WORKBOOKS: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "gap of rows": lambda: (workbook(cell("A1") + cell("A400000")), "sheet_with_gaps"),
    "gap of columns": lambda: (workbook(b"".join(cell(f"XFD{row}") for row in range(1, 200))), "sheet_with_gaps"),
    "many sheets of one part": lambda: (
        workbook(b"".join(cell(f"A{row}") for row in range(1, 6_000)), files=["sheet.xml"] * 40),
        "workbook_is_damaged",
    ),
    "many sheets": lambda: (
        workbook(cell("A1") + cell("CV1000"), files=[f"sheet{at}.xml" for at in range(40)]),
        "too_many_cells",
    ),
    "one long text in many cells": lambda: (
        workbook(
            b"<row>" + b'<c t="s"><v>0</v></c>' * 5_000 + b"</row>",
            strings=_SST + b"<si><t>" + b"a " * 16_000 + b"</t></si></sst>",
        ),
        "file_too_large",
    ),
    "endless text": lambda: (
        workbook(cell("A1"), strings=_SST + b"<si><t>" + b"a" * 900_000 + b"</t></si></sst>"),
        "workbook_is_damaged",
    ),
    "swollen part": lambda: (workbook(cell("A1"), strings=_STYLES), "file_too_large"),
    "claim": lambda: (
        workbook(cell("A1"), strings=STRINGS.replace(b"<sst", b'<sst uniqueCount="99999999999"')),
        "workbook_is_damaged",
    ),
    "rows backwards": lambda: (workbook(cell("A9") + cell("A2")), "workbook_is_damaged"),
    "cell that no sheet has": lambda: (workbook(cell("ZZZZ9")), "workbook_is_damaged"),
    "another name": lambda: (workbook(cell("A1"), files=["sheet.bin"]), "workbook_is_damaged"),
    "declaration in UTF-16": lambda: (
        workbook(
            cell("A1"),
            strings=("<?xml version='1.0' encoding='utf-16'?>" + DECLARED + STRINGS.decode()).encode("utf-16"),
        ),
        "workbook_is_damaged",
    ),
}
DOCUMENTS: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "declaration": lambda: (document(PARAGRAPH, head=DECLARED), "document_is_damaged"),
    "declaration in UTF-16": lambda: (document(PARAGRAPH, head=DECLARED, encoding="utf-16"), "document_is_damaged"),
    "many paragraphs": lambda: (document(PARAGRAPH + b"<w:p/>" * 40_000), "document_too_long"),
    "cell over a million columns": lambda: (
        document(
            b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000"/></w:tcPr>' + PARAGRAPH + b"</w:tc></w:tr></w:tbl>"
        ),
        "document_is_damaged",
    ),
}
BANKS: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "JSON of nothing": lambda: (packed({"a.json": b"[" + b"{}," * 5_000_000 + b"{}]"}), "file_too_large"),
    "unpacked JSON of nothing": lambda: (b"[" + b"{}," * 1_500_000 + b"{}]", "file_too_large"),
    "YAML of nothing": lambda: (b"a: [" + b"[]," * 200_000 + b"[]]", "document_too_large"),
    "deep JSON": lambda: (b'{"a":' * 30 + b"1" + b"}" * 30, "too_deep"),
    "many entries": lambda: (b"[" + b"{}," * 10_000 + b"{}]", "file_too_large"),
    "many parts": lambda: (
        packed({f"{at}.json": json.dumps([{"code": "A"}] * 2_000).encode() for at in range(6)}),
        "file_too_large",
    ),
}
