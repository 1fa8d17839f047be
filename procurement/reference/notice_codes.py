"""The official code lists of notices out of `code_lists/notice_codes.csv`; origins in `source.toml` beside it."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from procurement.calculations.notice_codes import CodeList, NoticeCode, Status

FILE = Path(__file__).parent / "code_lists" / "notice_codes.csv"
LANGUAGES = ("en", "nb", "sv")


@cache
def code_lists() -> dict[str, CodeList]:
    """Return the lists by name, such as `award-criterion-type`, `environmental-impact` and `notice-subtype`."""
    codes: dict[str, list[NoticeCode]] = {}
    with FILE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            codes.setdefault(row["list"], []).append(_code(row))
    return {name: CodeList(found) for name, found in codes.items()}


def _code(row: dict[str, str]) -> NoticeCode:
    return NoticeCode(
        code=row["code"],
        names={language: row[f"name_{language}"] for language in LANGUAGES if row[f"name_{language}"]},
        status=Status(row["status"]),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        replaces=tuple(row["replaces"].split()),
        meaning=row["meaning"],
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
