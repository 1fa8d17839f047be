"""Every code of a staircase's problems and of a saving's gaps has its sentence, and each sentence its values."""

import ast
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from foundation.problems import Problem
from procurement.calculations import staircase_check, staircase_complete, step_saving
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.staircase import OnExtension, Staircase, Step
from procurement.calculations.staircase_check import problems_of
from procurement.calculations.staircase_complete import lacks_of
from procurement.calculations.step_saving import SavingBasis, savings_of
from procurement.models import Staircase as StoredStaircase
from procurement.reports.staircase_words import (
    SAVING_GAPS,
    STEP_PROBLEMS,
    TENDER_LACKS,
    gaps_sentence,
    price_in_words,
    problem_sentence,
    rules_in_words,
)
from requirements_bank.calculations.requirement import Direction
from tests.procurement.calculations.test_staircase_complete import LACKS

pytestmark = pytest.mark.usefixtures("in_english")

PERIOD = ContractPeriod(date(2027, 8, 1), 24, (12,))


def steps(*those: tuple[int, int], **rules: object) -> Staircase:
    made = tuple(Step(Decimal(share), months=months, notice_months=6) for share, months in those)
    return Staircase(Direction.AT_LEAST, made, low=Decimal(10), high=Decimal(100), **rules)  # type: ignore[arg-type]


def found() -> list[Problem]:
    """Every problem that a staircase can have."""
    early = Staircase(Direction.AT_MOST, (Step(Decimal(5), day=date(2027, 1, 1)), Step(Decimal(7), months=20)))
    return [
        *problems_of(Staircase(Direction.AT_LEAST, ()), PERIOD),
        *problems_of(steps((5, 0), (110, 24), (100, 24), (90, 99)), PERIOD, agreed_on=date(2027, 7, 1)),
        *problems_of(steps((50, 30), on_extension=OnExtension.LAST_STEP_STAYS), PERIOD),
        *problems_of(early, PERIOD),
    ]


def codes_in(module: object) -> set[str]:
    """Return the codes that a module's problems are written with."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    calls = (
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"
    )
    return {str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)}


def test_every_code_has_its_sentence() -> None:
    assert {problem.code for problem in found()} == set(STEP_PROBLEMS)
    undated = {"not_after_the_one_before"}  # only of joint staircases, which word it themselves
    assert codes_in(staircase_check) - undated | {"not_higher", "not_lower"} == set(STEP_PROBLEMS)
    gaps = savings_of([], SavingBasis(None, None, None, None), direction=Direction.AT_MOST, unit="kg").gaps
    assert {gap.code for gap in gaps} == set(SAVING_GAPS)
    assert codes_in(step_saving) <= set(SAVING_GAPS)


def test_everything_a_tender_lacks_has_its_sentence() -> None:
    lacks = [problem for terms, _expected in LACKS for problem in lacks_of(terms)]

    assert {problem.code for problem in lacks} == set(TENDER_LACKS) == codes_in(staircase_complete)
    assert not any("%(" in problem_sentence(problem) for problem in lacks)


@pytest.mark.parametrize("problem", found(), ids=lambda problem: problem.code)
def test_a_sentence_asks_only_for_what_the_problem_knows(problem: Problem) -> None:
    sentence = problem_sentence(problem)

    assert "%(" not in sentence
    assert list(Formatter().parse(sentence))


def test_figures_in_sentences_have_no_needless_zeros() -> None:
    problem = Problem(
        "below_bounds", "step 1", "threshold", values={"threshold": Decimal(5), "low": Decimal("10.0000")}
    )

    assert problem_sentence(problem) == "The requirement goes no lower than 10. Write at least that."


def test_gaps_say_what_is_missing_or_that_it_cannot_be_computed() -> None:
    nothing = SavingBasis(None, None, None, None)
    share = savings_of([], nothing, direction=Direction.AT_LEAST, unit="%")
    weight = savings_of([], nothing, direction=Direction.AT_MOST, unit="kg")

    assert gaps_sentence(share.gaps).startswith("No figure of what it saves yet. Nobody has said: what these purchases")
    assert gaps_sentence(weight.gaps).startswith("What this requirement saves does not follow")
    assert gaps_sentence(()) == ""


@pytest.mark.parametrize("partial", StoredStaircase.OnPartialProof.values)
@pytest.mark.parametrize("late", StoredStaircase.OnLateStart.values)
@pytest.mark.parametrize("extension", StoredStaircase.OnExtension.values)
def test_every_rule_has_its_sentence(partial: str, late: str, extension: str) -> None:
    stairs = StoredStaircase(on_partial_proof=partial, on_late_start=late, on_extension=extension, days_to_complete=30)

    assert len({*rules_in_words(stairs)}) == 3


def test_prices_are_worded_by_their_kind() -> None:
    assert [
        price_in_words(kind, Decimal(2), "NOK").replace("\u00a0", " ")
        for kind in ("", "fixed", "per_unit", "share", "ladder")
    ] == ["", "NOK 2", "NOK 2 a unit", "2 % of the value", "the sanction of the ladder"]


@pytest.mark.parametrize(("months", "said"), [(1, "A notice of 1 month before"), (6, "A notice of 6 months before")])
def test_a_notice_that_comes_too_late_counts_its_months(months: int, said: str) -> None:
    values = {"months": months, "day": date(2028, 8, 1), "agreed_on": date(2028, 7, 15)}

    assert problem_sentence(Problem("notice_too_late", "step 1", values=values)).startswith(said)
