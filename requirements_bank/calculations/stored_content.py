"""What a version says, as plain JSON: the same content gives the same fingerprint, and the columns to find it by."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from foundation.canonical import content_hash
from requirements_bank.calculations.reading import Reader
from requirements_bank.calculations.requirement_reading import REVIEW_MONTHS, months_after

_WORDS = {"kind": 30, "level": 20, "phase": 20, "area": 30, "topic": 80}
_CODES = {"themes": 30, "categories": 60, "cpv": 8, "countries": 2}


def plain(said: Any) -> Any:  # noqa: ANN401 - as YAML gives it, any depth
    """Return what a file says with dates as ISO texts and keys as texts.

    >>> plain({"from": date(2026, 1, 1), 1: [True, None]})
    {'from': '2026-01-01', '1': [True, None]}
    """
    if isinstance(said, Mapping):
        return {str(key): plain(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [plain(value) for value in said]
    return said.isoformat() if isinstance(said, date) else said


def fingerprint(said: Mapping[str, Any]) -> str:
    """Return the hash of what a file says, whatever the order of its keys."""
    return content_hash(_exact(said))


def columns_of(said: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return the columns of a version that are taken from what it says; a draft may lack any, and then they are empty.

    A day that is missing or makes no sense becomes `today` for valid_from, and 18 months after it for review_on.
    """
    reader = Reader(place="", languages=())
    valid_from = reader.day(said.get("valid_from"), "") or today
    return {
        **{name: str(said.get(name) or "")[:length] for name, length in _WORDS.items()},
        **{name: [code[:length] for code in reader.codes(said.get(name), "")] for name, length in _CODES.items()},
        "is_measurable": bool(said.get("measure")),
        "has_staircase": bool(said.get("staircase")),
        "valid_from": valid_from,
        "review_on": reader.day(said.get("review_on"), "") or months_after(valid_from, REVIEW_MONTHS),
    }


def said_anew(content: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return a content as the next version or a variant begins with it: valid from today, its review not yet set.

    >>> said_anew({"level": "basic", "valid_from": "2024-01-01", "review_on": "2025-07-01"}, date(2026, 8, 1))
    {'level': 'basic', 'valid_from': '2026-08-01'}
    """
    said = {**content, "valid_from": today.isoformat()}
    said.pop("review_on", None)
    return said


def _exact(said: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(said, Mapping):
        return {str(key): _exact(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_exact(value) for value in said]
    return Decimal(str(said)) if isinstance(said, float) else said
