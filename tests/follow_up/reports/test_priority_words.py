"""Reasons are worded with their figures, and what is missing is named."""

from typing import Any

import polars as pl
import pytest

from follow_up.calculations.priority import priority_scores
from follow_up.calculations.priority_weights import PriorityWeights
from follow_up.calculations.proposed_checks import proposed_kind, within_hours
from follow_up.queries.control_hours import SHIPPED_HOURS
from follow_up.reports.priority_words import parts_of, what_is_missing, why

pytestmark = [pytest.mark.usefixtures("in_english")]
QUIET: dict[str, Any] = {"row": "a", "months_since_check": 0.0}


def row_of(**known: Any) -> dict[str, Any]:
    schema = {"step_days": pl.Int64, "evidence_days_left": pl.Int64, "open_deviations": pl.Float64}
    frame = pl.DataFrame([{**QUIET, **known}], schema_overrides={n: t for n, t in schema.items() if n in known})
    return priority_scores(frame, PriorityWeights()).row(0, named=True)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({}, "Nothing to worry about in what is known"),
        ({"step_days": -1}, "A step took effect yesterday"),
        ({"step_days": 0}, "A step takes effect today"),
        ({"step_days": 1}, "A step takes effect in 1 day"),
        ({"step_in_force": True, "has_evidence": False}, "No evidence"),
        ({"step_in_force": True, "has_evidence": True, "evidence_days_left": 12}, "Evidence expires in 12 days"),
        ({"open_deviations": 1.0}, "Open deviations"),
        ({"controls": 3, "past_deviations": 1.0}, "The supplier's record after 3 controls"),
        ({"risk_wage": 0.9}, "High risk of poor pay and hours"),
        ({"risk_climate": 0.3}, "Some climate risk in the category"),
        ({"market": 5, "criticality": 4}, "Critical and hard to replace"),
        ({"worry": 5}, "The adviser is worried"),
        ({"dependence": 4, "worry": 2}, "We depend on it, says the adviser"),
        ({"knowledge": 1}, "The adviser knows it little"),
        ({"months_since_check": 14.2}, "14 months since the check"),
        ({"months_since_check": None}, "Never checked"),
        ({"spend": 2_000_000.0}, "NOK 2 million a year"),
        ({"tonnes": 2_100.0}, "2,100 t a year"),
    ],
)
def test_reason_is_worded(known: dict[str, Any], said: str) -> None:
    assert why(row_of(**known), PriorityWeights(), "NOK").replace("\u00a0", " ") == said


def test_what_is_missing_is_named() -> None:
    row = row_of()

    assert what_is_missing(row, PriorityWeights()).startswith("Little is known, so the place says little. Missing: mon")
    assert [part.figure for part in parts_of(row, PriorityWeights())].count(None) == 6


def test_hours_reach_down_the_list_past_what_is_planned() -> None:
    frame = pl.DataFrame({"risk_wage": [0.9, 0.9, None, 0.1], "planned_on": ["x", None, None, None]})

    found = within_hours(frame.with_columns(proposed_kind()), SHIPPED_HOURS, SHIPPED_HOURS["site_inspection"] * 3 / 2)

    assert found["hours"].to_list() == [6, 6, 3, 3]
    assert found["is_inside"].to_list() == [True, True, True, False]
