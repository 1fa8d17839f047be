"""The order of what to check first: vectorised figures equal the formulas of the page, row by row."""

import math
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from follow_up.calculations.deviation_history import FoundDeviation, Severity, deviation_history
from follow_up.calculations.priority import part_column, priority_scores, scales_of
from follow_up.calculations.priority_parts import PRIORITY_INPUT, PriorityScales, Scale
from follow_up.calculations.priority_reasons import reasons_of
from follow_up.calculations.priority_weights import Part, PriorityWeights, weight_problems, weights_of
from follow_up.calculations.priority_what_if import moved_places

Row = dict[str, Any]
SCALES = PriorityScales(Scale(100.0, 5000.0), Scale(2.0, 80.0), 0.25)
answers = st.none() | st.integers(1, 5)
figures = st.none() | st.floats(-1000, 1e7)
shares = st.none() | st.floats(0, 1)
rows = st.fixed_dictionaries(
    {
        "spend": figures,
        "tonnes": figures,
        "step_days": st.none() | st.integers(-400, 400),
        "step_in_force": st.none() | st.booleans(),
        "has_evidence": st.none() | st.booleans(),
        "evidence_days_left": st.none() | st.integers(-400, 400),
        "controls": st.none() | st.integers(0, 40),
        "past_deviations": st.none() | st.floats(0, 20),
        "open_deviations": st.none() | st.floats(0, 10),
        "risk_climate": shares,
        "risk_social": shares,
        "risk_wage": shares,
        "market": answers,
        "criticality": answers,
        "months_since_check": st.none() | st.floats(0, 100),
        "worry": answers,
        "dependence": answers,
        "knowledge": answers,
    }
)
weights = st.fixed_dictionaries({part.value: st.integers(0, 100).map(Decimal) for part in Part}).filter(
    lambda said: any(said.values())
)


def frame_of(*said: Row) -> pl.DataFrame:
    whole = [
        {"row": f"r{place:03}", **dict.fromkeys(list(PRIORITY_INPUT)[1:]), **row} for place, row in enumerate(said)
    ]
    return pl.DataFrame(whole, schema=PRIORITY_INPUT)


def on_scale(value: float | None, scale: Scale | None) -> float | None:
    if value is None or scale is None:
        return None if value is None else 0.0
    return min(1.0, math.log(1 + max(0.0, value) / scale.usual) / math.log(1 + scale.high / scale.usual))


def mean(*said: float | None) -> float | None:
    known = [each for each in said if each is not None]
    return sum(known) / len(known) if known else None


def answer(value: int | None) -> float | None:
    return None if value is None else (value - 1) / 4


def expected_parts(row: Row) -> dict[Part, float | None]:
    """The page's formulas, one row at a time."""
    days, left = row["step_days"], row["evidence_days_left"]
    evidence = 0.0
    if row["step_in_force"]:
        evidence = 1.0 if not row["has_evidence"] else 0.0 if left is None else min(1.0, max(0.0, 1 - left / 60))
    controls, past, still = row["controls"] or 0, row["past_deviations"] or 0, row["open_deviations"] or 0
    history = None
    if controls or past or still:
        history = 1 - (1 - min(1.0, (past + 3 * SCALES.deviation_rate) / (controls + 3))) * 0.5**still
    risks = [row[name] for name in ("risk_climate", "risk_social", "risk_wage") if row[name] is not None]
    knowledge = answer(row["knowledge"])
    months = row["months_since_check"]
    return {
        Part.SPEND: on_scale(row["spend"], SCALES.spend),
        Part.TONNES: on_scale(row["tonnes"], SCALES.tonnes),
        Part.STEP: 0.0 if days is None or abs(days) > 90 else min(1.0, 1 - days / 90),
        Part.EVIDENCE: evidence,
        Part.HISTORY: history,
        Part.SECTOR: max(risks) if risks else None,
        Part.MARKET: mean(answer(row["market"]), answer(row["criticality"])),
        Part.LAST_CHECK: 1.0 if months is None else min(1.0, months / 24),
        Part.INTERVIEW: mean(
            answer(row["worry"]), answer(row["dependence"]), None if knowledge is None else 1 - knowledge
        ),
    }


