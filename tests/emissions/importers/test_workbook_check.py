"""Workbooks that would take all memory are refused before anything opens them."""

import zipfile
from pathlib import Path

import pytest

from emissions.importers import workbook_check
from emissions.importers.workbook_check import check_workbook
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


@pytest.mark.parametrize(
    "claim", [b'uniqueCount="99999999999"', b'count="9999"', b'count="+99999999999999999999"', b"count='9'"]
)
def test_part_that_claims_more_texts_than_it_has_bytes_is_refused(tmp_path: Path, claim: bytes) -> None:
    path = workbook(tmp_path, sheet=SHEET, sharedStrings=b"<sst " + claim + b"><si><t>x</t></si></sst>")
    assert check_workbook(path) == "workbook_is_damaged"
    assert codes_of(summary_of(path)) == ["error workbook_is_damaged file"]


def test_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_check, "MOST_UNPACKED_BYTES", 1_000_000)
    path = workbook(tmp_path, sheet=b" " * 2_000_000)
    assert path.stat().st_size < 10_000
    assert codes_of(summary_of(path)) == ["error workbook_is_too_large file"]


def test_mark_at_the_end_of_a_piece_is_seen_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(20, 60):
        monkeypatch.setattr(workbook_check, "_PIECE", size)
        assert check_workbook(workbook(tmp_path, sheet=SHEET)) is None
        assert check_workbook(workbook(tmp_path, sheet=SHEET.replace(b"A1", b"AAAA1"))) == "workbook_is_damaged"
