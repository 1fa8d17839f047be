"""Workbooks that would take all memory are refused before anything opens them."""

import zipfile
from pathlib import Path

import pytest

from emissions.importers import workbook_check, workbook_pieces
from emissions.importers.workbook import WorkbookError, open_sheets
from emissions.importers.workbook_check import WHILE_SOMEBODY_WAITS, Limits, check_workbook
from emissions.importers.workbook_texts import named_letters
from tests.emissions.importers.ledgers import SAMPLES, codes_of, summary_of

SHEET = b'<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'


def workbook(folder: Path, **parts: bytes) -> Path:
    path = folder / "book"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        for name, content in parts.items():
            archive.writestr(f"xl/{name}.xml", content)
    return path


@pytest.mark.parametrize("name", ["ekby_supplier_ledger.xlsx", "ekby_dated.xlsx", "ekby_two_ledgers.xlsx"])
def test_ordinary_workbooks_may_be_opened(name: str) -> None:
    assert check_workbook(SAMPLES / name) is None


@pytest.mark.parametrize(
    "mark",
    [
        b' r="ZZZZZZ99999999"',
        b' r="A99999999999"',
        b' r="-1"',
        b" r='A1'",
        b'\tr="A1"',
        b'\nr="A1"',
        b' r ="A1"',
        b" r=A1",
    ],
)
def test_mark_that_no_spreadsheet_has_is_refused(tmp_path: Path, mark: bytes) -> None:
    assert check_workbook(workbook(tmp_path, sheet=SHEET)) is None
    assert check_workbook(workbook(tmp_path, sheet=SHEET.replace(b' r="A1"', mark))) == "workbook_is_damaged"


def test_sheet_of_too_large_an_area_is_refused(tmp_path: Path) -> None:
    wide = SHEET.replace(b"</row>", b'<c r="AAA1"/></row><row r="1048576"/>')
    assert check_workbook(workbook(tmp_path, sheet=wide)) == "workbook_is_too_large"
    narrow = SHEET.replace(b"</row>", b'<c r="AAA1"/></row><row r="900"/>')
    assert check_workbook(workbook(tmp_path, sheet=narrow)) is None


def test_less_is_taken_while_somebody_waits(tmp_path: Path) -> None:
    for end, code in (("B400000", None), ("C400000", "workbook_is_too_large")):
        path = workbook(
            tmp_path, sheet=SHEET.replace(b"</row>", b'</row><row r="400000"><c r="%s"/></row>' % end.encode())
        )
        assert (check_workbook(path), check_workbook(path, WHILE_SOMEBODY_WAITS)) == (None, code)


@pytest.mark.parametrize(
    "claim", [b'uniqueCount="99999999999"', b'count="9999"', b'count="+99999999999999999999"', b"count='9'"]
)
def test_part_that_claims_more_texts_than_it_has_bytes_is_refused(tmp_path: Path, claim: bytes) -> None:
    path = workbook(tmp_path, sheet=SHEET, sharedStrings=b"<sst " + claim + b"><si><t>x</t></si></sst>")
    assert check_workbook(path) == "workbook_is_damaged"
    assert codes_of(summary_of(path)) == ["error workbook_is_damaged file"]


@pytest.mark.parametrize("text", [b"Discount = 10", b'Amount="999999999999"', b"count= 5 &gt; 3"])
def test_a_cell_may_say_anything(tmp_path: Path, text: bytes) -> None:
    strings = b'<sst count="1" uniqueCount="1"><si><t>' + text + b"</t></si></sst>"
    assert check_workbook(workbook(tmp_path, sheet=SHEET, sharedStrings=strings)) is None


@pytest.mark.parametrize(
    "start",
    [b"<sst a='>' count = 9>", b'<sst a=">" count="99999">', b'<!--"--><sst count = 9>', b'<sst a=" count = 9>'],
)
def test_a_claim_is_seen_wherever_it_stands_in_a_tag(tmp_path: Path, start: bytes) -> None:
    path = workbook(tmp_path, sheet=SHEET, sharedStrings=start + b"<si><t>x</t></si></sst>")
    assert check_workbook(path) == "workbook_is_damaged"


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_check, "IN_A_WORKER", Limits(unpacked_bytes=1_000_000, cells=1))
    path = workbook(tmp_path, sheet=b" " * 2_000_000)
    assert path.stat().st_size < 10_000
    assert codes_of(summary_of(path)) == ["error workbook_is_too_large file"]


def test_mark_at_the_end_of_a_piece_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(20, 60):
        monkeypatch.setattr(workbook_pieces, "_PIECE", size)
        assert check_workbook(workbook(tmp_path, sheet=SHEET)) is None
        assert check_workbook(workbook(tmp_path, sheet=SHEET.replace(b"A1", b"AAAA1"))) == "workbook_is_damaged"


