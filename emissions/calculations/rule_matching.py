"""Find for every row the first of many rules whose conditions hold, without looping over rows or rules.

Rules are grouped by the shape of their conditions; each shape is one hash join, however many rules it has. Texts and
patterns are looked for once in every distinct value of a column, all texts together, and then joined like any other
condition. Row order is irrelevant.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

import polars as pl

RANK = pl.UInt32


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must hold, all together, by column name.

    `equal`: one of these values. `starts`: one of these prefixes. `matches`: this regular expression, ignoring case.
    `contains`: this text, ignoring case, in one of the named columns. A null fulfils no condition.
    """

    equal: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    starts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    matches: Mapping[str, str] = field(default_factory=dict)
    contains: Mapping[tuple[str, ...], str] = field(default_factory=dict)


WHOLE, INSIDE, PATTERN = -1, -2, -3
Part = tuple[str, int]  # a column, and the length of its prefix, or WHOLE, INSIDE or PATTERN
Shape = tuple[Part, ...]
Entry = tuple[tuple[str, ...], int]  # what a rule asks for in each of a shape's columns, and its rank
SEARCHED = (INSIDE, PATTERN)
SETS_REMEMBERED, MOST_REMEMBERED = 32, 20_000


def first_match(frame: pl.DataFrame, rules: Sequence[Conditions]) -> pl.Series:
    """Return for every row of `frame` the index of the first rule that holds (UInt32), null where none does."""
    if not rules:
        return pl.repeat(None, frame.height, dtype=RANK, eager=True).alias("_rank")
    found = _matches(frame, rules, only_first=True).group_by("_row").agg(pl.min("_rank"))
    rows = pl.int_range(frame.height, dtype=RANK, eager=True).alias("_row").to_frame().lazy()
    return rows.join(found, on="_row", how="left", maintain_order="left").select("_rank").collect()["_rank"]


def all_matches(frame: pl.DataFrame, rules: Sequence[Conditions]) -> list[int]:
    """Return the indices of all rules that hold for any row of `frame`, in order."""
    return _matches(frame, rules, only_first=False).select(pl.col("_rank").unique().sort()).collect()["_rank"].to_list()


def _matches(frame: pl.DataFrame, rules: Sequence[Conditions], *, only_first: bool) -> pl.LazyFrame:
    """Return _row and _rank of what holds; of rules that ask for the same, the first alone if `only_first`."""
    by_shape = _by_shape(enumerate(rules))
    hits = _hits(frame, by_shape)
    none = pl.LazyFrame(schema={"_row": RANK, "_rank": RANK})
    looked_at = frame.lazy().with_row_index("_row")
    found = [_joined(looked_at, shape, entries, hits, only_first=only_first) for shape, entries in by_shape.items()]
    return pl.concat([none, *found])


def _by_shape(rules: Iterable[tuple[int, Conditions]]) -> dict[Shape, list[Entry]]:
    """Return what the rules ask for by shape, each with the rule's rank."""
    by_shape: dict[Shape, list[Entry]] = defaultdict(list)
    for rank, rule in rules:
        for shape, values in _keys_of(rule):
            by_shape[shape].append((values, rank))
    return by_shape


def _keys_of(rule: Conditions) -> Iterable[tuple[Shape, tuple[str, ...]]]:
    """Yield every combination of the rule's alternatives as a shape and the values it asks for."""
    columns = [[(name, WHOLE, value) for value in values] for name, values in rule.equal.items()]
    columns += [[(name, len(value), value) for value in values] for name, values in rule.starts.items()]
    columns += [[(name, PATTERN, pattern)] for name, pattern in rule.matches.items()]
    columns += [[_inside(name, text.lower()) for name in names] for names, text in rule.contains.items()]
    for combination in product(*columns):
        ordered = sorted(combination)
        yield tuple((name, kind) for name, kind, _ in ordered), tuple(value for *_, value in ordered)


def _inside(column: str, text: str) -> tuple[str, int, str]:
    """Return the part that asks for a text in a column; every value begins with the empty one."""
    return (column, INSIDE, text) if text else (column, 0, text)


