"""Whether two contents say the same, whichever file they came in, and what a file may hold at all."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from foundation.problems import Problem

LONGEST_TEXT, DEEPEST = 20_000, 12
_ALLOWED_CONTROLS = "\n\r\t"
_OWN_COUNT = "version"
_LARGEST = 10**15
_HUGE = re.compile(r"[+-]?[\d.]*e[+-]?\d{3,}", re.IGNORECASE)


def comparable(said: Any) -> Any:  # noqa: ANN401 - any depth
    """Return content without what is empty, numbers and days as texts, blanks around texts taken away.

    >>> comparable({"default": 50.0, "law": [], "note": " a ", "from": date(2026, 1, 1)})
    {'default': '50', 'note': 'a', 'from': '2026-01-01'}
    """
    if isinstance(said, Mapping):
        entries = {str(key): comparable(value) for key, value in said.items()}
        return {key: value for key, value in entries.items() if value not in ("", None, [], {})}
    if isinstance(said, list | tuple):
        return [value for value in map(comparable, said) if value not in ("", None, [], {})]
    if isinstance(said, bool) or said is None:
        return said
    if isinstance(said, int | float | Decimal):
        return _number(said)
    if isinstance(said, date):
        return said.isoformat()
    return str(said).replace("\r\n", "\n").replace("\r", "\n").strip()


def changed_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the fields in which two contents differ; the number of the version is the bank's own."""
    old, new = comparable(before), comparable(after)
    names = dict.fromkeys((*new, *old))
    return tuple(name for name in names if name != _OWN_COUNT and old.get(name) != new.get(name))


def plain_content(said: Any) -> Any:  # noqa: ANN401 - any depth
    """Return what a file says with days as texts, as it is stored; times of day go."""
    if isinstance(said, Mapping):
        return {str(key): plain_content(value) for key, value in said.items()}
    if isinstance(said, list):
        return [plain_content(value) for value in said]
    if isinstance(said, datetime):
        return said.date().isoformat()
    return said.isoformat() if isinstance(said, date) else said


def strange_values(said: Any, place: str, path: str = "", depth: int = 0) -> Iterator[Problem]:  # noqa: ANN401 - any depth
    """Yield a problem for everything that no requirement can hold: binary, control characters, endless texts."""
    if depth > DEEPEST:
        yield Problem("too_deep", place, path or None)
        return
    inner = said.items() if isinstance(said, Mapping) else enumerate(said, start=1) if isinstance(said, list) else None
    if inner is None:
        yield from _strange(said, place, path or None)
        return
    for key, value in inner:
        yield from strange_values(value, place, f"{path}.{key}" if path else str(key), depth + 1)


def _strange(value: object, place: str, field: str | None) -> Iterator[Problem]:
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            yield Problem("text_too_long", place, field, values={"length": len(value), "most": LONGEST_TEXT})
        elif any((sign < " " and sign not in _ALLOWED_CONTROLS) or _is_half(sign) for sign in value):
            yield Problem("strange_characters", place, field)
        elif _HUGE.fullmatch(value.strip()):
            yield Problem("not_a_number", place, field, values={"text": value})
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if not isfinite(value) or abs(value) > _LARGEST:
            yield Problem(
                "not_a_number", place, field, values={"text": f"{float(value):.3g}" if isfinite(value) else value}
            )
    elif value is not None and not isinstance(value, bool | date):
        yield Problem("strange_value", place, field)


def _is_half(sign: str) -> bool:
    """Whether it is half of a character that needs two, which no file can be written with."""
    return "\ud800" <= sign <= "\udfff"


def _number(number: float | Decimal) -> str:
    exact = Decimal(str(number))
    return format(exact.normalize() + 0, "f") if exact.is_finite() else str(exact)
