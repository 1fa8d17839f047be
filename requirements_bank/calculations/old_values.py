"""Values of a requirement's variables, read out of an old wording: "50 %", "innen 15 dager", "fra 1. januar 2028".

1. Shares, durations, days and numbers are found with the words around them.
2. A variable takes only what is of its type (and unit, for durations) and within its bounds.
3. Among several, the one whose neighbouring words resemble those of the variable's place in the bank's wording; where
   none does, the first that is left.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from requirements_bank.calculations.requirement import DurationUnit, Variable, VariableType
from requirements_bank.calculations.wording import PLACE, Value

_NEIGHBOURS = 40
_STEM = 5
_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_SHARE = re.compile(
    rf"(?P<number>{_NUMBER})[ \u00a0\u202f]?(?:%|(?:vekt|vikt|volum)?(?:prosent|procent)\w*|per ?cent)", re.IGNORECASE
)
_HALF = re.compile(r"\b(?:halvparten|hälften|annenhver|half)\b", re.IGNORECASE)
_UNITS: Mapping[str, DurationUnit] = {
    "dag": DurationUnit.DAY, "day": DurationUnit.DAY, "uke": DurationUnit.WEEK, "veke": DurationUnit.WEEK,
    "veck": DurationUnit.WEEK, "week": DurationUnit.WEEK, "måned": DurationUnit.MONTH, "månad": DurationUnit.MONTH,
    "month": DurationUnit.MONTH, "år": DurationUnit.YEAR, "year": DurationUnit.YEAR,
}  # fmt: skip
_WORDS: Mapping[str, int] = {
    "en": 1, "ett": 1, "et": 1, "én": 1, "to": 2, "två": 2, "tre": 3, "fire": 4, "fyra": 4, "fem": 5, "seks": 6,
    "sex": 6, "sju": 7, "åtte": 8, "åtta": 8, "ni": 9, "nio": 9, "ti": 10, "tio": 10, "tolv": 12,
}  # fmt: skip
_WRITTEN = "|".join(_WORDS)
_DURATION = re.compile(
    rf"\b(?P<number>{_NUMBER}|{_WRITTEN})[ \u00a0\u202f]?(?P<unit>{'|'.join(_UNITS)})\w*",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"(?<![\w/.,-])(?P<number>{_NUMBER}|\b(?:{_WRITTEN})\b)(?![\w/]|[.,]\d)", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "okt|oct", "nov", "des|dec")
_WORDED_DAY = re.compile(r"\b(?P<day>\d{1,2})\.? (?P<month>[a-zæøåäö]{3,9}) (?P<year>20\d\d)\b", re.IGNORECASE)
_DOTTED_DAY = re.compile(r"\b(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)\b")
_ISO_DAY = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a text, where it stands, and the unit of a duration."""

    value: Decimal | date
    start: int
    end: int
    kind: VariableType
    unit: str = ""


def proposed_values(variables: Mapping[str, Variable], wording: str, old: str) -> dict[str, Value]:
    """Return a value for each variable that the old wording seems to say one for; the bank's own defaults are left out.

    >>> share = Variable("share", VariableType.PERCENT, {}, low=Decimal(10), high=Decimal(100))
    >>> proposed_values({"share": share}, "Minst {share} av leveransene.", "30 % av leveransene skal gå med elbil.")
    {'share': Decimal('30')}
    """
    return {name: found.value for name, found in _chosen(variables, wording, old).items()}


def placed_values(variables: Mapping[str, Variable], wording: str, old: str) -> tuple[str, dict[str, Value]]:
    """Return the old wording with variables in the places of its values, and the values.

    >>> share = Variable("share", VariableType.PERCENT, {})
    >>> placed_values({"share": share}, "Minst {share}.", "30 % av leveransene.")
    ('{share} av leveransene.', {'share': Decimal('30')})
    """
    chosen = _chosen(variables, wording, old)
    text = old.replace("{", "(").replace("}", ")")
    for name, found in sorted(chosen.items(), key=lambda pair: -pair[1].start):
        text = f"{text[: found.start]}{{{name}}}{text[found.end :]}"
    return text, {name: found.value for name, found in chosen.items()}


def _chosen(variables: Mapping[str, Variable], wording: str, old: str) -> dict[str, Found]:
    """Return for each variable the value that fits best; a value serves one variable only."""
    found = list(found_values(old))
    pairs = [
        (_resemblance(wording, name, old, each), -each.start, name, each)
        for name, variable in variables.items()
        for each in found
        if _fits(variable, each)
    ]
    chosen: dict[str, Found] = {}
    for _shared, _start, name, each in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if name not in chosen and each not in chosen.values():
            chosen[name] = each
    return {name: chosen[name] for name in variables if name in chosen}


def found_values(text: str) -> Iterator[Found]:
    """Yield shares, durations, days and plain numbers; a piece of text is one of them at most."""
    taken: list[tuple[int, int]] = []
    for found in (*_days(text), *_shares(text), *_durations(text), *_numbers(text)):
        if not any(found.start < end and start < found.end for start, end in taken):
            taken.append((found.start, found.end))
            yield found


def _days(text: str) -> Iterator[Found]:
    for pattern in (_ISO_DAY, _DOTTED_DAY, _WORDED_DAY):
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _month(month.lower())
            try:
                day = date(int(match["year"]), number, int(match["day"]))
            except ValueError:
                continue
            yield Found(day, match.start(), match.end(), VariableType.DATE)


def _month(word: str) -> int:
    for number, begins in enumerate(_MONTHS, start=1):
        if any(word.startswith(begin) for begin in begins.split("|")):
            return number
    return 0


def _shares(text: str) -> Iterator[Found]:
    for match in _SHARE.finditer(text):
        yield Found(_decimal(match["number"]), match.start(), match.end(), VariableType.PERCENT)
    for match in _HALF.finditer(text):
        yield Found(Decimal(50), match.start(), match.end(), VariableType.PERCENT)


def _durations(text: str) -> Iterator[Found]:
    for match in _DURATION.finditer(text):
        unit = _UNITS[match["unit"].lower()]
        yield Found(_decimal(match["number"]), match.start(), match.end(), VariableType.DURATION, unit.value)


def _numbers(text: str) -> Iterator[Found]:
    for match in _PLAIN.finditer(text):
        yield Found(_decimal(match["number"]), match.start(), match.end(), VariableType.NUMBER)


def _decimal(text: str) -> Decimal:
    if text.lower() in _WORDS:
        return Decimal(_WORDS[text.lower()])
    return Decimal(re.sub(r"[ \u00a0\u202f]", "", text).replace(",", "."))


def _fits(variable: Variable, found: Found) -> bool:
    if variable.type is not found.kind or (found.unit and found.unit != variable.unit):
        return False
    if isinstance(found.value, date):
        return True
    if variable.low is not None and found.value < variable.low:
        return False
    return variable.high is None or found.value <= variable.high


def _resemblance(wording: str, name: str, old: str, found: Found) -> int:
    place = next((match for match in PLACE.finditer(wording) if match[1] == name), None)
    if place is None:
        return 0
    return len(
        _neighbours(PLACE.sub(" ", wording[: place.start()]), PLACE.sub(" ", wording[place.end() :]))
        & _neighbours(old[: found.start], old[found.end :])
    )


def _neighbours(before: str, after: str) -> frozenset[str]:
    around = f"{before[-_NEIGHBOURS:]} {after[:_NEIGHBOURS]}".lower()
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{3,}", around))
