"""What a change of own rules would move, before it is saved: keys, lines and money from one decision to another."""

from collections.abc import Mapping, Sequence

import polars as pl

from emissions.calculations.classification import Defaults, Rule, classify

_DECISION = ("treatment", "reason", "category")
MOVED = tuple(f"{side}_{name}" for side in ("from", "to") for name in _DECISION)
# What sums are made for apart, where the money has it.
_APART = ("year", "currency")


def preview(
    keys: pl.DataFrame,
    old_rules: Sequence[Rule],
    new_rules: Sequence[Rule],
    defaults: Defaults,
    new_defaults: Defaults | None = None,
) -> pl.DataFrame:
    """Return what moves when the rules change, as `moves` does.

    `keys` is what `classify` takes, with amount (Decimal) and lines (Int64) for each key. `new_defaults` shows a change
    of policies or shipped rules at the same time.
    """
    said = keys.drop("amount", "lines")
    before, after = classify(said, old_rules, defaults), classify(said, new_rules, new_defaults or defaults)
    return moves(keys.select("key", "amount", "lines").join(moved_keys(before, after), on="key"))


def moved_keys(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return key and the MOVED columns of the keys that are decided otherwise after than before.

    Both have key, treatment, reason and category. A key that only one of the two decides is left out.
    """
    both = _renamed(before, "from").join(_renamed(after, "to"), on="key")
    return both.filter(pl.any_horizontal(pl.col(f"from_{name}").ne_missing(pl.col(f"to_{name}")) for name in _DECISION))


def moves(moved: pl.DataFrame) -> pl.DataFrame:
    """Return what moves from one decision to another, the largest money of a year first.

    `moved` has key, the MOVED columns, amount (Decimal), lines (Int64) and, where keys have several, year and currency.
    Returns the MOVED columns, year and currency if given, and keys, lines and amount of each move.
    """
    groups = [*MOVED, *(name for name in _APART if name in moved.columns)]
    sums = moved.group_by(groups).agg(
        pl.col("key").n_unique().cast(pl.Int64).alias("keys"), pl.sum("lines"), pl.sum("amount")
    )
    return _largest_first(sums, groups)


def moves_by(moved: pl.DataFrame, by: Sequence[str]) -> pl.DataFrame:
    """Return what moves at all, summed by columns that `moved` has beside those of `moves`, the largest money first.

    Columns: `by`, year and currency if given, lines and amount.
    """
    groups = [*by, *(name for name in _APART if name in moved.columns)]
    return _largest_first(moved.group_by(groups).agg(pl.sum("lines", "amount")), groups, nulls_last=False)


def by_year(sums: pl.DataFrame) -> Mapping[int, pl.DataFrame]:
    """Return the rows of each year, in their order."""
    return {year: part for (year,), part in sums.partition_by("year", as_dict=True).items()}


def _largest_first(sums: pl.DataFrame, groups: Sequence[str], *, nulls_last: bool = True) -> pl.DataFrame:
    """Return the sums by the size of their money, equal ones by what they are of."""
    return sums.sort(
        pl.col("amount").abs(), *groups, descending=[True, *(False for _ in groups)], nulls_last=nulls_last
    )


def _renamed(decided: pl.DataFrame, side: str) -> pl.DataFrame:
    return decided.select("key", *(pl.col(name).alias(f"{side}_{name}") for name in _DECISION))
