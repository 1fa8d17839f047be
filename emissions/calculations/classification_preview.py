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
    """Return what moves when the rules change, the largest money first; no row where nothing does.

    `keys` is what `classify` takes, with amount (Decimal) and lines (Int64) for each key. Returns the MOVED columns and
    keys, lines and amount of each move. `new_defaults` shows a change of policies or shipped rules at the same time.
    """
    before = _decisions(keys, old_rules, defaults, "from")
    after = _decisions(keys, new_rules, new_defaults or defaults, "to")
    both = keys.select("key", "amount", "lines").join(before, on="key").join(after, on="key")
    moved = both.filter(
        pl.any_horizontal(pl.col(f"from_{name}").ne_missing(pl.col(f"to_{name}")) for name in _DECISION)
    )
    sums = moved.group_by(MOVED).agg(pl.len().cast(pl.Int64).alias("keys"), pl.sum("lines"), pl.sum("amount"))
    return sums.sort(pl.col("amount").abs(), *MOVED, descending=[True, *(False for _ in MOVED)], nulls_last=True)


def _decisions(keys: pl.DataFrame, rules: Sequence[Rule], defaults: Defaults, side: str) -> pl.DataFrame:
    decided = classify(keys.drop("amount", "lines"), rules, defaults)
    return decided.select("key", *(pl.col(name).alias(f"{side}_{name}") for name in _DECISION))