@given(st.lists(rows, min_size=1, max_size=6), weights)
@settings(max_examples=60, deadline=None)
def test_every_row_has_the_score_of_the_formula(said: list[Row], weighed: dict[str, Decimal]) -> None:
    result = priority_scores(frame_of(*said), weights_of(weighed), scales=SCALES).sort("row").to_dicts()

    for found, row in zip(result, said, strict=True):
        parts = expected_parts(row)
        known = {part: value for part, value in parts.items() if value is not None}
        weight = sum(float(weighed[part]) for part in known)
        for part, value in parts.items():
            assert found[part_column(part)] == (None if value is None else pytest.approx(value, abs=1e-9))
        assert found["coverage"] == pytest.approx(weight / float(sum(weighed.values())))
        score = 100 * sum(float(weighed[part]) * value for part, value in known.items()) / weight if weight else None
        assert found["score"] == (None if score is None else pytest.approx(score, abs=1e-5))


@given(st.lists(rows, min_size=1, max_size=8), weights, st.randoms())
@settings(max_examples=40, deadline=None)
def test_scores_are_bounded_and_the_order_of_rows_is_irrelevant(said: list[Row], weighed: Any, shuffle: Any) -> None:
    frame = frame_of(*said)
    order = list(range(len(frame)))
    shuffle.shuffle(order)
    first, second = (priority_scores(each, weights_of(weighed)) for each in (frame, frame[order]))

    assert first.equals(second)
    assert first["rank"].to_list() == list(range(1, len(said) + 1))
    assert all(score is None or 0 <= score <= 100 for score in first["score"])
    placed = [(not little, score) for little, score in first.select("little_known", "score").drop_nulls().rows()]
    assert placed == sorted(placed, reverse=True)


def test_what_little_is_known_of_stands_after_the_others() -> None:
    known = {"spend": 10.0, "tonnes": 1.0, "step_in_force": True, "has_evidence": True, "months_since_check": 1.0}
    found = priority_scores(frame_of({"step_in_force": True}, known), PriorityWeights())

    assert found.select("row", "little_known").rows() == [("r001", False), ("r000", True)]
    assert found["score"][1] > found["score"][0]


@given(rows, weights)
@settings(max_examples=40, deadline=None)
def test_reasons_are_the_parts_that_add_most_and_name_what_is_missing(row: Row, weighed: dict[str, Decimal]) -> None:
    chosen = weights_of(weighed)
    found = priority_scores(frame_of(row), chosen, scales=SCALES).to_dicts()[0]
    reasons = reasons_of(found, chosen)

    adding = [reason.points for reason in reasons if reason.points is not None]
    points = sorted((found[f"points_{part}"] or 0 for part in Part), reverse=True)
    assert adding == [each for each in points[:3] if each > 0]
    missing = {part.value for part, value in expected_parts(row).items() if value is None and chosen.of(part)}
    told = {part for reason in reasons if reason.code == "not_known" for part in reason.values["parts"]}  # type: ignore[attr-defined]
    assert told == missing
    assert any(reason.code == "little_known" for reason in reasons) is (found["coverage"] < 0.5)


@given(rows)
@settings(max_examples=40, deadline=None)
def test_a_missing_value_never_raises_coverage(row: Row) -> None:
    whole, without = frame_of(row), frame_of({**row, "spend": None})

    assert (
        priority_scores(without, PriorityWeights(), scales=SCALES)["coverage"][0]
        <= priority_scores(whole, PriorityWeights(), scales=SCALES)["coverage"][0]
    )


def test_reasons_tell_values_of_what_they_are_about() -> None:
    row = {"step_days": -10, "step_in_force": True, "has_evidence": True, "evidence_days_left": -5, "spend": 5000.0}
    found = priority_scores(frame_of(row), PriorityWeights(), scales=SCALES).to_dicts()[0]
    codes = [(reason.code, dict(reason.values)) for reason in reasons_of(found, PriorityWeights())]

    assert codes == [
        ("spend_high", {"spend": 5000.0}),
        ("step_new", {"days": 10}),
        ("evidence_expired", {"days": 5}),
        ("not_known", {"parts": ("tonnes", "history", "sector", "market", "interview")}),
    ]


def test_never_checked_is_no_gap_but_the_longest_time() -> None:
    found = priority_scores(frame_of({}), PriorityWeights({Part.LAST_CHECK: Decimal(1)})).to_dicts()[0]

    assert (found["score"], found["coverage"], found["little_known"]) == (100, 1, False)
    assert [reason.code for reason in reasons_of(found, PriorityWeights({Part.LAST_CHECK: Decimal(1)}))] == [
        "never_checked"
    ]


