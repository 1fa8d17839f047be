"""The parts of a priority, each a figure from 0 (nothing to worry about) to 1, null where it is not known.

Method: docs/methods/priority.md, which names every formula and what is done about a missing value. In Polars, so that
a hundred thousand obligations are ranked at once; the figures order rows and are no amounts, so that they are floats.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from follow_up.calculations.priority_weights import Part

STEP_WINDOW_DAYS = 90
EVIDENCE_WINDOW_DAYS = 60
STALE_AFTER_MONTHS = 24
PRIOR_CONTROLS = 3
DEFAULT_DEVIATION_RATE = 0.2
HIGH_PERCENTILE = 0.95
WORST_ANSWER = 5
SMALLEST_FIGURE = 0.01

PRIORITY_INPUT = {
    "row": pl.String,
    "spend": pl.Float64,
    "tonnes": pl.Float64,
    "step_days": pl.Int64,
    "step_in_force": pl.Boolean,
    "has_evidence": pl.Boolean,
    "evidence_days_left": pl.Int64,
    "controls": pl.Int64,
    "past_deviations": pl.Float64,
    "open_deviations": pl.Float64,
    "risk_climate": pl.Float64,
    "risk_social": pl.Float64,
    "risk_wage": pl.Float64,
    "market": pl.Int64,
    "criticality": pl.Int64,
    "months_since_check": pl.Float64,
    "worry": pl.Int64,
    "dependence": pl.Int64,
    "knowledge": pl.Int64,
}
"""The columns of what is ranked; each may be null except `row`, which is there once.

`spend` a year in the organisation's currency; `tonnes` CO2e a year that the obligation is about; `step_days` until the
nearest step not shown kept takes effect, negative since it took effect, null where there is none; `step_in_force`
whether anything is asked today; `evidence_days_left` until the newest evidence expires, null where it does not;
`controls`, `past_deviations` and `open_deviations` as deviation_history.py gives them; `risk_…` 0–1 of the category;
`market`, `criticality`, `worry`, `dependence` 1–5 with 5 the worst; `knowledge` 1–5 with 5 knowing well.
"""


@dataclass(frozen=True, slots=True)
class Scale:
    """What is usual and what is high among an organisation's contracts; None where it knows no figure above zero."""

    usual: float
    high: float


@dataclass(frozen=True, slots=True)
class PriorityScales:
    """What figures of one row are held against: the scales of spend and tonnes, and the usual rate of deviations."""

    spend: Scale | None
    tonnes: Scale | None
    deviation_rate: float = DEFAULT_DEVIATION_RATE


def scale_of(figures: pl.Series) -> Scale | None:
    """Return the median and the 95th percentile (nearest rank) of figures from 0.01 on, None where there are none.

    >>> scale_of(pl.Series([100.0, 0.0, None, 300.0, 200.0]))
    Scale(usual=200.0, high=300.0)
    """
    known = figures.cast(pl.Float64).drop_nulls()
    known = known.filter(known.is_finite() & (known >= SMALLEST_FIGURE)).sort()
    if known.is_empty():
        return None
    high = known[math.ceil(HIGH_PERCENTILE * len(known)) - 1]
    return Scale(float(known[(len(known) - 1) // 2]), float(high))


def usual_deviation_rate(suppliers: pl.DataFrame) -> float:
    """Return past deviations per control of all suppliers together, shrunk towards 0.2 by three controls, at most 1.

    In: a row for each supplier with `controls` and `past_deviations`; those that were never controlled are left out.

    >>> usual_deviation_rate(pl.DataFrame({"controls": [7, 0], "past_deviations": [1.4, 9.0]}))
    0.2
    """
    checked = suppliers.filter(pl.col("controls") > 0)
    controls = math.fsum(checked["controls"])
    found = math.fsum(checked["past_deviations"].cast(pl.Float64).drop_nulls().drop_nans())
    return min(1.0, (found + PRIOR_CONTROLS * DEFAULT_DEVIATION_RATE) / (controls + PRIOR_CONTROLS))


def part_expressions(scales: PriorityScales) -> Mapping[Part, pl.Expr]:
    """Return the expression of each part over the columns of PRIORITY_INPUT: 0–1, null where it is not known."""
    return {
        Part.SPEND: _log_share("spend", scales.spend),
        Part.TONNES: _log_share("tonnes", scales.tonnes),
        Part.STEP: _step(),
        Part.EVIDENCE: _evidence(),
        Part.HISTORY: _history(scales.deviation_rate),
        Part.SECTOR: pl.max_horizontal(*(_bounded(name) for name in ("risk_climate", "risk_social", "risk_wage"))),
        Part.MARKET: pl.mean_horizontal(_answer("market"), _answer("criticality")),
        Part.LAST_CHECK: (_known("months_since_check") / STALE_AFTER_MONTHS).clip(0, 1).fill_null(1.0),
        Part.INTERVIEW: pl.mean_horizontal(_answer("worry"), _answer("dependence"), 1 - _answer("knowledge")),
    }


def _log_share(name: str, scale: Scale | None) -> pl.Expr:
    """Zero is 0, what is high or more is 1; nothing below zero counts (more credited than bought)."""
    value = _known(name).clip(lower_bound=0)
    if scale is None:
        return pl.when(value.is_not_null()).then(0.0)
    return ((1 + value / scale.usual).log() / math.log1p(scale.high / scale.usual)).clip(0, 1)


def _step() -> pl.Expr:
    days = pl.col("step_days").cast(pl.Float64)
    return (
        pl.when(days.is_null() | (days < -STEP_WINDOW_DAYS) | (days > STEP_WINDOW_DAYS))
        .then(0.0)
        .otherwise((1 - days / STEP_WINDOW_DAYS).clip(0, 1))
    )


def _evidence() -> pl.Expr:
    days = pl.col("evidence_days_left").cast(pl.Float64)
    return (
        pl.when(~pl.col("step_in_force").fill_null(value=False))
        .then(0.0)
        .when(~pl.col("has_evidence").fill_null(value=False))
        .then(1.0)
        .when(days.is_null())
        .then(0.0)
        .otherwise((1 - days / EVIDENCE_WINDOW_DAYS).clip(0, 1))
    )


def _history(usual_rate: float) -> pl.Expr:
    controls = pl.col("controls").cast(pl.Float64).fill_null(0).clip(lower_bound=0)
    past = _known("past_deviations").fill_null(0).clip(lower_bound=0)
    found_open = _known("open_deviations").fill_null(0).clip(lower_bound=0)
    rate = ((past + PRIOR_CONTROLS * usual_rate) / (controls + PRIOR_CONTROLS)).clip(0, 1)
    part = 1 - (1 - rate) * pl.lit(0.5).pow(found_open)
    return pl.when((controls > 0) | (past > 0) | (found_open > 0)).then(part)


def _answer(name: str) -> pl.Expr:
    """1 is 0 and 5 is 1; what is no answer is not known."""
    value = pl.col(name).cast(pl.Float64)
    return pl.when((value >= 1) & (value <= WORST_ANSWER)).then((value - 1) / (WORST_ANSWER - 1))


def _bounded(name: str) -> pl.Expr:
    return _known(name).clip(0, 1)


def _known(name: str) -> pl.Expr:
    value = pl.col(name).cast(pl.Float64)
    return pl.when(value.is_finite()).then(value)
