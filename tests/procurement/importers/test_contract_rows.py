"""Tables of contracts are read from workbooks and texts, whatever marks and letters they are written with."""

import pytest

from foundation.problems import Problem
from foundation.spreadsheets import Column, Sheet, workbook_of
from procurement.importers.contract_rows import MOST_ROWS, Table, read_tables

TITLES, ROW = ("Titel", "Leverantör"), ("Frukt", "Färsk AB")


@pytest.mark.parametrize("mark", [";", ",", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_text_is_read_with_its_mark_and_letters(mark: str, codec: str) -> None:
    text = f"{mark.join(TITLES)}\r\n\r\n{mark.join(ROW)}\r\n"
    assert read_tables(text.encode(codec)) == (Table(TITLES, ((3, ROW),)),)


def test_a_workbook_has_a_table_for_each_sheet() -> None:
    columns = [Column(title) for title in TITLES]
    book = workbook_of([Sheet("A", columns, [ROW]), Sheet("B", columns, []), Sheet("C", columns, [ROW, ROW])])
    found = read_tables(book)
    assert not isinstance(found, Problem)
    assert [len(table.rows) for table in found] == [1, 0, 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"), (b"PK\x03\x04 no book", "not_readable"), (b"a\x00b", "not_readable"),
        (b"\n;\n", "no_rows"),
        (b"a;b\n", "no_rows"), (b"a;b\n" + b"1;2\n" * (MOST_ROWS + 1), "too_many_rows"), (b"\x81\x8d", "not_readable"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told(data: bytes, code: str) -> None:
    found = read_tables(data)
    assert isinstance(found, Problem)
    assert found.code == code
