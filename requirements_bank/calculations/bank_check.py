"""What loading a file would do to a bank: each requirement new, changed, unchanged, or wrong with its problems."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from foundation.problems import Problem, Severity
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.same_content import changed_fields, plain_content, strange_values

CODE_LENGTH, TOPIC_LENGTH = 30, 80


class Standing(StrEnum):
    """What becomes of a requirement of the file."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Entry:
    """One requirement as a file has it; `place` says where: "row:17", "document:3", "file:TRA-001.yaml"."""

    place: str
    said: object


@dataclass(frozen=True, slots=True)
class Checked:
    """One requirement of the file, judged."""

    place: str
    code: str
    said: Mapping[str, Any]
    standing: Standing
    problems: tuple[Problem, ...] = ()
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to compare with: the bank's newest contents by code, those not to be changed now, known codes."""

    contents: Mapping[str, Mapping[str, Any]]
    review_on: Mapping[str, date]
    elsewhere: Collection[str]
    in_review: Collection[str]
    categories: Collection[str]
    cpv: Collection[str]


def check_entries(entries: Sequence[Entry], *, languages: Collection[str], known: Known) -> list[Checked]:
    """Return every requirement of the file as it would be loaded into a bank with these languages."""
    checked = [_checked(entry, languages, known) for entry in entries]
    codes = Counter(each.code for each in checked if each.code)
    twice = [
        _wrong(each, Problem("code_twice", each.code, "code")) if codes[each.code] > 1 else each for each in checked
    ]
    return _with_relations(twice, known)


def _checked(entry: Entry, languages: Collection[str], known: Known) -> Checked:
    if not isinstance(entry.said, Mapping):
        return Checked(entry.place, "", {}, Standing.WRONG, (Problem("not_a_requirement", ""),))
    code = str(entry.said.get("code") or "").strip()
    if strange := tuple(strange_values(entry.said, code)):
        return Checked(entry.place, code, {}, Standing.WRONG, strange)
    said = plain_content(entry.said)
    problems = [*_problems(said, languages, code), *too_long(said, code)]
    problems += _unknown_codes(said, code, known)
    if any(problem.is_error for problem in problems):
        return Checked(entry.place, code, said, Standing.WRONG, tuple(problems))
    changes = _changes(said, code, known) if code in known.contents else ()
    if changes and code in known.in_review:
        return Checked(entry.place, code, said, Standing.WRONG, (*problems, Problem("in_review", code)))
    standing = Standing.NEW if code not in known.contents else Standing.CHANGED if changes else Standing.UNCHANGED
    return Checked(entry.place, code, said, standing, tuple(problems), changes)


def _changes(said: Mapping[str, Any], code: str, known: Known) -> tuple[str, ...]:
    """Return what changes; a day of review that is left out, or is the one that holds now, is no change."""
    now = {"", known.review_on[code].isoformat()}
    found = changed_fields(known.contents[code], said)
    return tuple(name for name in found if name != "review_on" or str(said.get(name) or "") not in now)


def _problems(said: Mapping[str, Any], languages: Collection[str], code: str) -> list[Problem]:
    try:
        return read_requirement(said, languages=languages)[1]
    except (ValueError, ArithmeticError, TypeError):  # a number or day at the end of what can be counted
        return [Problem("strange_value", code)]


def too_long(said: Mapping[str, Any], code: str) -> Iterator[Problem]:
    """Yield a problem for a code or topic that is longer than what is kept of it."""
    for field, most in (("code", CODE_LENGTH), ("topic", TOPIC_LENGTH)):
        length = len(str(said.get(field) or ""))
        if length > most:
            yield Problem("text_too_long", code[:CODE_LENGTH], field, values={"length": length, "most": most})


def _unknown_codes(said: Mapping[str, Any], code: str, known: Known) -> Iterator[Problem]:
    for field, there, name in (
        ("categories", known.categories, "unknown_category"),
        ("cpv", known.cpv, "unknown_cpv"),
    ):
        found = said.get(field)
        for each in found if isinstance(found, list) else ():
            if str(each) not in there:
                yield Problem(name, code, field, Severity.WARNING, {"text": str(each)})


def _with_relations(checked: Sequence[Checked], known: Known) -> list[Checked]:
    """Take out what relates to something that is neither there nor comes with the file, until all that is left fits."""
    judged = list(checked)
    while True:
        there = {*known.contents, *known.elsewhere} | {each.code for each in judged if each.standing != Standing.WRONG}
        missing = [
            [code for code in _named(each.said) if code not in there] if each.standing != Standing.WRONG else []
            for each in judged
        ]
        if not any(missing):
            return judged
        judged = [
            _wrong(
                each, *(Problem("unknown_requirement", each.code, "relations", values={"text": code}) for code in codes)
            )
            if codes
            else each
            for each, codes in zip(judged, missing, strict=True)
        ]


def _named(said: Mapping[str, Any]) -> Iterator[str]:
    relations = said.get("relations")
    for codes in relations.values() if isinstance(relations, Mapping) else ():
        yield from map(str, codes if isinstance(codes, list) else ())


def _wrong(checked: Checked, *problems: Problem) -> Checked:
    return replace(checked, standing=Standing.WRONG, problems=(*checked.problems, *problems))
