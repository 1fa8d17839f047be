"""What another buyer found, and whether it may be used: condition by condition."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.audit_reuse import Audit, Condition, Met, Terms, Wanted, audit_verdict
from requirements_bank.calculations.requirement import Direction

TERMS = Terms("transport-zero", 3, Direction.AT_LEAST, Decimal(50), "%", {"vehicles": "heavy"})
MINE = Wanted(TERMS, "NO 987 654 321", "site_visit", date(2027, 3, 1))
AUDIT = Audit(TERMS, "no987654321", "site_visit", date(2026, 3, 1), covers_all_places=True, is_kept=True)
thresholds = st.integers(0, 100).map(Decimal)


def against(mine: Wanted, audit: Audit) -> list[tuple[Condition, Met]]:
    return [(each.condition, each.met) for each in audit_verdict(mine, audit).against]


def test_all_that_is_alike_may_be_used_and_every_condition_is_told() -> None:
    verdict = audit_verdict(MINE, AUDIT)

    assert verdict.may_be_used
    assert [each.condition for each in verdict.outcomes] == list(Condition)


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({"requirement": "other"}, {}, [(Condition.REQUIREMENT, Met.NO), (Condition.VERSION, Met.NO)]),
        (
            {"requirement": ""},
            {"requirement": ""},
            [(Condition.REQUIREMENT, Met.NO), (Condition.VERSION, Met.NO)],
        ),
        ({"version": 4}, {}, [(Condition.VERSION, Met.NO)]),
        ({"threshold": Decimal("50.1")}, {}, [(Condition.THRESHOLD, Met.NO)]),
        ({"threshold": Decimal(40)}, {}, []),
        ({}, {"threshold": Decimal("0.6"), "unit": "share"}, []),
        ({}, {"threshold": Decimal(5), "unit": "km"}, [(Condition.THRESHOLD, Met.NOT_KNOWN)]),
        ({}, {"threshold": None}, [(Condition.THRESHOLD, Met.NOT_KNOWN)]),
        ({"direction": Direction.AT_MOST}, {}, [(Condition.THRESHOLD, Met.NO)]),
        ({"direction": None, "threshold": None}, {"direction": None, "threshold": None}, []),
        ({"direction": None}, {"direction": None}, [(Condition.THRESHOLD, Met.NOT_KNOWN)]),
        ({"variables": {"vehicles": "light"}}, {}, [(Condition.VARIABLES, Met.NO)]),
        ({"variables": {}}, {}, [(Condition.VARIABLES, Met.NO)]),
    ],
)
def test_terms_are_the_same_or_weaker(mine: dict[str, Any], theirs: dict[str, Any], told: list[Any]) -> None:
    assert against(replace(MINE, terms=replace(TERMS, **mine)), replace(AUDIT, terms=replace(TERMS, **theirs))) == told


@pytest.mark.parametrize(
    ("mine", "audit", "told"),
    [
        ({}, {"method": "interview"}, [(Condition.METHOD, Met.NO)]),
        ({"similar": frozenset({"interview"})}, {"method": "interview"}, []),
        ({}, {"method": ""}, [(Condition.METHOD, Met.NOT_KNOWN)]),
        ({}, {"day": date(2024, 3, 1)}, []),
        ({}, {"day": date(2024, 2, 29)}, [(Condition.AGE, Met.NO)]),
        ({}, {"day": date(2027, 3, 2)}, [(Condition.AGE, Met.NO)]),
        ({}, {"supplier": "912345678"}, [(Condition.SUPPLIER, Met.NO)]),
        ({"supplier": ""}, {"supplier": ""}, [(Condition.SUPPLIER, Met.NOT_KNOWN)]),
        ({}, {"covers_all_places": False}, [(Condition.PLACES, Met.NO)]),
        ({}, {"is_kept": False}, [(Condition.RESULT, Met.NO)]),
        ({}, {"is_kept": None}, [(Condition.RESULT, Met.NOT_KNOWN)]),
    ],
)
def test_the_control_is_like_ones_own(mine: dict[str, Any], audit: dict[str, Any], told: list[Any]) -> None:
    assert against(replace(MINE, **mine), replace(AUDIT, **audit)) == told


def test_what_differs_is_named() -> None:
    verdict = audit_verdict(replace(MINE, terms=replace(TERMS, variables={"vehicles": "light"})), AUDIT)

    assert [each.condition for each in verdict.against] == [Condition.VARIABLES]
    assert verdict.against[0].values == {"differing": {"vehicles": ("light", "heavy")}}


@given(st.sampled_from(Direction), thresholds, thresholds, st.integers(0, 40))
def test_what_may_be_used_may_be_used_for_less(direction: Direction, mine: Decimal, theirs: Decimal, less: int) -> None:
    asked = replace(TERMS, direction=direction, threshold=mine)
    weaker = mine - less if direction is Direction.AT_LEAST else mine + less
    audit = replace(AUDIT, terms=replace(TERMS, direction=direction, threshold=theirs))

    if audit_verdict(replace(MINE, terms=asked), audit).may_be_used:
        assert audit_verdict(replace(MINE, terms=replace(asked, threshold=weaker)), audit).may_be_used
    assert audit_verdict(replace(MINE, terms=asked), replace(audit, terms=asked)).may_be_used


@given(st.integers(0, 2000))
def test_an_audit_that_is_too_old_stays_so(days: int) -> None:
    today, tomorrow = (MINE.day + timedelta(days=days + more) for more in (0, 1))

    if not audit_verdict(replace(MINE, day=today), AUDIT).may_be_used:
        assert not audit_verdict(replace(MINE, day=tomorrow), AUDIT).may_be_used
