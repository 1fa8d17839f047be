"""Files that are made to fill memory or time: how each is made, and which reader it is for."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

MB = 1 << 20
LEDGER, NOTICE, WORDINGS, BANK = "ledger", "notice", "wordings", "bank"

HEAD = "kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning"
ROW = "Vik;{n};Lev {s} AB;5599000011;6440;Livsmedel;{n}.25;2024-{m:02d}-{d:02d};Skola"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{parts}</Types>'
)
SHEET_TYPE = (
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
)
RELATIONSHIPS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
BILLION_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = (
    "<!DOCTYPE x [<!ENTITY secret SYSTEM 'file:///etc/passwd'><!ENTITY % far SYSTEM 'http://127.0.0.1:9/x'>%far;]>"
)


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file: what it is, who reads it, how it is made; `large` ones are left out by --quick."""

    name: str
    reader: str
    make: Callable[[Path], object]
    large: bool = False


def _csv_rows(rows: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8") as file:
            file.write(f"{HEAD}\n")
            for start in range(0, rows, 10_000):
                numbers = range(start, min(start + 10_000, rows))
                file.write("".join(f"{ROW.format(n=n, s=n % 900, m=n % 12 + 1, d=n % 28 + 1)}\n" for n in numbers))

    return make


def _one_line(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(300):
            file.write(b"konto;belopp;" * (MB // 13))


def _columns(count: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        names = ";".join([HEAD, *(f"extra_{n}" for n in range(count))])
        rows = (f"{ROW.format(n=n, s=n, m=1, d=1)}{';x' * count}" for n in range(200))
        path.write_text("\n".join([names, *rows, ""]), encoding="utf-8")

    return make


def _bad_rows(rows: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        bad = ROW.format(n=1, s=1, m=1, d=1).replace("1.25", "12x50").replace("2024-01-01", "2024-13-45")
        with path.open("w", encoding="utf-8") as file:
            file.write(f"{HEAD}\n")
            for _ in range(rows // 1000):
                file.write(f"{bad}\n" * 1000)

    return make


def _amounts(path: Path) -> None:
    wild = ("1e308", "-1e308", "9" * 400, "0." + "0" * 400 + "1", "NaN", "inf", "1,2,3,4", "--1", "٣٤")
    rows = (ROW.format(n=n, s=n, m=1, d=1).replace(f"{n}.25", amount) for n, amount in enumerate(wild * 100))
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")


def _long_header(path: Path) -> None:
    path.write_text(f"{HEAD};{'x' * MB}\n{ROW.format(n=1, s=1, m=1, d=1)};y\n", encoding="utf-8")


def _open_quote(path: Path) -> None:
    path.write_text(f'{HEAD}\n"' + f"{ROW.format(n=1, s=1, m=1, d=1)}\n" * 500_000, encoding="utf-8")


def _sie(records: int, record: str = "#TRANS 4010 {} 100.00 20240101 text") -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("w", encoding="cp437") as file:
            file.write('#FLAGGA 0\n#SIETYP 4\n#FNAMN "Vik"\n#RAR 0 20240101 20241231\n#VER A 1 20240101 "x"\n{\n')
            for _ in range(records // 1000):
                file.write(f"{record}\n" * 1000)
            file.write("}\n")

    return make


def _workbook(path: Path, sheet: Iterator[bytes], *, sheets: int = 1, before: str = "") -> None:
    names = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, sheets + 1))
    target = f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", TYPES.format(parts=SHEET_TYPE))
        archive.writestr("_rels/.rels", f"{RELATIONSHIPS}{root}</Relationships>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"{RELATIONSHIPS}{target}</Relationships>")
        book = f'{before}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{names}</sheets></workbook>'
        archive.writestr("xl/workbook.xml", f'<?xml version="1.0"?>{book}')
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in sheet:
                part.write(piece)


def _sheet(rows: Iterator[bytes], before: bytes = b"") -> Iterator[bytes]:
    yield b'<?xml version="1.0"?>' + before + f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    yield from rows
    yield b"</sheetData></worksheet>"


def _cell(value: object) -> str:
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def _ledger_rows(rows: int) -> Iterator[bytes]:
    yield f"<row>{''.join(map(_cell, HEAD.split(';')))}</row>".encode()
    for n in range(rows):
        line = ROW.format(n=n, s=n % 900, m=n % 12 + 1, d=n % 28 + 1)
        yield f"<row>{''.join(map(_cell, line.split(';')))}</row>".encode()


def _huge_sheet(path: Path) -> None:
    _workbook(path, _sheet(b"<row><c><v>1</v></c></row>" * 40_000 for _ in range(10_240)))


def _full_workbook(path: Path) -> None:
    _workbook(path, _sheet(_ledger_rows(1_000_000)))


def _million_sheets(path: Path) -> None:
    _workbook(path, _sheet(iter(())), sheets=1_000_000)


def _million_parts(path: Path) -> None:
    _workbook(path, _sheet(_ledger_rows(3)))
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(1_000_000):
            archive.writestr(zipfile.ZipInfo(f"xl/media/{number}"), b"")


def _wide_workbook(path: Path) -> None:
    _workbook(path, _sheet(b"<row>" + b"<c><v>1</v></c>" * 10_000 + b"</row>" for _ in range(200)))


def _deep_workbook(path: Path) -> None:
    _workbook(path, _sheet(iter([b"<a>" * 1_000_000 + b"</a>" * 1_000_000])))


def _laughing_workbook(path: Path) -> None:
    _workbook(path, _sheet(_ledger_rows(3), BILLION_LAUGHS.encode()), before=BILLION_LAUGHS)


def _reaching_workbook(path: Path) -> None:
    _workbook(path, _sheet(_ledger_rows(3), OUTSIDE.encode()), before=OUTSIDE)


def _nested(path: Path) -> None:
    content = b"0" * (10 * MB)
    for level in range(30):
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(5):
                archive.writestr(f"{level}-{copy}.zip", content)
        content = packed.getvalue()
    path.write_bytes(content)


def _xml(start: str, middle: str, end: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(f'<?xml version="1.0"?>{start}{middle}{end}', encoding="utf-8")


def _notice(start: str, middle: str) -> Callable[[Path], object]:
    return _xml(start, f"<ContractNotice>{middle}", "</ContractNotice>")


def _deep_xml(path: Path) -> None:
    path.write_text("<ContractNotice>" + "<a>" * 1_000_000 + "</a>" * 1_000_000 + "</ContractNotice>")


def _docx(before: str, text: str, times: int = 1) -> Callable[[Path], None]:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = TYPES.format(parts="").replace("/xl/workbook.xml", "/word/document.xml")
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

    def make(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr(
                "[Content_Types].xml",
                types.replace("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", main),
            )
            root = f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            archive.writestr("_rels/.rels", f"{RELATIONSHIPS}{root}</Relationships>")
            with archive.open("word/document.xml", "w", force_zip64=True) as part:
                part.write(f'<?xml version="1.0"?>{before}<w:document xmlns:w="{space}"><w:body>'.encode())
                for _ in range(times):
                    part.write(text.encode())
                part.write(b"</w:body></w:document>")

    return make


PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
PARAGRAPHS = PARAGRAPH.format("The supplier shall report each year what was delivered.") * 10_000

CASES: tuple[Case, ...] = (
    Case("CSV of 300 MB in one line", LEDGER, _one_line, large=True),
    Case("CSV of 10 million rows", LEDGER, _csv_rows(10_000_000), large=True),
    Case("CSV with 10,000 columns", LEDGER, _columns(10_000)),
    Case("CSV with a million bad rows", LEDGER, _bad_rows(1_000_000), large=True),
    Case("CSV with 20,000 bad rows", LEDGER, _bad_rows(20_000)),
    Case("CSV with amounts such as 1e308", LEDGER, _amounts),
    Case("CSV with a header of 1 MB", LEDGER, _long_header),
    Case("CSV with a quotation mark left open over 500,000 rows", LEDGER, _open_quote, large=True),
    Case("SIE with a voucher of 3 million lines", LEDGER, _sie(3_000_000), large=True),
    Case("SIE with 3 million unknown records", LEDGER, _sie(3_000_000, '#NONSENSE "x" {'), large=True),
    Case("Excel: a sheet of 10 GB", LEDGER, _huge_sheet, large=True),
    Case("Excel: 1 million rows, near the limits", LEDGER, _full_workbook, large=True),
    Case("Excel: a million sheets", LEDGER, _million_sheets),
    Case("Excel: a million parts", LEDGER, _million_parts, large=True),
    Case("Excel: 10,000 columns without marks", LEDGER, _wide_workbook),
    Case("Excel: a million nested elements", LEDGER, _deep_workbook),
    Case("Excel: entities in entities (billion laughs)", LEDGER, _laughing_workbook),
    Case("Excel: entities that name files and the network", LEDGER, _reaching_workbook),
    Case("Zip in zip, 30 deep, 5 wide", LEDGER, _nested),
    Case("XML: entities in entities, as a ledger", LEDGER, _xml(BILLION_LAUGHS, "<AuditFile>&a9;", "</AuditFile>")),
    Case("XML: entities in entities, as a notice", NOTICE, _notice(BILLION_LAUGHS, "&a9;")),
    Case("XML: entities that name files and the network", NOTICE, _notice(OUTSIDE, "&secret;")),
    Case("XML: a million nested elements, as a notice", NOTICE, _deep_xml),
    Case("Word: entities in entities", WORDINGS, _docx(BILLION_LAUGHS, PARAGRAPH.format("&a9;"))),
    Case("Word: entities that name files and the network", WORDINGS, _docx(OUTSIDE, PARAGRAPH.format("&secret;"))),
    Case("Word: 1 GB of paragraphs", WORDINGS, _docx("", PARAGRAPHS, 1_300), large=True),
    Case("Bank workbook: entities in entities", BANK, _laughing_workbook),
    Case("Bank: zip in zip, 30 deep, 5 wide", BANK, _nested),
)  # fmt: skip
