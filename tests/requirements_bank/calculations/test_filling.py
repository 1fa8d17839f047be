"""What is typed fills the wording or stays open with its reason; a default never stands in for a wrong value."""

from decimal import Decimal

import pytest

from requirements_bank.calculations.filling import fill
from requirements_bank.calculations.requirement import Variable, VariableType
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.calculations.wording import filled
from tests.factories.bank import said

SHARE = Variable(
    "share", VariableType.PERCENT, {"nb": "Andel"}, default=Decimal(50), low=Decimal(10), high=Decimal(100)
)
LOAD = Variable("load", VariableType.NUMBER, {"nb": "Last"}, default=Decimal(2), unit="kg")
VARIABLES = {"share": SHARE, "load": LOAD}
WORDING = "Minst {share} av {load}."


@pytest.mark.parametrize(
    ("typed", "text", "problem"),
    [
        ({}, "Minst 50\u00a0% av 2\u00a0kg.", {}),
        ({"share": "60", "load": "2,5"}, "Minst 60\u00a0% av 2,5\u00a0kg.", {}),
        ({"share": "160"}, "Minst [Andel] av 2\u00a0kg.", {"share": "above_bound"}),
        ({"share": "mye"}, "Minst [Andel] av 2\u00a0kg.", {"share": "not_a_number"}),
        ({"share": " "}, "Minst [Andel] av 2\u00a0kg.", {}),
        ({"load": "1e999999"}, "Minst 50\u00a0% av [Last].", {"load": "not_a_number"}),
        ({"load": "9" * 40}, "Minst 50\u00a0% av [Last].", {"load": "not_a_number"}),
    ],
)
def test_what_fits_is_filled_in_and_the_rest_stays_open(
    typed: dict[str, str], text: str, problem: dict[str, str]
) -> None:
    filling = fill(VARIABLES, {**typed, "other": "1"})

    assert filled(WORDING, filling.variables, filling.values, "nb") == text
    assert {name: found.code for name, found in filling.problems.items()} == problem
    assert filling.typed == typed


def test_a_default_of_endless_digits_is_no_number() -> None:
    changed = said("EGN-1")
    changed["variables"]["share"] |= {"default": 10.0**40, "max": None}

    assert [problem.code for problem in read_requirement(changed, languages=["nb"])[1]] == ["not_a_number"]
