"""What a change of own rules would move, before it is saved: keys, lines and money from one decision to another."""

from collections.abc import Sequence

import polars as pl

from emissions.calculations.classification import Defaults, Rule, classify

_DECISION = ("treatment", "reason", "category")
MOVED = tuple(f"{side}_{name}" for side in ("from", "to") for name in _DECISION)


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
    return moves(keys.select("key", "amount", "lines"), before, after)


def moves(money: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return what moves from one decision to another, the largest money first; no row where nothing does.

    `money` has key, amount (Decimal), lines (Int64) and, where keys have several, currency; `before` and `after` have
    key, treatment, reason and category. Returns the MOVED columns, currency if given, and keys, lines and amount of
    each move. A key that only one of the two decides is left out.
    """
    moved = _moved(money, before, after)
    groups = [*MOVED, *(name for name in ("currency",) if name in money.columns)]
    sums = moved.group_by(groups).agg(
        pl.col("key").n_unique().cast(pl.Int64).alias("keys"), pl.sum("lines"), pl.sum("amount")
    )
    return sums.sort(pl.col("amount").abs(), *groups, descending=[True, *(False for _ in groups)], nulls_last=True)


def moves_by(
    said: pl.DataFrame, by: Sequence[str], money: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame
) -> pl.DataFrame:
    """Return what moves at all, summed by columns of the keys `said` and currency, the largest money first.

    Columns: `by`, currency, lines and amount. `money`, `before` and `after` as `moves` takes them.
    """
    moved = _moved(money, before, after).join(said.select("key", *by), on="key")
    sums = moved.group_by(*by, "currency").agg(pl.sum("lines", "amount"))
    return sums.sort(pl.col("amount").abs(), *by, "currency", descending=[True, *(False for _ in by), False])


def _moved(money: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return the keys with their money that are decided otherwise after than before."""
    both = money.join(_renamed(before, "from"), on="key").join(_renamed(after, "to"), on="key")
    return both.filter(pl.any_horizontal(pl.col(f"from_{name}").ne_missing(pl.col(f"to_{name}")) for name in _DECISION))


def _renamed(decided: pl.DataFrame, side: str) -> pl.DataFrame:
    return decided.select("key", *(pl.col(name).alias(f"{side}_{name}") for name in _DECISION))
