"""Put posting keys that wait for a decision together into the groups that one decision takes, and name each of them.

Source: docs/methods/review_queue.md. Keys are one group where they have the same account, supplier (by number, else by
name), present decision and currency; where no supplier is known, the function takes its place.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

KEY_SCHEMA: dict[str, pl.DataType] = {
    "currency": pl.String(),
    "amount": pl.Decimal(24, 4),
    "lines": pl.Int64(),
    "key": pl.Int64(),
    "chart": pl.String(),
    "account": pl.String(),
    "account_name": pl.String(),
    "function": pl.String(),
    "function_name": pl.String(),
    "unit": pl.String(),
    "card": pl.Int64(),
    "supplier_uuid": pl.String(),
    "supplier_number": pl.String(),
    "supplier_name": pl.String(),
    "is_person": pl.Boolean(),
    "treatment": pl.String(),
    "category": pl.String(),
    "reason": pl.String(),
    "rule_kind": pl.String(),
    "rule_ref": pl.String(),
    "treatment_ref": pl.String(),
}
SAME = (
    "chart", "account", "supplier", "function", "treatment", "category", "reason", "rule_kind", "rule_ref",
    "treatment_ref", "currency",
)  # fmt: skip
NAMED = ("chart", "account", "supplier", "function", "treatment", "category", "rule_ref", "treatment_ref", "currency")
HASH = 16  # hexadecimal digits of a group's name that tell what is in it; after them its first key, to find it by


def grouped(keys: pl.DataFrame) -> pl.DataFrame:
    """Return the groups of waiting keys (KEY_SCHEMA), the largest money first.

    Columns: SAME; amount and lines; `stake`, the money by absolute amounts; `first_key`, the lowest key; the number of
    `functions` and `units`, and which of them have the most money; unit_codes; and of the supplier's first card
    supplier_uuid, supplier_number, supplier_name, and whether any is a person's.
    """
    known = keys.with_columns(
        stake=pl.col("amount").abs(),
        supplier=pl.coalesce("supplier_number", "supplier_name"),
        any_function=pl.col("function"),
        function=pl.when(pl.col("card").is_null()).then("function"),
    )
    groups = (
        known.sort("stake", "key", descending=[True, False])
        .group_by(*SAME)
        .agg(
            pl.sum("amount", "stake", "lines"),
            pl.max("account_name", "function_name", "supplier_name"),
            first_key=pl.min("key"),
            functions=pl.col("any_function").drop_nulls().n_unique(),
            units=pl.col("unit").drop_nulls().n_unique(),
            largest_function=pl.first("any_function"),
            largest_unit=pl.first("unit"),
            unit_codes=pl.col("unit").drop_nulls().unique(),
            supplier_number=pl.col("supplier_number").sort_by("card").first(),
            supplier_uuid=pl.col("supplier_uuid").sort_by("card").first(),
            is_person=pl.col("is_person").fill_null(value=False).any(),
        )
    )
    return groups.sort("stake", "first_key", descending=[True, False])


def item_of(group: Mapping[str, Any]) -> str:
    """Return the name of a group: what its lines have in common and count as now; another decision, another name."""
    said = "|".join("-" if group[name] is None else str(group[name]) for name in NAMED)
    return hashlib.blake2b(said.encode(), digest_size=HASH // 2).hexdigest() + f"{group['first_key']:x}"


def key_of_item(item: str) -> int:
    """Return the posting key that a group of that name had as its first; 0 where the name says none."""
    try:
        return int(item[HASH:] or "0", 16)
    except ValueError:
        return 0


def places_of(items: Iterable[str], groups: pl.DataFrame) -> dict[str, int]:
    """Return by name the places of groups among groups; without those that are not there, or count otherwise now.

    A group that has got or lost a key meanwhile is still the same group. Each group is named once at most, and most not
    at all: where all have the first key that their names say.
    """
    wanted = {item: item[:HASH] for item in items}
    places = groups.select("first_key", *NAMED, place=pl.int_range(pl.len()))
    likely = places.filter(pl.col("first_key").is_in({key_of_item(item) for item in wanted}))
    found = _named_places(likely)
    if not found.keys() >= set(wanted.values()):
        found = _named_places(places)
    return {item: found[name] for item, name in wanted.items() if name in found}


def _named_places(places: pl.DataFrame) -> dict[str, int]:
    """Return by the hash of each group its place; of two of the same, the first."""
    return {item_of(row)[:HASH]: int(row["place"]) for row in places.reverse().iter_rows(named=True)}
