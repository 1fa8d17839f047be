"""Content as one fingerprint: equal content gives an equal hash on every machine.

Keys are sorted, numbers are exact decimals without trailing zeros, dates are ISO 8601. Floats have no place in it and
are refused.

>>> content_hash({"year": 2024, "factor_sets": ["no-snac@1.1"]})[:12]
'bd681bfef6d7'
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

_IN_ORDER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"


def canonical_json(content: object) -> str:
    """Return content as JSON in one way only; raises TypeError for floats and for what JSON cannot hold."""
    return _IN_ORDER.encode(_plain(content))


def content_hash(content: object) -> str:
    """Return the SHA-256 of the canonical JSON as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(content).encode("utf-8")).hexdigest()


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value.is_finite() else str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (dict, Mapping)):  # the plain type first: to ask the abstract one is slow
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, (list, tuple, Sequence)) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be part of a fingerprint")
