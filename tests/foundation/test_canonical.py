"""The fingerprint of a basis: one for one content, whatever the order, and no floats."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.canonical import canonical_json, content_hash


def test_canonical_json_is_sorted_and_exact() -> None:
    content = {"year": 2024, "factor": Decimal("0.1320"), "sets": ("b", "a"), "on": date(2024, 1, 31), "å": None}

    assert canonical_json(content) == '{"factor":"0.132","on":"2024-01-31","sets":["b","a"],"year":2024,"å":null}'


def test_hash_does_not_depend_on_key_order_or_trailing_zeros() -> None:
    first = content_hash({"a": Decimal("1.50"), "b": frozenset({"y", "x"})})
    second = content_hash({"b": frozenset({"x", "y"}), "a": Decimal("1.5")})

    assert first == second
    assert content_hash({"a": Decimal("1.51"), "b": frozenset({"y", "x"})}) != first


def test_numbers_and_texts_are_told_apart_from_truth_values() -> None:
    values: list[object] = [1, True, None, [], {}, ""]

    assert len({content_hash(value) for value in values}) == 6


@pytest.mark.parametrize("content", [0.1, {"a": [1.0]}, b"bytes", object()])
def test_what_has_no_exact_form_is_refused(content: object) -> None:
    with pytest.raises(TypeError, match="cannot be part of a fingerprint"):
        canonical_json(content)
