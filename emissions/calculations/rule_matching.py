"""Find for every row the first of many rules whose conditions hold, without looping over rows.

Rules are grouped by the shape of their exact and prefix conditions; each shape is one hash join, however many rules it
has. Conditions on texts are evaluated on the distinct combinations that they can apply to, for the rules whose other
conditions hold in some row at all. Row order is irrelevant.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


WHOLE = -1
Shape = tuple[tuple[str, int], ...]  # column and prefix length, or WHOLE for the whole value
Entry = tuple[tuple[str, ...], int]  # what a rule asks for in each of a shape's columns, and its rank


def first_match(frame: pl.DataFrame, rules: Sequence[Conditions]) -> pl.Series:
    """Return for every row of `frame` the index of the first rule that holds (UInt32), null where none does."""
    numbered = frame.with_row_index("_row")
    textual = [(rank, rule) for rank, rule in enumerate(rules) if rule.matches or rule.contains]
    exact = [(rank, rule) for rank, rule in enumerate(rules) if not (rule.matches or rule.contains)]
    ranks = [_joined(numbered, shape, entries) for shape, entries in _by_shape(exact).items()]
    met = _met(frame, textual)
    ranks.extend(_text_matches(numbered, [(rank, rule) for rank, rule in textual if rank in met]))
    if not ranks:
        return pl.Series([None] * frame.height, dtype=RANK)
    return pl.select(pl.min_horizontal(ranks)).to_series().cast(RANK)


def _by_shape(rules: Iterable[tuple[int, Conditions]]) -> dict[Shape, list[Entry]]:
    """Return the values that the rules ask for by shape, each with the rule's rank; texts are left out."""
    by_shape: dict[Shape, list[Entry]] = defaultdict(list)
    for rank, rule in rules:
        for shape, values in _keys_of(rule):
            by_shape[shape].append((values, rank))
    return by_shape


def _keys_of(rule: Conditions) -> Iterable[tuple[Shape, tuple[str, ...]]]:
    """Yield every combination of the rule's alternatives as a shape and the values it asks for."""
    columns = [[(name, WHOLE, value) for value in values] for name, values in rule.equal.items()]
    columns += [[(name, len(value), value) for value in values] for name, values in rule.starts.items()]
    for combination in product(*columns):
        ordered = sorted(combination)
        yield tuple((name, length) for name, length, _ in ordered), tuple(value for *_, value in ordered)


def _joined(frame: pl.DataFrame, shape: Shape, entries: Sequence[Entry]) -> pl.Series:
    """Return the lowest rank among the entries of one shape for every row."""
    if not shape:
        return pl.Series([min(rank for _, rank in entries)] * frame.height, dtype=RANK)
    names = _names(shape)
    table = _table(shape, entries).unique(names, keep="first", maintain_order=True)
    return frame.select(_parts(shape)).join(table, on=names, how="left", maintain_order="left")["_rank"]


def _met(frame: pl.DataFrame, rules: Sequence[tuple[int, Conditions]]) -> set[int]:
    """Return the ranks of the rules whose exact and prefix conditions hold in some row, whatever its texts are."""
    met: set[int] = set()
    for shape, entries in _by_shape(rules).items():
        if shape:
            met.update(_table(shape, entries).join(frame.select(_parts(shape)), on=_names(shape), how="semi")["_rank"])
        else:
            met.update(rank for _, rank in entries)
    return met


def _names(shape: Shape) -> list[str]:
    return [f"_{index}" for index in range(len(shape))]


def _table(shape: Shape, entries: Sequence[Entry]) -> pl.DataFrame:
    """Return the entries of one shape as a table of what they ask for and their ranks."""
    return pl.DataFrame(
        {
            **{name: [values[index] for values, _ in entries] for index, name in enumerate(_names(shape))},
            "_rank": pl.Series([rank for _, rank in entries], dtype=RANK),
        }
    )


def _parts(shape: Shape) -> list[pl.Expr]:
    """Return what a shape looks at in each row: whole values, or as much of their beginning as the prefixes have."""
    whole = [(name, pl.col(column), length) for name, (column, length) in zip(_names(shape), shape, strict=True)]
    return [(text if length == WHOLE else text.str.slice(0, length)).alias(name) for name, text, length in whole]


def _text_matches(frame: pl.DataFrame, rules: Sequence[tuple[int, Conditions]]) -> list[pl.Series]:
    """Return one column of lowest ranks per set of columns that text rules look at, computed on distinct values."""
    by_columns: dict[tuple[str, ...], list[tuple[int, Conditions]]] = defaultdict(list)
    for rank, rule in rules:
        by_columns[tuple(sorted(_columns_of(rule)))].append((rank, rule))
    found = []
    for columns, entries in by_columns.items():
        distinct = frame.select(columns).unique()
        ranks = [pl.when(_holds(rule)).then(pl.lit(rank, dtype=RANK)) for rank, rule in entries]
        table = distinct.with_columns(_rank=pl.min_horizontal(ranks))
        found.append(
            frame.select("_row", *columns).join(table, on=columns, how="left", nulls_equal=True, maintain_order="left")[
                "_rank"
            ]
        )
    return found


def _columns_of(rule: Conditions) -> set[str]:
    texts = {column for columns in rule.contains for column in columns}
    return {*rule.equal, *rule.starts, *rule.matches, *texts}


def _holds(rule: Conditions) -> pl.Expr:
    tests = [pl.col(name).is_in(list(values)) for name, values in rule.equal.items()]
    tests += [
        pl.any_horizontal(pl.col(name).str.starts_with(value) for value in values)
        for name, values in rule.starts.items()
    ]
    tests += [pl.col(name).str.contains(f"(?i){pattern}") for name, pattern in rule.matches.items()]
    tests += [
        pl.any_horizontal(
            pl.col(name).str.to_lowercase().str.contains(text.lower(), literal=True).fill_null(value=False)
            for name in columns
        )
        for columns, text in rule.contains.items()
    ]
    return pl.all_horizontal(tests)
