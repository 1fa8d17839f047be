"""Which kind of control is proposed, and how far down a list the hours reach. Method: docs/methods/capacity.md."""

from collections.abc import Mapping
from decimal import Decimal

import polars as pl

SITE_FROM_WAGE_RISK = 0.6
SITE, DESK = "site_inspection", "desk_control"


def proposed_kind() -> pl.Expr:
    """Return the kind of control that is proposed: a visit where pay and hours are at risk, else a look at a desk.

    >>> pl.DataFrame({"risk_wage": [0.9, 0.1, None]}).select(proposed_kind())["kind"].to_list()
    ['site_inspection', 'desk_control', 'desk_control']
    """
    at_risk = pl.col("risk_wage").cast(pl.Float64).fill_null(0.0) >= SITE_FROM_WAGE_RISK
    return pl.when(at_risk).then(pl.lit(SITE)).otherwise(pl.lit(DESK)).alias("kind")


def within_hours(scores: pl.DataFrame, hours_by_kind: Mapping[str, Decimal], left: Decimal) -> pl.DataFrame:
    """Return the rows with `hours` of their `kind` and `is_inside`: whether the hours that are left reach so far down.

    In order of the rows; those with `planned_on` take no hours that are left and are inside. Null where nothing is
    known about the hours of the kind.

    >>> rows = pl.DataFrame({"kind": ["desk_control"] * 3, "planned_on": [None, "x", None]})
    >>> within_hours(rows, {"desk_control": Decimal(3)}, Decimal(5))["is_inside"].to_list()
    [True, True, False]
    """
    hours = pl.col("kind").replace_strict({kind: float(each) for kind, each in hours_by_kind.items()}, default=None)
    is_planned = pl.col("planned_on").is_not_null()
    taken = pl.when(is_planned).then(0.0).otherwise(pl.col("hours")).cum_sum()
    return scores.with_columns(hours.cast(pl.Float64).alias("hours")).with_columns(
        (is_planned | (taken <= float(left))).alias("is_inside")
    )
