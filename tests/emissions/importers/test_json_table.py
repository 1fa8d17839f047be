"""JSON: rows wherever they stand, exact numbers, bounded memory, and a sentence for what is no table."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.importers.ledger_file import open_ledger
from tests.emissions.importers.ledgers import codes_of, lines_of, summary_of, written

ROW = {"leverantor": "Bygg AB", "konto_nr": "61700", "belopp": "1,5", "datum": "2024-01-05"}


def text_of(*amounts: str) -> str:
    """Return a bare array with these amounts as they would be written."""
    rows = (json.dumps(ROW | {"belopp": "@"}).replace('"@"', amount) for amount in amounts)
    return f"[{','.join(rows)}]"


def codes(folder: Path, text: str, encoding: str = "utf-8") -> list[str]:
    return codes_of(summary_of(written(folder, text, encoding)))


@pytest.mark.parametrize(
    "wrapper",
    [
        "@", '{"results": @}', '{"offset": 0, "results": @, "resultCount": 1}', "\ufeff \n@\n",
        '{"help": "x", "success": true, "result": {"fields": [{"id": "datum"}], "records": @, "total": 1}}',
        '{"meta": {"a": [1, 2]}, "data": @}',
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_rows_are_found_where_they_stand(tmp_path: Path, wrapper: str, encoding: str) -> None:
    if encoding == "cp1252":
        wrapper = wrapper.replace("\ufeff", "")
    path = written(tmp_path, wrapper.replace("@", json.dumps([ROW], ensure_ascii=False)), encoding)
    assert lines_of(path)["amount"].to_list() == [Decimal("1.5")]
    assert codes_of(summary_of(path)) == []


def test_numbers_keep_their_digits(tmp_path: Path) -> None:
    amounts = ("1302.03", "-0.1", "854924491586.56", "1.5e3", "99999999999999.9999", "12", "1.234")
    path = written(tmp_path, text_of(*amounts))
    assert lines_of(path)["amount"].to_list() == [Decimal(amount) for amount in amounts]


def test_numbers_that_are_no_amounts_are_told(tmp_path: Path) -> None:
    assert codes(tmp_path, text_of("1", "1e20", "NaN", "null", "true")) == [
        "error amount_is_missing row 4", "error amount_is_no_number row 3", "error amount_is_no_number row 5",
        "error amount_is_too_large row 2",
    ]  # fmt: skip


def test_more_than_four_decimals_are_rounded_and_told(tmp_path: Path) -> None:
    path = written(tmp_path, text_of("1.23456"))
    assert lines_of(path)["amount"].to_list() == [Decimal("1.2346")]
    assert codes_of(summary_of(path)) == ["notice amounts_rounded file"]


def test_a_name_that_only_later_rows_have_is_a_column(tmp_path: Path) -> None:
    rows = [ROW, {**ROW, "konto_nr": 45300, "fakturanummer": 7.0, "\ufeffkopare_id": "212000-9999"}]
    lines = lines_of(written(tmp_path, json.dumps(rows, ensure_ascii=False)))
    assert lines.select("account", "invoice").rows() == [("61700", None), ("45300", "7")]


def test_half_a_letter_does_no_harm(tmp_path: Path) -> None:
    lines = lines_of(written(tmp_path, json.dumps([ROW]).replace("Bygg AB", "Bygg \\ud800 AB")))
    assert lines["supplier_name"].to_list() == ["Bygg ? AB"]


def test_rows_over_the_border_of_pieces_are_whole(tmp_path: Path) -> None:
    rows = [{**ROW, "leverantor": 'Åkeri "Östra" {Änden} [1] \\', "belopp": str(number)} for number in range(12_000)]
    for text in (json.dumps(rows, ensure_ascii=False), "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)):
        lines = lines_of(written(tmp_path, text))
        assert (lines.height, lines["amount"].sum()) == (12_000, Decimal(71_994_000))
        assert lines["row"].to_list() == list(range(1, 12_001))
        assert lines["supplier_name"].unique().to_list() == [rows[0]["leverantor"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 100 + "]" * 100, "error json_is_no_table file"),
        ('{"a":' * 100 + "1" + "}" * 100, "error json_is_no_table file"),
        ('[{"leverantor": ' + "[" * 100_000 + "]" * 100_000 + "}]", "error json_is_nested row 1"),
        ("[1, 2, 3]", "error json_is_no_table file"),
        ("[]", "error json_is_no_table file"),
        ('[{"leverantor": "A"}, 7]', "error json_is_damaged row 2"),
        ('[{"leverantor": "A" "B"}]', "error json_is_damaged row 1"),
        ('[{"leverantor": "A"}, {"leverantor": "B', "error json_is_cut_short row 2"),
        ('[{"leverantor": "A"}', "error json_is_cut_short row 2"),
        ('{"leverantor": "A"}\n{"leverantor": ', "error json_is_cut_short row 2"),
        ('[{"leverantor": "' + "x" * 3_000_000 + '"}]', "error json_row_is_too_long row 1"),
        (json.dumps([{f"name_{number}": 1 for number in range(10_000)} | ROW]), "error table_is_too_wide file"),
    ],
)
def test_what_is_no_table_is_told(tmp_path: Path, text: str, code: str) -> None:
    assert codes(tmp_path, text) == [code]


def test_the_columns_are_told(tmp_path: Path) -> None:
    reading = open_ledger(written(tmp_path, json.dumps([{**ROW, "x": 1}])))
    assert dict(reading.columns) == {
        "leverantor": "supplier_name", "konto_nr": "account", "belopp": "amount", "datum": "posted_on", "x": "",
    }  # fmt: skip
