"""What a buyer says of the evaluation is kept as texts, and comes back as it was."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.answer_points import LinearScale, RelativeToBest, YesOrNo
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import (
    CriterionChoice,
    EvaluationChoice,
    PointsBy,
    WeighedCriterion,
    choice_as_json,
    choice_of,
    rules_of,
)
from procurement.calculations.evaluation_rules import criteria_problems
from requirements_bank.calculations.requirement import Direction

figures = st.none() | st.decimals(min_value=0, max_value=10**9, places=4)
choices = st.builds(
    EvaluationChoice,
    model=st.none() | st.sampled_from(Model),
    most_points=st.decimals(min_value=1, max_value=100, places=2),
    criteria=st.dictionaries(
        st.sampled_from(["one", "two"]),
        st.builds(CriterionChoice, st.sampled_from(PointsBy), figures, figures, figures).filter(
            lambda said: said != CriterionChoice()
        ),
    ),
    per_tonne=figures,
    tonne_day=st.none() | st.dates(),
    tonne_source=st.text(max_size=20),
    expected_price=figures,
    tonnes_apart=figures,
)


@given(choices)
def test_what_is_kept_comes_back(choice: EvaluationChoice) -> None:
    assert choice_of(choice.model.value if choice.model else "", choice_as_json(choice)) == choice


def test_a_ladder_comes_back() -> None:
    choice = EvaluationChoice(ladder={1: Decimal(5), 3: Decimal(15)}, ladder_in_percent=True)
    assert choice_of("", choice_as_json(choice)) == choice


def test_the_rules_follow_from_what_was_said() -> None:
    choice = EvaluationChoice(
        criteria={
            "share": CriterionChoice(PointsBy.LINEAR, Decimal(40), Decimal(100), Decimal(500)),
            "grams": CriterionChoice(PointsBy.RELATIVE),
            "system": CriterionChoice(PointsBy.YES_NO),
        },
        per_tonne=Decimal(1000),
        tonne_day=date(2026, 1, 2),
        tonne_source="Council",
    )
    criteria = [
        WeighedCriterion("share", Decimal(20), is_climate=True, direction=Direction.AT_LEAST),
        WeighedCriterion("grams", Decimal(10), is_climate=True, direction=Direction.AT_MOST),
        WeighedCriterion("system", Decimal(10), is_climate=False),
        WeighedCriterion("plan", Decimal(10), is_climate=False),
    ]
    rules = rules_of(choice, Decimal(50), criteria, "NOK")

    assert not list(criteria_problems(rules))
    assert [one.scoring for one in rules.others] == [
        LinearScale(Decimal(40), Decimal(100)),
        RelativeToBest(Direction.AT_MOST),
        YesOrNo(),
        None,
    ]
    assert rules.environment_weight == 30
    assert rules.sums == {"share": Decimal(500)}
    assert rules.shadow_price is not None
    assert rules.ladder is None


def test_a_price_per_tonne_without_its_day_is_not_in_use() -> None:
    assert rules_of(EvaluationChoice(per_tonne=Decimal(1)), Decimal(100), [], "NOK").shadow_price is None


def test_a_fixed_price_is_no_criterion() -> None:
    assert rules_of(EvaluationChoice(), Decimal(0), [], "NOK").price_criterion is None