def linked(folder: Path, sheet: bytes, name: str = "sheet1.xml") -> Path:
    """Return a workbook that the reading library opens, its only sheet under the given name."""
    path = folder / "linked"
    tree, kind = b"http://schemas.openxmlformats.org/package/2006/relationships", b"http://schemas.openxmlformats.org"
    kind += b"/officeDocument/2006/relationships"
    link = b'<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/%s" Target="%s"/></Relationships>'
    book = b'<workbook xmlns:r="%s"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>' % kind
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", link % (tree, kind, b"officeDocument", b"xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", book)
        archive.writestr("xl/_rels/workbook.xml.rels", link % (tree, kind, b"worksheet", name.encode()))
        archive.writestr(f"xl/{name}", sheet)
    return path


def test_sheet_under_another_name_is_refused(tmp_path: Path) -> None:
    assert [sheet.height for sheet in open_sheets(linked(tmp_path, SHEET))] == [1]
    assert codes_of(summary_of(linked(tmp_path, SHEET, "sheet1.xm"))) == ["error workbook_is_damaged file"]


def test_other_parts_may_hold_anything(tmp_path: Path) -> None:
    path = linked(tmp_path, SHEET)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b'Count = 5 r="ZZZZ1" <c>')
    assert check_workbook(path) is None


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576">' + b"<c/>" * 40 + b"</row>",
        b'<row r="1048576">' + b"<c t=' r=\"A1\"'/>" * 40 + b"</row>",
        b'<row r="1048576">' + b"<c/><!--<row>-->" * 40 + b"</row>",
        b'<row r="1048576"><c r="Z1048576"/>' + b"<x:c/>" * 14 + b"</row>",
        b'<row r="1048575"/><row><c r="Z3"/>' + b"<c/>" * 14 + b"</row>",
    ],
)
def test_cells_without_a_mark_count_where_they_stand(tmp_path: Path, row: bytes) -> None:
    sheet = SHEET.replace(b"<sheetData>", b'<sheetData xmlns:x="x">')
    assert check_workbook(linked(tmp_path, sheet.replace(b"</row>", b"</row>" + row))) == "workbook_is_too_large"


def test_cells_without_a_mark_are_read(tmp_path: Path) -> None:
    path = linked(tmp_path, SHEET.replace(b"</row>", b"</row><row><c><v>1</v></c><c><v>2</v></c></row>"))
    assert [(sheet.height, sheet.width) for sheet in open_sheets(path)] == [(2, 2)]


@pytest.mark.parametrize("name", ["mimetype", "content.xml", "xl/workbook.bin"])
def test_archive_that_is_another_document_too_is_refused(tmp_path: Path, name: str) -> None:
    path = linked(tmp_path, SHEET)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    assert codes_of(summary_of(path)) == ["error file_is_document file"]


def test_another_document_is_never_opened_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "book"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            '<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:'
            'tc:opendocument:xmlns:table:1.0"><o:body><o:spreadsheet><t:table t:name="A"><t:table-row><t:table-cell '
            'o:value-type="float" o:value="1"/></t:table-row></t:table></o:spreadsheet></o:body></o:document-content>',
        )
    with pytest.raises(WorkbookError):
        list(open_sheets(path))


@pytest.mark.parametrize(
    ("value", "named"),
    [
        (b"<v>0</v>", 40), (b"<v>1</v>", 60), (b"<x:v>1</x:v>", 60), (b'<v xml:space="preserve">1</v>', 60),
        (b"<v>0001</v>", 60), (b"<v>2</v>", 0), (b"<v>12345678901234567890</v>", 0), (b"<v>1.5</v>", 0),
        (b"<v></v>", 0),
        (b"<v>-1.5E-7</v>", 0), (b"<v>+1</v>", 60), (b"<v> 1 </v>", 60), (b"<v>&#49;</v>", 60),
        (b"<v><![CDATA[1]]></v>", 60), (b"<v><?x?>1</v>", 60),
    ],
)  # fmt: skip
def test_a_text_counts_as_often_as_it_is_named(tmp_path: Path, value: bytes, named: int) -> None:
    texts = b"<sst><si><t>" + b"a" * 19 + b"</t></si><si><t>" + b"b" * 33 + b"</t></si></sst>"
    path = workbook(tmp_path, sheet=SHEET.replace(b"<v>1</v>", b"<v>99</v>" + value), sharedStrings=texts)
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        found = named_letters(archive, [parts["xl/sheet.xml"]], [parts["xl/sharedStrings.xml"]])
    assert abs(found - named) <= 6  # with the marks around it


def test_texts_that_hide_where_they_begin_count_as_their_part(tmp_path: Path) -> None:
    texts = b"<sst><si><t>" + b"a" * 500 + b"<!--<si>-->" + b"a" * 500 + b"</t></si></sst>"
    path = workbook(tmp_path, sheet=SHEET.replace(b"<v>1</v>", b"<v>0</v>"), sharedStrings=texts)
    with zipfile.ZipFile(path) as archive:
        parts = {part.filename: part for part in archive.infolist()}
        assert named_letters(archive, [parts["xl/sheet.xml"]], [parts["xl/sharedStrings.xml"]]) > 1_000
