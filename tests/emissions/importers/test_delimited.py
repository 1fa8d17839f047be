"""Rows of text tables: whole, on their own line, or a problem – never with shifted fields."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.importers.delimited import DelimitedTable
from emissions.importers.problem_log import ProblemLog
from emissions.importers.raw_table import Wanted
from emissions.importers.text_encoding import detect_encoding
from tests.emissions.importers.ledgers import written

Cells = list[tuple[object, ...]]


def read(path: Path, width: int = 3, delimiter: str = ";") -> tuple[Cells, list[str]]:
    """Return the rows (row number, then cells) and the problems as `code place`."""
    names = tuple(f"c{place}" for place in range(width))
    table = DelimitedTable(path, detect_encoding(path), delimiter, 1, names, width)
    log = ProblemLog()
    rows = [row for frame in table.frames(Wanted(tuple(range(width))), log) for row in frame.rows()]
    return rows, [f"{problem.code} {problem.place}" for problem in log.close()]


def test_rows_keep_the_number_of_their_line(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, "a;b;c\n1;2;3\n\n;;\n4;5;6"))
    assert rows == [(2, "1", "2", "3"), (5, "4", "5", "6")]
    assert problems == []


def test_cells_are_trimmed_and_empty_ones_are_null(tmp_path: Path) -> None:
    rows, _ = read(written(tmp_path, "a;b;c\n 1 ;; \u00a0x\u2009\n"))
    assert rows == [(2, "1", None, "x")]


def test_row_with_too_few_or_too_many_fields_is_left_out_and_reported(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, "a;b;c\n1;2\n1;2;3\n1;2;3;4\n7;8;9\n"))
    assert rows == [(3, "1", "2", "3"), (5, "7", "8", "9")]
    assert problems == ["row_has_wrong_width row 2", "row_has_wrong_width row 4"]


def test_quoted_fields_may_hold_delimiter_quote_and_line_end(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, 'a;b;c\n"1;1";"says ""yes""";3\n"x\ny";5;6\n7;8;9\n'))
    assert rows == [(2, "1;1", 'says "yes"', "3"), (3, "x\ny", "5", "6"), (5, "7", "8", "9")]
    assert problems == []


def test_quote_inside_an_unquoted_field_is_a_letter(tmp_path: Path) -> None:
    assert read(written(tmp_path, 'a;b;c\n12" pipe;2;3\n')) == ([(2, '12" pipe', "2", "3")], [])


@pytest.mark.parametrize("bad", ['"Bolaget;2;3', '"Bolaget "Kul" AB";2;3', '"a"b;2;"3'])
def test_open_or_stray_quote_costs_its_own_row_only(tmp_path: Path, bad: str) -> None:
    rows, problems = read(written(tmp_path, f'a;b;c\n1;2;3\n{bad}\n4;5;"6"\n7;8;9\n'))
    assert rows == [(2, "1", "2", "3"), (4, "4", "5", "6"), (5, "7", "8", "9")]
    assert problems == ["quote_is_not_closed row 3"]


def test_two_open_quotes_never_merge_two_rows(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, 'a;b;c\n1;"B;3\n4;"K;6\n7;8;9\n'))
    assert rows == [(4, "7", "8", "9")]
    assert problems == ["quote_is_not_closed row 2", "quote_is_not_closed row 3"]


def test_open_quote_that_ends_in_a_later_row_swallows_no_row_between(tmp_path: Path) -> None:
    rows, problems = read(written(tmp_path, 'a;b;c\n1;"B;3\n4;5;6\n7;K";9\n'))
    assert rows == [(3, "4", "5", "6"), (4, "7", 'K"', "9")]
    assert problems == ["quote_is_not_closed row 2"]


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_other_delimiters_are_read(tmp_path: Path, delimiter: str) -> None:
    text = "a;b;c\n1;2;3\n".replace(";", delimiter)
    assert read(written(tmp_path, text), delimiter=delimiter) == ([(2, "1", "2", "3")], [])


FIELDS = st.text(alphabet='ab1 ;",.\nå', max_size=6)


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'


@given(st.lists(st.tuples(FIELDS, FIELDS, FIELDS), min_size=1, max_size=6))
def test_well_quoted_table_comes_back_field_by_field(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str, str]]
) -> None:
    text = "a;b;c\n" + "".join(";".join(map(_quoted, row)) + "\n" for row in table)
    rows, problems = read(written(tmp_path_factory.mktemp("table"), text))
    inner = [field for row in table for field in row]
    if not any("\n" in field and ";" in field for field in inner):
        assert problems == []
        assert [row[1:] for row in rows] == [
            tuple(field.strip() or None for field in row) for row in table if any(field.strip() for field in row)
        ]


@given(st.lists(st.lists(st.text(alphabet="a1 ;", max_size=5), min_size=1, max_size=5), max_size=8))
def test_every_line_is_a_row_or_a_problem(tmp_path_factory: pytest.TempPathFactory, table: list[list[str]]) -> None:
    text = "a;b;c\n" + "\n".join(";".join(row) for row in table)
    rows, problems = read(written(tmp_path_factory.mktemp("table"), text))
    told = [int(problem.split()[-1]) for problem in problems] + [int(str(row[0])) for row in rows]
    full = [number for number, line in enumerate(text.split("\n"), 1) if number > 1 and line.strip(" ;")]
    assert set(full) <= set(told)
    assert len(told) == len(set(told))
