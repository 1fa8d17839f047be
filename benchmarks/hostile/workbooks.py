"""Hostile workbooks: too large, too wide, too many parts and sheets, shared texts, entities, lies and links."""

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.hostile.case import LEDGER, MB, READ, Case
from benchmarks.hostile.markup import BILLION_LAUGHS, OUTSIDE
from benchmarks.hostile.texts import HEAD, row

TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{parts}</Types>'
)
_SHEET_TYPE: Final = (
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
RELATIONSHIPS: Final = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(
    path: Path,
    sheet: Iterator[bytes],
    *,
    sheets: int = 1,
    before: str = "",
    texts: Iterator[bytes] | None = None,
    links: str = "",
) -> None:
    """Write a workbook whose sheets all lie in one part; `texts` are the pieces of its shared texts."""
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    target = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>{links}'
    if texts is not None:
        target += f'<Relationship Id="rId2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(parts=_SHEET_TYPE))
        archive.writestr("_rels/.rels", f"{RELATIONSHIPS}{root}</Relationships>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"{RELATIONSHIPS}{target}</Relationships>")
        book = f'{before}<workbook xmlns="{_MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", f'<?xml version="1.0"?>{book}')
        _write(archive, "xl/worksheets/sheet1.xml", sheet)
        if texts is not None:
            _write(archive, "xl/sharedStrings.xml", texts)


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterator[bytes]) -> None:
    with archive.open(name, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece)


def sheet(rows: Iterator[bytes], before: bytes = b"") -> Iterator[bytes]:
    """Yield the part of a sheet."""
    yield b'<?xml version="1.0"?>' + before + f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    yield from rows
    yield b"</sheetData></worksheet>"


def cells(values: list[str]) -> bytes:
    """Return a row of texts."""
    texts = "".join(f'<c t="inlineStr"><is><t>{value}</t></is></c>' for value in values)
    return f"<row>{texts}</row>".encode()


def _ledger(rows: int) -> Iterator[bytes]:
    yield cells(HEAD.split(";"))
    for n in range(rows):
        yield cells(row(n).split(";"))


def _huge(path: Path, size: int) -> None:
    workbook(path, sheet(b"<row><c><v>1</v></c></row>" * 40_000 for _ in range(size)))


def _full(path: Path, size: int) -> None:
    workbook(path, sheet(_ledger(size)))


def many_sheets(path: Path, size: int) -> None:
    """Write a workbook of that many sheets, all in one empty part."""
    workbook(path, sheet(iter(())), sheets=size)


def _same_sheets(path: Path, size: int) -> None:
    workbook(path, sheet(_ledger(size)), sheets=min(500, size))


def _many_parts(path: Path, size: int) -> None:
    workbook(path, sheet(_ledger(3)))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(size):
            archive.writestr(zipfile.ZipInfo(f"xl/media/{number:0{3 * MB // size}}"), b"")


def _wide(path: Path, size: int) -> None:
    workbook(path, sheet(b"<row>" + b"<c><v>1</v></c>" * size + b"</row>" for _ in range(200)))


def _deep(path: Path, size: int) -> None:
    workbook(path, sheet(iter([b"<a>" * size + b"</a>" * size])))


def with_document_type(path: Path, _size: int, *, before: str) -> None:
    """Write a workbook that declares entities."""
    workbook(path, sheet(_ledger(3), before.encode()), before=before)


def _only_in_the_sheet(path: Path, _size: int) -> None:
    rows = iter([*_ledger(1), cells(["&a9;"] * 9)])
    workbook(path, sheet(rows, BILLION_LAUGHS.encode()))


def _shared_texts(path: Path, size: int) -> None:
    """Write one text of a megabyte that each cell names: no byte of it is repeated in the file."""
    text = b'<?xml version="1.0"?><sst xmlns="' + _MAIN.encode() + b'"><si><t>' + b"x" * MB + b"</t></si></sst>"
    named = b"<row>" + b'<c t="s"><v>0</v></c>' * 9 + b"</row>"
    workbook(path, sheet(iter([cells(HEAD.split(";")), named * size])), texts=iter([text]))


def _lying_area(path: Path, _size: int) -> None:
    told = (
        b'<?xml version="1.0"?><worksheet xmlns="' + _MAIN.encode() + b'"><dimension ref="A1:XFD1048576"/><sheetData>'
    )
    workbook(path, iter([told, *_ledger(3), b"</sheetData></worksheet>"]))


def _far_cell(path: Path, _size: int) -> None:
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    workbook(path, sheet(iter([*_ledger(3), far])))


def _links(path: Path, _size: int) -> None:
    outside = (
        f'<Relationship Id="rId9" Type="{OFFICE}/externalLink" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    )
    workbook(path, sheet(_ledger(3)), links=outside)


def _elsewhere(path: Path, _size: int) -> None:
    workbook(path, sheet(_ledger(3)))
    content = path.read_bytes().replace(b"worksheets/sheet1.xml", b"../../../../etc/passw")
    path.write_bytes(content)


def _long_text(path: Path, size: int) -> None:
    values = row(1).split(";")
    values[2] = "x" * size
    workbook(path, sheet(iter([*_ledger(3), cells(values)])))


_laughing = partial(with_document_type, before=BILLION_LAUGHS)
_reaching = partial(with_document_type, before=OUTSIDE)
CASES: Final = (
    Case("Excel: a sheet of 10 GB", LEDGER, _huge, 10_240, 1, "workbook_is_too_large", "workbook_has_no_ledger"),
    Case("Excel: 1 million rows, near the limits", LEDGER, _full, 1_000_000, 500, READ),
    Case("Excel: a million sheets", LEDGER, many_sheets, 1_000_000, 600, "workbook_has_too_many_sheets"),
    Case("Excel: 500 sheets that are one part of 50,000 rows", LEDGER, _same_sheets, 50_000, 3, "workbook_is_damaged"),
    Case("Excel: a million parts", LEDGER, _many_parts, 1_000_000, 2_500, "file_has_too_many_parts"),
    Case("Excel: 10,000 columns without marks", LEDGER, _wide, 10_000, 60, "workbook_has_no_ledger"),
    Case("Excel: a million nested elements", LEDGER, _deep, 1_000_000, 1_000, "workbook_is_empty"),
    Case("Excel: entities in entities (billion laughs)", LEDGER, _laughing, 1, 1, "workbook_is_damaged"),
    Case("Excel: entities that name files and the network", LEDGER, _reaching, 1, 1, "workbook_is_damaged"),
    Case("Excel: entities in the sheet alone", LEDGER, _only_in_the_sheet, 1, 1, "workbook_is_damaged"),
    Case(
        "Excel: a shared text of 1 MB, named a million times",
        LEDGER,
        _shared_texts,
        110_000,
        1,
        "workbook_is_too_large",
        "account_is_no_account",
    ),
    Case("Excel: says it has 1,048,576 rows of 16,384 columns", LEDGER, _lying_area, 1, 1, READ),
    Case("Excel: a cell in the farthest corner", LEDGER, _far_cell, 1, 1, "workbook_is_too_large"),
    Case("Excel: links to other files and the network", LEDGER, _links, 1, 1, READ),
    Case("Excel: a sheet that is /etc/passwd", LEDGER, _elsewhere, 1, 1, "workbook_is_damaged"),
    Case("Excel: a text of 300 MB in a cell", LEDGER, _long_text, 300 * MB, 10_000, "workbook_is_too_large", READ),
)
