"""What a file is shows in its content; its name is never trusted."""

from pathlib import Path

import pytest

from emissions.importers.ledger_file import FORMATS, open_ledger
from emissions.importers.ledger_lines import LINE_SCHEMA
from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written


@pytest.mark.parametrize(
    "name",
    [
        "ekby_bolag_4e.se",
        "ekby_bolag_5.sie",
        "ekby_supplier_ledger.csv",
        "ekby_supplier_ledger.xlsx",
        "vik_account_table.csv",
        "vik_saft_130.xml",
    ],
)
def test_name_and_ending_do_not_matter(tmp_path: Path, name: str) -> None:
    copy = tmp_path / "regnskap 2019.pdf"
    copy.write_bytes((SAMPLES / name).read_bytes())
    assert open_ledger(copy).header == open_ledger(SAMPLES / name).header


def test_format_that_is_expected_may_be_said() -> None:
    path = SAMPLES / "ekby_bolag_4e.se"
    assert open_ledger(path, format="sie").problems == open_ledger(path).problems
    assert open_ledger(path, format="sie4e").header.format == "sie4e"
    assert open_ledger(SAMPLES / "ekby_bolag_5.sie", format="sie").header.format == "sie5"
    assert open_ledger(SAMPLES / "vik_saft_110.xml", format="saft").header.format == "saft"


def test_file_of_another_format_than_expected_is_refused() -> None:
    reading = open_ledger(SAMPLES / "ekby_bolag_4e.se", format="account_table")
    assert ([problem.code for problem in reading.problems], list(reading.batches())) == (
        ["file_has_another_format"],
        [],
    )


def test_unknown_format_is_refused_with_those_there_are() -> None:
    reading = open_ledger(SAMPLES / "ekby_bolag_4e.se", format="saf-t")
    assert [problem.code for problem in reading.problems] == ["format_is_unknown"]
    assert all(name in str(reading.problems[0].values) for name in FORMATS)


def test_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    assert codes_of(summary_of(tmp_path / "missing.se")) == ["error file_cannot_be_opened file"]
    assert codes_of(summary_of(tmp_path)) == ["error file_cannot_be_opened file"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body>Logga in</body></html>", "file_is_html"),
        (b"\n\n<!doctype HTML><p>", "file_is_html"),
        (b"\xff\xd8\xff\xe0 JFIF", "file_is_image"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "file_is_image"),
        (b"GIF89a", "file_is_image"),
        (b"\x1f\x8b\x08", "file_is_archive"),
        (b"{\\rtf1}", "file_is_document"),
        (b"<?xml version='1.0'?><!-- a --><!-- b --><ubl:Order xmlns:ubl='x'/>", "file_is_order"),
        (b"<CatalogueResponse/>", "file_is_catalogue"),
        (b"<cn:ContractNotice xmlns:cn='x'><cac:OrderReference/></cn:ContractNotice>", "file_is_notice"),
        (b"<gc:CodeList/>", "file_is_code_list"),
        (b"<!--" * 16_000, "file_is_xml"),
        (b"<!-- -->" * 8_000, "file_is_xml"),
        (b"[1, 2]", "json_is_no_table"),
        (b"{}", "json_is_no_table"),
        (b"PAR1\x15\x04", "parquet_is_damaged"),
        (b"\0\1\2\3" * 40, "file_is_binary"),
        (b"\x07\x08" * 40, "file_is_binary"),
        (b"PK\x03\x04 no archive", "archive_is_damaged"),
        (b"PK\x03\x04 [Content_Types].xml", "workbook_is_damaged"),
        (b"\x1a\x1a", "file_is_empty"),
        (b"\xef\xbb\xbf", "file_is_empty"),
        (b"BM and other words of a letter", "file_is_plain_text"),
        (b"a", "file_is_plain_text"),
    ],
)
def test_what_is_no_ledger_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    assert codes_of(summary_of(written(tmp_path, content))) == [f"error {code} file"]


def test_a_text_that_tells_of_columns_is_no_table(tmp_path: Path) -> None:
    text = f"{'About the data. ' * 30}\n\nColumns: leverantor,konto_nr,belopp,datum\n"
    assert codes_of(summary_of(written(tmp_path, text))) == ["error file_is_plain_text file"]


def test_a_table_whose_texts_run_over_lines_is_told_by_its_columns(tmp_path: Path) -> None:
    text = 'number,name,info\n1,a,"one\ntwo\n\nthree"\n2,b,"four\nfive"\n'
    assert codes_of(summary_of(written(tmp_path, text))) == ["error columns_are_unknown row 1"]


def test_a_very_wide_table_is_refused(tmp_path: Path) -> None:
    names = ";".join(["leverantor", "konto_nr", "belopp", *(f"x{number}" for number in range(10_000))])
    text = f"{names}\n{';'.join(['A', '64400', '1,5', *['1'] * 10_000])}\n"
    assert codes_of(summary_of(written(tmp_path, text))) == ["error table_is_too_wide file"]


@pytest.mark.parametrize("start", [b"leverantor;konto_nr;belopp\nA;64400;", b"#FLAGGA 0\n#PROGRAM x\n#VER "])
def test_a_line_without_end_is_refused(tmp_path: Path, start: bytes) -> None:
    assert codes_of(summary_of(written(tmp_path, start + b"1" * (9 << 20)))) == ["error line_is_too_long file"]


@pytest.mark.parametrize("name", ["ekby_bolag_4e.se", "ekby_supplier_ledger.csv", "vik_account_table.csv", "empty.csv"])
def test_lines_have_the_agreed_columns(name: str) -> None:
    assert dict(lines_of(SAMPLES / name).schema) == dict(LINE_SCHEMA)
