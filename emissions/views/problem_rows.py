"""The problems of a file as its reader sees them: worded, errors first, personal numbers hidden where they must be."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.importers.problem_texts import ROW_CODES, sentence
from foundation.personal_numbers import without_personal_numbers
from foundation.problems import Problem, Severity

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTICE: 2}
_PLACE = re.compile(r"^(row|line|voucher) (.+)$")
_POSTING = re.compile(r"^voucher (.+), line (.+)$")
_NUMBER = re.compile(r"[0-9]{1,18}")  # a voucher may be called by more digits than can be read as a number
_SUMMARY_CODE = "more_of_the_same"


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One problem in words; place is empty for the whole file, and both where the message names them."""

    place: str
    field: str
    code: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class ProblemCounts:
    """How many problems of each severity there are, those not listed one by one included.

    `bad_rows` are the rows that cannot be read, each once; where not all errors are listed, there are at least so many.
    """

    errors: int
    warnings: int
    notices: int
    bad_rows: int


def problem_rows(stored: Iterable[Mapping[str, Any]], *, sees_numbers: bool, country: str) -> list[ProblemRow]:
    """Return stored problems in words: errors first, then by row, the whole file before its rows."""
    problems = sorted((problem_of(row) for row in stored), key=_order)
    return [_row(problem, sees_numbers=sees_numbers, country=country) for problem in problems]


def counts_of(stored: Iterable[Mapping[str, Any]]) -> ProblemCounts:
    """Count stored problems by severity; of a code with more than are listed, all of them."""
    every = list(stored)
    severities = {row["code"]: row["severity"] for row in every}
    counts: Counter[str] = Counter(row["severity"] for row in every if row["code"] != _SUMMARY_CODE)
    bad_rows = len({row["place"] for row in every if row["severity"] == Severity.ERROR and row["code"] in ROW_CODES})
    for row in every:
        if row["code"] == _SUMMARY_CODE:
            values = row["values"]
            counts[severities.get(values["code"], "notice")] += int(values["total"]) - int(values["shown"])
            if values["code"] in ROW_CODES:
                bad_rows = max(bad_rows, int(values["total"]))
    return ProblemCounts(counts[Severity.ERROR], counts[Severity.WARNING], counts[Severity.NOTICE], bad_rows)


def only_rows_are_wrong(stored: Iterable[Mapping[str, Any]]) -> bool:
    """Whether every error spoils single rows only, so that the others can be imported without them."""
    errors = [row for row in stored if row["severity"] == Severity.ERROR]
    return bool(errors) and all(row["code"] in ROW_CODES for row in errors)


def problem_of(stored: Mapping[str, Any]) -> Problem:
    """Return a problem as it was before it was stored."""
    return Problem(
        stored["code"], stored["place"], stored["field"], Severity(stored["severity"]), dict(stored.get("values") or {})
    )


def _order(problem: Problem) -> tuple[int, int]:
    number = _PLACE.match(problem.place)
    row = number.group(2) if number else ""
    return _ORDER[problem.severity], int(row) if _NUMBER.fullmatch(row) else 0


def _row(problem: Problem, *, sees_numbers: bool, country: str) -> ProblemRow:
    message = sentence(problem, _, get_language() or "en")
    place = "" if problem.place == "file" else _place(problem.place)
    field = problem.field or ""
    told = ("" if place in message else place, "" if field in message else field, message)
    place, field, message = (text if sees_numbers else without_personal_numbers(text, country) or "" for text in told)
    return ProblemRow(place=place, field=field, code=problem.code, severity=problem.severity.value, message=message)


def _place(place: str) -> str:
    """Return a place in the reader's words: "row 17" becomes "rad 17"."""
    if posting := _POSTING.match(place):
        return _("Voucher %(voucher)s, line %(line)s") % {"voucher": posting.group(1), "line": posting.group(2)}
    found = _PLACE.match(place)
    if not found:
        return place
    words = {"row": _("Row %(number)s"), "line": _("Line %(number)s"), "voucher": _("Voucher %(number)s")}
    return words[found.group(1)] % {"number": found.group(2)}