def test_a_row_of_which_nothing_is_known_has_no_score_and_stands_last() -> None:
    only_spend = PriorityWeights({Part.SPEND: Decimal(1)})
    found = priority_scores(frame_of({}, {"spend": 0.0}, {"spend": float("nan")}), only_spend)

    assert found.select("row", "score", "rank").rows() == [("r001", 0.0, 1), ("r000", None, 2), ("r002", None, 3)]


def test_few_controls_do_not_dominate() -> None:
    frame = frame_of({"controls": 1, "past_deviations": 1.0}, {"controls": 20, "past_deviations": 10.0})
    first, second = priority_scores(frame, PriorityWeights(), scales=SCALES).sort("row")[part_column(Part.HISTORY)]

    assert first == pytest.approx((1 + 0.75) / 4)
    assert second == pytest.approx(10.75 / 23)
    assert first < second


def test_other_weights_move_rows() -> None:
    frame = frame_of({"spend": 5000.0, "tonnes": 0.0}, {"spend": 0.0, "tonnes": 80.0})
    by_spend, by_tonnes = (
        priority_scores(frame, PriorityWeights({part: Decimal(1)}), scales=SCALES) for part in (Part.SPEND, Part.TONNES)
    )

    assert moved_places(by_spend, by_tonnes).rows() == [("r001", 2, 1, 1, 0.0, 100.0), ("r000", 1, 2, -1, 100.0, 0.0)]
    with pytest.raises(ValueError, match="not the same"):
        moved_places(by_spend, by_tonnes[:1])


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"spend": Decimal(10)}, []),
        ({"spend": Decimal(-1), "tonnes": Decimal(1)}, ["weight_out_of_bounds"]),
        ({"spend": Decimal(101)}, ["weight_out_of_bounds"]),
        ({"tonnes": Decimal("NaN"), "spend": Decimal(1)}, ["weight_out_of_bounds"]),
        ({"mood": Decimal(1)}, ["unknown_part", "no_weight_at_all"]),
        ({}, ["no_weight_at_all"]),
    ],
)
def test_weights_that_cannot_be_used_are_told(said: dict[str, Decimal], codes: list[str]) -> None:
    assert [problem.code for problem in weight_problems(said)] == codes


def test_deviations_are_those_known_on_the_day() -> None:
    found = [
        FoundDeviation(Severity.CRITICAL, date(2026, 1, 1), date(2026, 6, 1)),
        FoundDeviation(Severity.MAJOR, date(2026, 5, 1)),
    ]

    assert deviation_history(found, date(2025, 12, 31)).open == 0
    assert deviation_history(found, date(2026, 5, 31)).open == Decimal("1.5")
    assert (deviation_history(found, date(2027, 1, 1)).open, deviation_history(found, date(2027, 1, 1)).past) == (
        Decimal("0.5"),
        Decimal("0.5"),
    )


def test_what_is_usual_comes_from_ones_own_contracts() -> None:
    said = [{"spend": float(spend), "controls": 4, "past_deviations": 1.0} for spend in (-5, 0, *range(1, 41))]
    whole = frame_of(*said, {"spend": None})
    scales = scales_of(whole, whole)

    assert (scales.spend, scales.tonnes) == (Scale(20.0, 38.0), None)
    assert scales.deviation_rate == pytest.approx((42 + 0.6) / (168 + 3))


def test_equal_rows_stand_by_their_name() -> None:
    said = frame_of({"spend": 1.0}, {"spend": 1.0}, {"spend": 1.0}, {"spend": 9.0})
    named = said.with_columns(pl.Series("title", ["vask", "Mat", "Bygg", "Åpning"]))

    assert priority_scores(named, PriorityWeights())["title"].to_list() == ["Åpning", "Bygg", "Mat", "vask"]


@given(rows, weights, st.sampled_from(["spend", "tonnes", "open_deviations", "months_since_check"]), st.floats(0, 1e5))
@settings(max_examples=60, deadline=None)
def test_more_to_worry_about_never_lowers_a_score(
    row: Row, weighed: dict[str, Decimal], name: str, more: float
) -> None:
    row = {**row, "controls": 1, name: abs(row[name] or 0.0)}
    before, after = (
        priority_scores(frame_of(each), weights_of(weighed), scales=SCALES)["score"][0]
        for each in (row, {**row, name: row[name] + more})
    )

    assert (before is None) is (after is None)
    assert before is None or after >= before - 1e-6
