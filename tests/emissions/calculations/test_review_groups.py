"""Groups of the review queue: what belongs together, what is told of it, and that it is found by its name."""

from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.review_groups import KEY_SCHEMA, grouped, item_of, places_of

COMMON = {
    "currency": "SEK",
    "lines": 1,
    "chart": "kommun_bas",
    "account": "74000",
    "account_name": "Övriga tjänster",
    "treatment": "purchase",
    "category": "services.consulting",
    "rule_kind": "account",
    "rule_ref": "SE74",
}
NORD = {
    "card": 7,
    "supplier_number": "5599000151",
    "supplier_name": "Nord AB",
    "supplier_uuid": "u",
    "is_person": False,
}


def keys(*rows: dict[str, Any]) -> pl.DataFrame:
    known = [COMMON | row | {"amount": Decimal(row["amount"])} for row in rows]
    return pl.DataFrame([{name: row.get(name) for name in KEY_SCHEMA} for row in known], schema=KEY_SCHEMA)


def test_one_supplier_is_one_group_and_without_one_the_function_is() -> None:
    found = grouped(
        keys(
            {"key": 1, "amount": "-40", "function": "212", "unit": "A", **NORD},
            {"key": 2, "amount": "100", "function": "407", "unit": "B", **NORD, "card": 8, "supplier_name": "Nord  AB"},
            {"key": 3, "amount": "5", "function": "212"},
            {"key": 4, "amount": "6", "function": "212", "unit": "C"},
            {"key": 5, "amount": "1", "function": "407"},
        )
    )

    rows = found.select("first_key", "amount", "stake", "lines", "functions", "units", "function").rows()
    assert rows == [
        (1, Decimal(60), Decimal(140), 2, 2, 2, None),
        (3, Decimal(11), Decimal(11), 2, 1, 1, "212"),
        (5, Decimal(1), Decimal(1), 1, 1, 0, "407"),
    ]
    largest = found.row(0, named=True)
    assert (largest["largest_function"], largest["largest_unit"], largest["supplier_name"]) == ("407", "B", "Nord AB")
    assert sorted(largest["unit_codes"]) == ["A", "B"]


def test_a_group_is_found_by_its_name_until_it_counts_otherwise() -> None:
    one, two = {"key": 1, "amount": "10", **NORD}, {"key": 2, "amount": "20", **NORD}
    item = item_of(grouped(keys(one, two)).row(0, named=True))

    assert places_of([item], grouped(keys(one, two, {"key": 3, "amount": "900"}))) == {item: 1}
    assert places_of([item], grouped(keys(two))) == {item: 0}, "it has lost its first key"
    assert places_of([item], grouped(keys(one | {"category": "it.services"}))) == {}
    assert places_of(["0" * 16, item], grouped(keys(one))) == {item: 0}
    assert places_of([item], grouped(keys())) == {}
