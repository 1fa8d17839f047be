"""What to check first: a score from 0 to 100 per contract or obligation, with every part of it in sight.

Method: docs/methods/priority.md.
1. score = 100 · Σ weight · part / Σ weight, over the parts that are known; the weights of the others fall away.
2. coverage = weight of the known parts / weight of all; below one half little is known, and the row says so.
3. Rows of which little is known stand after the others: their score rests on too little to place them among these.
4. Within both, rows stand by score, the highest first; those that are equal by their name, so that the order stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from follow_up.calculations.priority_parts import (
    PRIORITY_INPUT,
    PriorityScales,
    part_expressions,
    scale_of,
    usual_deviation_rate,
)
from follow_up.calculations.priority_weights import Part, PriorityWeights

METHOD_VERSION = "1.1"
LITTLE_KNOWN_BELOW = 0.5
SCORE_DECIMALS = 6


def part_column(part: Part) -> str:
    """Return the column with a part, 0–1."""
    return f"part_{part.value}"


def points_column(part: Part) -> str:
    """Return the column with what a part adds to the score."""
    return f"points_{part.value}"


@dataclass(frozen=True, slots=True)
class _Columns:
    """Expressions over the columns of parts."""

    weights: Mapping[Part, float]

    @property
    def known(self) -> pl.Expr:
        return pl.sum_horizontal(
            *(
                pl.when(pl.col(part_column(part)).is_not_null()).then(weight).otherwise(0.0)
                for part, weight in self.weights.items()
            )
        )

    def points(self, part: Part) -> pl.Expr:
        share = 100 * self.weights[part] * pl.col(part_column(part)) / pl.col("known_weight")
        return pl.when(pl.col("known_weight") > 0).then(share).alias(points_column(part))


def scales_of(contracts: pl.DataFrame, suppliers: pl.DataFrame) -> PriorityScales:
    """Return what figures are held against: `spend` and `tonnes` of contracts, and what suppliers have behind them.

    One row each; `suppliers` has `controls` and `past_deviations`.
    """
    rate = usual_deviation_rate(suppliers)
    return PriorityScales(scale_of(contracts["spend"]), scale_of(contracts["tonnes"]), rate)


def priority_scores(
    frame: pl.DataFrame, weights: PriorityWeights, *, scales: PriorityScales | None = None
) -> pl.DataFrame:
    """Return the rows in order of priority.

    In: the columns of PRIORITY_INPUT; one that is not there is known of no row. `scales` are those of the contracts
    and their suppliers; without them the rows are what is usual, each of a supplier of its own. Rows with the same
    score stand by `title` where there is one, whatever its capitals, then by `row`. Out: those columns and

    - `part_<part>` 0–1 or null, `points_<part>` what it adds to the score, null with the part;
    - `score` 0–100 to six decimals, null where nothing with a weight is known; `coverage` 0–1; `little_known`;
    - `rank` from 1; rows of which little is known come after the others, those without a score last.

    >>> rows = pl.DataFrame({"row": ["a", "b"], "spend": [10.0, 1000.0]})
    >>> priority_scores(rows, PriorityWeights())["row"].to_list()
    ['b', 'a']
    """
    whole = _with_all_columns(frame)
    held_against = scales or scales_of(whole, whole)
    columns = _Columns({part: float(weights.of(part)) for part in Part})
    total = sum(columns.weights.values())
    score = pl.sum_horizontal(*(pl.col(points_column(part)) for part in Part))
    return (
        whole.with_columns(expr.alias(part_column(part)) for part, expr in part_expressions(held_against).items())
        .with_columns(columns.known.alias("known_weight"))
        .with_columns(*(columns.points(part) for part in Part), _coverage(total))
        .with_columns(
            pl.when(pl.col("known_weight") > 0).then(score.round(SCORE_DECIMALS)).alias("score"),
            (pl.col("coverage") < LITTLE_KNOWN_BELOW).alias("little_known"),
        )
        .drop("known_weight")
        .sort("little_known", pl.col("score").neg(), *_names(whole), nulls_last=True)
        .with_row_index("rank", offset=1)
    )


def _names(frame: pl.DataFrame) -> list[pl.Expr]:
    titles = [pl.col("title").str.to_lowercase()] if "title" in frame.columns else []
    return [*titles, pl.col("row")]


def _coverage(total: float) -> pl.Expr:
    known = pl.col("known_weight") / total if total > 0 else pl.lit(0.0)
    return known.alias("coverage")


def _with_all_columns(frame: pl.DataFrame) -> pl.DataFrame:
    missing = [pl.lit(None, dtype=kind).alias(name) for name, kind in PRIORITY_INPUT.items() if name not in frame]
    return frame.with_columns(*missing).cast(PRIORITY_INPUT)  # type: ignore[arg-type]  # names to types
