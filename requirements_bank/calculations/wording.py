"""Wordings with variables: which a text names, what a filled one says, which values fit.

A variable stands in braces: "Minst {share} av leveransene …". Numbers, dates and durations are worded by language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation import figures
from foundation.problems import Problem
from requirements_bank.calculations.requirement import DurationUnit, Variable, VariableType
from requirements_bank.calculations.texts import text_in

PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
WRITTEN_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,15}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})")
NUMBERS = frozenset({VariableType.PERCENT, VariableType.NUMBER, VariableType.DURATION})

Value = Decimal | date | str

_UNITS: Mapping[str, Mapping[DurationUnit, tuple[str, str]]] = {
    "nb": {
        DurationUnit.DAY: ("dag", "dager"),
        DurationUnit.WEEK: ("uke", "uker"),
        DurationUnit.MONTH: ("måned", "måneder"),
        DurationUnit.YEAR: ("år", "år"),
    },
    "nn": {
        DurationUnit.DAY: ("dag", "dagar"),
        DurationUnit.WEEK: ("veke", "veker"),
        DurationUnit.MONTH: ("månad", "månader"),
        DurationUnit.YEAR: ("år", "år"),
    },
    "da": {
        DurationUnit.DAY: ("dag", "dage"),
        DurationUnit.WEEK: ("uge", "uger"),
        DurationUnit.MONTH: ("måned", "måneder"),
        DurationUnit.YEAR: ("år", "år"),
    },
    "sv": {
        DurationUnit.DAY: ("dag", "dagar"),
        DurationUnit.WEEK: ("vecka", "veckor"),
        DurationUnit.MONTH: ("månad", "månader"),
        DurationUnit.YEAR: ("år", "år"),
    },
    "en": {
        DurationUnit.DAY: ("day", "days"),
        DurationUnit.WEEK: ("week", "weeks"),
        DurationUnit.MONTH: ("month", "months"),
        DurationUnit.YEAR: ("year", "years"),
    },
}
_MONTHS: Mapping[str, str] = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "nn": "januar februar mars april mai juni juli august september oktober november desember",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "en": "January February March April May June July August September October November December",
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a wording: plain text, or the place of a variable with what stands there now."""

    text: str
    variable: str | None = None
    is_filled: bool = True


def variables_in(wording: str) -> tuple[str, ...]:
    """Return the names of the variables in the order in which they first come.

    >>> variables_in("{share} from {start}, {share} later")
    ('share', 'start')
    """
    return tuple(dict.fromkeys(PLACE.findall(wording)))


def segments(
    wording: str, variables: Mapping[str, Variable], values: Mapping[str, Value], language: str
) -> tuple[Segment, ...]:
    """Return the wording in pieces; a variable without a value and default shows its name in brackets."""
    found: list[Segment] = []
    end = 0
    for place in PLACE.finditer(wording):
        found.append(Segment(wording[end : place.start()]))
        found.append(_filled(place[1], variables, values, language))
        end = place.end()
    found.append(Segment(wording[end:]))
    return tuple(segment for segment in found if segment.text)


def filled(wording: str, variables: Mapping[str, Variable], values: Mapping[str, Value], language: str) -> str:
    """Return the wording as it reads with these values.

    >>> from requirements_bank.calculations.requirement import VariableType
    >>> share = Variable("share", VariableType.PERCENT, {"en": "Share"}, default=Decimal(50))
    >>> filled("At least {share}.", {"share": share}, {}, "en")
    'At least 50%.'
    """
    return "".join(segment.text for segment in segments(wording, variables, values, language))


def value_in_words(variable: Variable, value: Value, language: str) -> str:
    """Return one value as the language writes it: "50 %", "1. mars 2028", "6 måneder"."""
    known = language if language in _UNITS else "en"
    if isinstance(value, date):
        return _day(value, known)
    if isinstance(value, str):
        return text_in((variable.options or {}).get(value), language) or value
    number = figures.plain(value.normalize() if value != value.to_integral() else value.quantize(Decimal(1)), known)
    if variable.type is VariableType.PERCENT:
        return f"{number}%" if known == "en" else f"{number}{figures.NO_BREAK_SPACE}%"
    if variable.type is VariableType.DURATION:
        singular, plural = _UNITS[known][DurationUnit(variable.unit)]
        return f"{number}{figures.NO_BREAK_SPACE}{singular if value == 1 else plural}"
    return f"{number}{figures.NO_BREAK_SPACE}{variable.unit}" if variable.unit else number


def value_of(variable: Variable, text: str) -> Value | Problem:
    """Return what somebody typed as the variable's own type, or why it does not fit.

    Codes: `not_a_number`, `not_a_date`, `below_bound`, `above_bound`, `not_an_option`; the place is the variable.
    """
    typed = text.strip()
    if variable.type is VariableType.DATE:
        try:
            return date.fromisoformat(typed)
        except ValueError:
            return Problem("not_a_date", variable.name, values={"text": text})
    if variable.type is VariableType.CHOICE:
        options = variable.options or {}
        return typed if typed in options else Problem("not_an_option", variable.name, values={"text": text})
    return _number(variable, typed)


def _number(variable: Variable, typed: str) -> Decimal | Problem:
    plain = re.sub(r"[\s\u00a0\u202f%]", "", typed).replace(",", ".").replace("\u2212", "-")
    if not WRITTEN_NUMBER.fullmatch(plain):
        return Problem("not_a_number", variable.name, values={"text": typed})
    number = Decimal(plain)
    if variable.low is not None and number < variable.low:
        return Problem("below_bound", variable.name, values={"value": number, "bound": variable.low})
    if variable.high is not None and number > variable.high:
        return Problem("above_bound", variable.name, values={"value": number, "bound": variable.high})
    return number


def _filled(name: str, variables: Mapping[str, Variable], values: Mapping[str, Value], language: str) -> Segment:
    variable = variables.get(name)
    if variable is None:
        return Segment(f"[{name}]", name, is_filled=False)
    value = values.get(name, variable.default)
    if value is None:
        return Segment(f"[{text_in(variable.names, language) or name}]", name, is_filled=False)
    return Segment(value_in_words(variable, value, language), name)


def _day(day: date, language: str) -> str:
    month = _MONTHS[language].split()[day.month - 1]
    dot = "." if language in ("nb", "nn", "da") else ""
    return f"{day.day}{dot} {month} {day.year}"
