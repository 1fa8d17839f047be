"""Hostile small tables that people fill in: own factors, rules, fix lists and figures of activities."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.hostile.archives import nested
from benchmarks.hostile.case import ACTIVITY, FACTORS, FIXES, MB, READ, RULES, Case, repeated, text_file
from benchmarks.hostile.markup import BILLION_LAUGHS
from benchmarks.hostile.workbooks import cells, many_sheets, sheet, with_document_type, workbook

_FACTORS: Final = "Kode;Navn;Faktor\n"
_RULES: Final = "Account;Supplier number;Category;Treatment;Reason;Precedence;Explanation\n"
_FIGURES: Final = "Period;First day;Last day;Part;Quantity\n"


def _columns(size: int, *, head: str, row: str) -> Iterator[str]:
    yield head.strip() + ";x" * size + "\n"
    yield (row.strip() + ";1" * size + "\n") * 3


def _huge_sheet(path: Path, size: int) -> None:
    workbook(path, sheet(b"<row><c><v>1</v></c></row>" * 40_000 for _ in range(size)))


def _rows(path: Path, size: int, *, head: str, row: str) -> None:
    line = cells(row.strip().split(";"))
    workbook(path, sheet(iter([cells(head.strip().split(";")), line * size])))


def _keys(size: int) -> Iterator[str]:
    """Yield rules of fifty keys each that no other rule has: as a table they would have a cell for each of each."""
    rules = (json.dumps({f"k{n}-{m}": 1 for m in range(50)}) for n in range(size))
    yield f'{{"rules": [{", ".join(rules)}]}}'


def _deep(path: Path, size: int) -> None:
    path.write_text('{"rules": ' + "[" * size + "]" * size + "}", encoding="utf-8")


def _long_digits(path: Path, size: int) -> None:
    path.write_text(f'{{"rules": [{{"account": {"9" * size}, "category": "food.dairy"}}]}}', encoding="utf-8")


_laughing = partial(with_document_type, before=BILLION_LAUGHS)
_TABLES: Final = (
    (FACTORS, _FACTORS, "10;Mat;0,06\n"),
    (RULES, _RULES, "64*;;food.dairy;;;10;Milk\n"),
    (ACTIVITY, _FIGURES, "2024;;;;12\n"),
)
_OF_EACH: Final = tuple(
    case
    for reader, head, row in _TABLES
    for case in (
        Case(
            f"{reader.capitalize()}: CSV of a million rows",
            reader,
            repeated(head, row),
            10 * MB // 12,
            30_000,
            "too_many_rows",
        ),
        Case(
            f"{reader.capitalize()}: CSV of a million columns",
            reader,
            text_file(partial(_columns, head=head, row=row)),
            1_000_000,
            100,
            "too_many_columns" if reader == FACTORS else READ,
        ),
        Case(
            f"{reader.capitalize()}: CSV with a quotation mark left open",
            reader,
            repeated(head + '"', row),
            5 * MB // 12,
            20_000,
            "not_readable",
        ),
        Case(
            f"{reader.capitalize()}: Excel of 200,000 rows",
            reader,
            partial(_rows, head=head, row=row),
            200_000,
            45_000,
            "workbook_is_too_large",
        ),
    )
)
_WORKBOOKS: Final = tuple(
    case
    for reader in (FACTORS, RULES, FIXES, ACTIVITY)
    for case in (
        Case(f"{reader.capitalize()}: Excel of 1 GB", reader, _huge_sheet, 1_024, 2, "workbook_is_too_large"),
        Case(f"{reader.capitalize()}: Excel with entities in entities", reader, _laughing, 1, 1, "not_readable"),
        Case(
            f"{reader.capitalize()}: Excel of a million sheets",
            reader,
            many_sheets,
            1_000_000,
            2_000,
            "not_readable" if reader in (FACTORS, FIXES) else "workbook_is_too_large",
            "not_readable",
        ),
        Case(f"{reader.capitalize()}: zip in zip, 30 deep", reader, nested, 30, 3, "not_readable"),
    )
)
CASES: Final = (
    *_OF_EACH,
    *_WORKBOOKS,
    Case("Rules: JSON with 500,000 different keys", RULES, text_file(_keys), 8_000, 10, "too_many_columns"),
    Case("Rules: JSON a million levels deep", RULES, _deep, 1_000_000, 20_000, "too_many_rows"),
    Case("Rules: JSON with a number of 4 million digits", RULES, _long_digits, 4_000_000, 5_000, "not_readable"),
)
