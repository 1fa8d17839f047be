"""What texts of award criteria say of points, and where the evaluation annex says something else."""

from decimal import Decimal

import pytest

from procurement.calculations.answer_points import LinearScale, RelativeToBest, YesOrNo
from procurement.calculations.told_points import ToldPoints, contradictions, tells_points, told_points
from requirements_bank.calculations.requirement import Direction, Variable, VariableType

CEILING = Variable("ceiling", VariableType.NUMBER, {}, default=Decimal(300))
FLOOR = Variable("floor", VariableType.NUMBER, {}, default=Decimal(120))
NAMED = {"ceiling": CEILING, "floor": FLOOR}
SCALE = ToldPoints(Decimal(300), Decimal(120), Decimal(10))


@pytest.mark.parametrize(
    ("wording", "told"),
    [
        ("Poeng for lavt avtrykk.\n- {ceiling} eller mer gir 0 poeng\n- {floor} eller mindre gir 10 poeng", SCALE),
        ("{ceiling} eller mer ger 0 poäng och {floor} eller mindre ger 10 poäng.", SCALE),
        ("{ceiling} or more gives 0 points, {floor} or less gives 10 points.", SCALE),
        ("En andel på 12,5 % eller lavere gir 0 poeng, 60 % eller høyere gir full poengsum.",
         ToldPoints(Decimal("12.5"), Decimal(60), None)),
        ("Evalueringsgruppen gir 0–10 poeng.", ToldPoints(most=Decimal(10))),
        ("Det gis poeng for lavt utslipp i modul A1–A3.", ToldPoints()),
        ("Minst {floor} av leveransene.", ToldPoints()),
    ],
)  # fmt: skip
def test_a_text_is_read_as_far_as_it_names_figures(wording: str, told: ToldPoints) -> None:
    assert told_points(wording, NAMED, {}) == told


def test_chosen_values_stand_for_the_variables() -> None:
    found = told_points("{ceiling} gir 0 poeng. {floor} gir 10 poeng.", NAMED, {"floor": Decimal(90)})
    assert found.best == 90


@pytest.mark.parametrize(
    ("scoring", "most", "codes"),
    [
        (LinearScale(Decimal(300), Decimal(120)), 10, []),
        (LinearScale(Decimal(250), Decimal(120)), 10, ["other_worst"]),
        (LinearScale(Decimal(300), Decimal(100)), 100, ["other_most_points", "other_best"]),
        (RelativeToBest(Direction.AT_MOST), 10, ["scale_in_text_alone"]),
        (None, 10, ["scale_in_text_alone"]),
    ],
)
def test_the_annex_is_held_against_the_text(
    scoring: LinearScale | RelativeToBest | None, most: int, codes: list[str]
) -> None:
    assert [each.code for each in contradictions(SCALE, scoring, Decimal(most), "A")] == codes


def test_a_text_without_figures_contradicts_nothing() -> None:
    assert list(contradictions(ToldPoints(), YesOrNo(), Decimal(10), "A")) == []
    assert tells_points("Poäng ges.")
    assert not tells_points("Minst 40 %.")
