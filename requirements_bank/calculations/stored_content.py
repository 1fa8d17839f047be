"""What a version says, as plain JSON: the same content gives the same fingerprint."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from foundation.canonical import content_hash


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


def _exact(said: Any) -> Any:  # noqa: ANN401 - as above
    if isinstance(said, Mapping):
        return {str(key): _exact(value) for key, value in said.items()}
    if isinstance(said, list | tuple):
        return [_exact(value) for value in said]
    return Decimal(str(said)) if isinstance(said, float) else said