def _hits(frame: pl.DataFrame, by_shape: Mapping[Shape, Sequence[Entry]]) -> dict[Part, pl.DataFrame]:
    """Return for every column that is searched the distinct values (_value) with what is found in them (_found)."""
    asked: dict[Part, set[str]] = defaultdict(set)
    for shape, entries in by_shape.items():
        for index, part in enumerate(shape):
            if part[1] in SEARCHED:
                asked[part].update(values[index] for values, _ in entries)
    return {part: _search(frame[part[0]], part[1], sorted(wanted)) for part, wanted in asked.items()}


def _search(column: pl.Series, kind: int, wanted: Sequence[str]) -> pl.DataFrame:
    values = column.drop_nulls().unique().alias("_value").to_frame()
    if kind == INSIDE:
        every = pl.col("_value").str.to_lowercase().str.extract_many(list(wanted), overlapping=True)
        return values.with_columns(_found=every.list.unique()).explode("_found").drop_nulls()
    hits = _patterns_in(values["_value"].to_list(), tuple(wanted))
    pairs = [(value, pattern) for value, patterns in hits.items() for pattern in patterns]
    return pl.DataFrame(pairs, schema={"_value": pl.String, "_found": pl.String}, orient="row")


def _patterns_in(values: Sequence[str], wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """Return for every value the patterns that are found in it.

    Making a pattern ready costs more than looking for it in a thousand names, and names of accounts come again with
    every classification: what was found in them is remembered.
    """
    remembered = _remembered(wanted)
    found = {value: remembered.get(value) for value in values}
    new = pl.Series("_value", [value for value, patterns in found.items() if patterns is None], dtype=pl.String)
    if new.is_empty():
        return {value: patterns for value, patterns in found.items() if patterns}
    tests = [pl.when(pl.col("_value").str.contains(f"(?i){each}")).then(pl.lit(each)) for each in wanted]
    looked_at = new.to_frame().select("_value", _found=pl.concat_list(tests).list.drop_nulls())
    seen = dict(zip(looked_at["_value"].to_list(), looked_at["_found"].to_list(), strict=True))
    if len(remembered) + len(seen) > MOST_REMEMBERED:
        remembered.clear()
    remembered.update(seen)
    return {value: patterns for value, patterns in {**found, **seen}.items() if patterns}


@lru_cache(maxsize=SETS_REMEMBERED)
def _remembered(wanted: tuple[str, ...]) -> dict[str, list[str]]:
    """Return what was found of these patterns so far, by value."""
    del wanted
    return {}


def _joined(
    frame: pl.LazyFrame,
    shape: Shape,
    entries: Sequence[Entry],
    hits: Mapping[Part, pl.DataFrame],
    *,
    only_first: bool,
) -> pl.LazyFrame:
    """Return _row and _rank where the entries of one shape hold."""
    names = [f"_{index}" for index in range(len(shape))]
    looked_at = frame.select("_row", *(_part(part).alias(name) for name, part in zip(names, shape, strict=True)))
    for name, part in zip(names, shape, strict=True):
        if part in hits:
            found = hits[part].rename({"_found": f"{name}_found"}).lazy()
            looked_at = (
                looked_at.join(found, left_on=name, right_on="_value").drop(name).rename({f"{name}_found": name})
            )
    table = _table(names, entries)
    if only_first:
        table = table.unique(names, keep="first", maintain_order=True) if names else table.head(1)
    return looked_at.join(table.lazy(), **({"on": names} if names else {"how": "cross"})).select("_row", "_rank")


def _part(part: Part) -> pl.Expr:
    """Return what a part of a shape looks at: the whole value, or as much of its beginning as the prefix has."""
    column, kind = part
    return pl.col(column) if kind < 0 else pl.col(column).str.slice(0, kind)


def _table(names: Sequence[str], entries: Sequence[Entry]) -> pl.DataFrame:
    """Return the entries of one shape as a table of what they ask for and their ranks."""
    asked = {
        name: pl.Series([values[index] for values, _ in entries], dtype=pl.String) for index, name in enumerate(names)
    }
    return pl.DataFrame({**asked, "_rank": pl.Series([rank for _, rank in entries], dtype=RANK)})
