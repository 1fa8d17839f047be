"""Tables that people fill in – own factors, rules, fix lists – mutated; what must hold for any file whatsoever.

Run from the checkout: `python -m tests.fuzz.hostile_tables --inputs 20000 [--seed N]` feeds them to the three readers.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from io import BytesIO
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
django.setup()

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402 - Django first
from openpyxl import Workbook  # noqa: E402 - as above
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402 - as above

from emissions.forms.fix_list import answers_of  # noqa: E402 - as above
from emissions.forms.rule_set import rules_in_file  # noqa: E402 - as above
from emissions.importers.factor_rows import read_factor_rows  # noqa: E402 - as above
from emissions.importers.factor_table import read_factor_table  # noqa: E402 - as above
from emissions.importers.fix_list_rows import read_fix_list  # noqa: E402 - as above
from emissions.importers.rule_rows import read_rule_rows  # noqa: E402 - as above
from emissions.reports.factor_problem_texts import FILE_SENTENCES, ROW_SENTENCES  # noqa: E402 - as above
from emissions.reports.fix_list_columns import COLUMNS as FIX_COLUMNS  # noqa: E402 - as above
from emissions.reports.line_words import Reader  # noqa: E402 - as above
from emissions.reports.rule_files import COLUMN_NAMES  # noqa: E402 - as above
from foundation.problems import Problem  # noqa: E402 - as above
from tests.emissions.own_set_cases import COLUMNS, FACTS, FILE  # noqa: E402 - as above
from tests.fuzz.hostile_files import hostile  # noqa: E402 - as above

Check = Callable[[bytes], str]
_RULES = b"Account;Supplier number;Category;Treatment;Reason;Precedence;Explanation\n"
_RULE_ROWS = b"64*;;food.dairy;;;10;Milk\n45;802499-0055;;excluded;grants;;Grants\n62100;;;energy;;;\n"
_FIX_ROWS = (
    ("supplier:7c8f2f0e-5d0c-4c3e-9a44-0c1b7f6f2d10", "559900-0011", "Ekby AB", "", "", "right"),
    ("catch_all:64400:7c8f2f0e-5d0c-4c3e-9a44-0c1b7f6f2d10", "", "", "Mat [food.dairy]", "", ""),
    ("account:kommun_bas:64400", "", "Livsmedel", "", "", ""),
)


def _workbook(rows: list[list[str]]) -> bytes:
    book, written = Workbook(), BytesIO()
    assert isinstance(book.active, Worksheet)
    for row in rows:
        book.active.append(row)
    book.save(written)
    return written.getvalue()


def originals() -> dict[str, list[bytes]]:
    """Return by reader the files that are mutated."""
    columns = ("row", "right_number", "right_name", "category", "verdict", "comment")
    rules = [line.split(";") for line in (_RULES + _RULE_ROWS).decode().splitlines()]
    odd = [["Account", "Category"], ["64_x0000_", "food.dairy_x0000_"]]
    half = b'[{"account": "64\\ud800\\u0000", "category": "food.dai\\udfffry"}]'
    said = [dict(zip(COLUMN_NAMES, ["64", *[""] * (len(COLUMN_NAMES) - 1)], strict=True), category="food.dairy")]
    factors = [line.split(";") for line in FILE.decode().splitlines()]
    fixes = [[str(FIX_COLUMNS[name].title) for name in columns], *map(list, _FIX_ROWS)]
    return {
        "factors": [FILE, FILE.decode().encode("utf-16"), _workbook(factors)],
        "rules": [_RULES + _RULE_ROWS, json.dumps({"rules": said}).encode(), half, _workbook(rules), _workbook(odd)],
        "fixes": [_workbook(fixes)],
    }


def check_factors(content: bytes) -> str:
    """Read own factors; every row is good or has a sentence."""
    table = read_factor_table(content)
    if isinstance(table, Problem):
        return _worded(table)
    columns = {name: place for name, place in COLUMNS.items() if place < len(table.titles)}
    good, problems = read_factor_rows(table, {**columns, "factor": len(table.titles) - 1}, FACTS)
    assert {row.row for row in good} <= {number for number, _cells in table.rows}
    assert all(row.kg_per_unit.is_finite() for row in good)
    _keeps([*good, table])
    return next(map(_worded, problems), "read")


def check_rules(content: bytes) -> str:
    """Read rules; every row is a rule or has a sentence."""
    sheet = read_rule_rows(content)
    if isinstance(sheet, Problem):
        return sheet.code
    rules, wrong = rules_in_file(sheet, Reader(sees_numbers=False, sees_persons=False, country="SE"))
    assert {rule.row for rule in rules} <= {number for number, _row in sheet.rows}
    _keeps([*rules, *wrong])
    return "row_is_wrong" if wrong else "read"


def check_fixes(content: bytes) -> str:
    """Read a fix list that came back; every answer is one or has a sentence."""
    sheets = read_fix_list(content)
    if isinstance(sheets, Problem):
        return sheets.code
    found = answers_of(sheets)
    if isinstance(found, str):
        return "no_fix_list"
    _keeps([*found[0], *found[1]])
    return "row_is_wrong" if found[1] else "read"


CHECKS: dict[str, Check] = {"factors": check_factors, "rules": check_rules, "fixes": check_fixes}


def _worded(problem: Problem) -> str:
    said = {**FILE_SENTENCES, **ROW_SENTENCES}[problem.code] % problem.values
    _keeps([said])
    return problem.code


def _keeps(things: list[Any]) -> None:
    """Whatever was read can be shown and stored: it is text in UTF-8, without the letter that PostgreSQL refuses."""
    for thing in things:
        text = "\x1f".join(_texts(asdict(thing) if is_dataclass(thing) and not isinstance(thing, type) else thing))
        text.encode()
        assert "\0" not in text


def _texts(thing: Any) -> Iterator[str]:
    if isinstance(thing, dict):
        for value in thing.values():
            yield from _texts(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _texts(value)
    else:
        yield str(thing)


def main() -> int:
    """Feed each reader as many files as asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000, help="files for each reader")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    told = parser.parse_args()
    for reader, contents in originals().items():
        verdicts, begun = Counter[str](), time.monotonic()
        for number in range(0, told.inputs, 2_000):
            _round(reader, contents, min(2_000, told.inputs - number), told.seed + number, verdicts)
        minutes = (time.monotonic() - begun) / 60
        sys.stdout.write(f"{reader}: {verdicts.total()} inputs, {minutes:.1f} minutes, seed {told.seed}: {verdicts}\n")
    return 0


def _round(reader: str, contents: list[bytes], size: int, number: int, verdicts: Counter[str]) -> None:
    @seed(number)
    @settings(
        max_examples=size,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(hostile(contents))
    def trial(content: bytes) -> None:
        verdicts[CHECKS[reader](content)] += 1

    trial()


if __name__ == "__main__":
    sys.exit(main())
