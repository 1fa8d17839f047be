"""What other weights would do to the order. Method: docs/methods/priority.md."""

import polars as pl


def moved_places(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return each row of two results of priority_scores on the same rows, in the order of the new one.

    Columns: `row`, `rank_before`, `rank_after`, `moved` (places up, negative down), `score_before`, `score_after`.
    Raises ValueError where the rows are not the same.

    >>> old = pl.DataFrame({"row": ["a", "b"], "rank": [1, 2], "score": [60.0, 40.0]})
    >>> new = pl.DataFrame({"row": ["b", "a"], "rank": [1, 2], "score": [70.0, 30.0]})
    >>> moved_places(old, new)["moved"].to_list()
    [1, -1]
    """
    columns = [pl.col("row"), pl.col("rank").cast(pl.Int64), pl.col("score")]
    old, new = before.select(columns), after.select(columns)
    both = new.join(old, on="row", how="inner", suffix="_before")
    if not len(both) == len(old) == len(new):
        raise ValueError("the rows before and after are not the same")
    return both.select(
        "row",
        "rank_before",
        pl.col("rank").alias("rank_after"),
        (pl.col("rank_before") - pl.col("rank")).alias("moved"),
        "score_before",
        pl.col("score").alias("score_after"),
    ).sort("rank_after")
