"""The worked example of docs/methods/priority.md, and the weights that it names, recomputed from the page itself."""

from collections.abc import Callable

import polars as pl

from follow_up.calculations.priority import priority_scores
from follow_up.calculations.priority_parts import PriorityScales, Scale
from follow_up.calculations.priority_reasons import reasons_of
from follow_up.calculations.priority_weights import DEFAULT_WEIGHTS, Part, PriorityWeights

OBLIGATION = {
    "row": "transport",
    "spend": 3_000_000.0,
    "step_days": 18,
    "step_in_force": True,
    "has_evidence": True,
    "evidence_days_left": -4,
    "controls": 2,
    "past_deviations": 0.0,
    "open_deviations": 0.2,
    "risk_climate": 0.9,
    "risk_social": 0.3,
    "risk_wage": 0.9,
    "months_since_check": 6.0,
}
SCALES = PriorityScales(Scale(1_000_000.0, 15_000_000.0), Scale(10.0, 150.0), 0.2)


def written(value: float | None, decimals: int) -> str:
    return "–" if value is None else f"{value:.{decimals}f}"


def test_the_obligation_of_the_page_has_its_parts_points_and_score(
    table: Callable[[str, str], list[list[str]]],
) -> None:
    found = priority_scores(pl.DataFrame([OBLIGATION]), PriorityWeights(), scales=SCALES).to_dicts()[0]
    parts = [[part, written(found[f"part_{part}"], 4), written(found[f"points_{part}"], 2)] for part in Part]

    assert [*parts, ["score", written(found["coverage"], 4), written(found["score"], 2)]] == table(
        "priority.md", "Worked example"
    )
    assert [reason.code for reason in reasons_of(found, PriorityWeights())] == [
        "evidence_expired",
        "step_coming",
        "spend_high",
        "not_known",
    ]


def test_the_weights_of_the_page_are_the_default_ones(table: Callable[[str, str], list[list[str]]]) -> None:
    rows = table("priority.md", "Formula")

    assert [(row[0].strip("`"), row[1]) for row in rows] == [
        (part.value, f"{weight}") for part, weight in DEFAULT_WEIGHTS.items()
    ]
