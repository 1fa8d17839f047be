"""The Swedish checklist, changes of contracts and wordings."""

from decimal import Decimal

import pytest

from procurement.calculations.law_judgement import Outcome
from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.procurement_facts import ChecklistAnswer, JudgedChange, RefusedWording
from tests.factories.law import codes, found, judged, norway, sweden

MET, MISSING, UNKNOWN = Outcome.MET, Outcome.MISSING, Outcome.UNKNOWN
ITEMS = ("proportionality", "link_to_subject", "transparency", "equal_treatment", "verification")
ANSWERED = {item: ChecklistAnswer(says_yes=True, reason="See the plan of the procurement.") for item in ITEMS}


def checked(**changes: ChecklistAnswer) -> list[tuple[str, Outcome]]:
    return codes(sweden(checklist={**ANSWERED, **changes}), "se-principles")


def changed(**said: object) -> list[tuple[str, Outcome]]:
    change = JudgedChange("two more buses", **said)  # type: ignore[arg-type]  # the fields of a change
    return codes(norway(changes=(change,)), "no-contract-change")


def test_a_checklist_answered_with_reasons_is_met() -> None:
    assert checked() == [("item_kept", MET)] * len(ITEMS)
    assert judged(sweden(checklist=ANSWERED)).is_complete


def test_questions_stand_in_their_order() -> None:
    assert tuple(each.values["item"] for each in found(sweden(), "se-principles")) == ITEMS


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ChecklistAnswer(), ("item_unanswered", UNKNOWN)),
        (ChecklistAnswer(says_yes=True), ("item_without_reason", MISSING)),
        (ChecklistAnswer(says_yes=False, reason="  "), ("item_without_reason", MISSING)),
        (ChecklistAnswer(says_yes=False, reason="Only one maker can."), ("item_not_kept", MISSING)),
    ],
)
def test_every_other_answer_is_open(answer: ChecklistAnswer, expected: tuple[str, Outcome]) -> None:
    assert checked(link_to_subject=answer)[1] == expected
    assert not judged(sweden(checklist={**ANSWERED, "link_to_subject": answer})).is_complete


def test_norway_has_no_checklist() -> None:
    assert codes(norway(checklist=ANSWERED), "se-principles") == []


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, ("change_without_ground", MISSING)),
        ({"ground": "cheaper"}, ("change_ground_not_allowed", MISSING)),
        ({"ground": "review_clause"}, ("change_without_reason", MISSING)),
        ({"ground": "review_clause", "reason": "Clause 14."}, ("change_allowed", MET)),
        ({"ground": "minor_value", "reason": "Few."}, ("change_not_measured", UNKNOWN)),
        ({"ground": "minor_value", "reason": "Few.", "percent": Decimal(10)}, ("change_allowed", MET)),
        ({"ground": "minor_value", "reason": "Few.", "percent": Decimal("10.1")}, ("change_too_large", MISSING)),
    ],
)
def test_a_change_needs_a_ground_that_the_law_knows(said: dict[str, object], expected: tuple[str, Outcome]) -> None:
    assert changed(**said) == [expected]


def test_works_may_change_by_fifteen_per_cent() -> None:
    change = JudgedChange("a wider ditch", "minor_value", "Rock.", Decimal(15))

    assert codes(norway(changes=(change,), contract=PurchaseKind.WORKS), "no-contract-change") == [
        ("change_allowed", MET)
    ]
    assert codes(norway(changes=(change,), contract=None), "no-contract-change") == [("change_not_measured", UNKNOWN)]


@pytest.mark.parametrize(
    ("percent", "expected"),
    [(10, ("change_allowed", MET)), (15, ("change_not_measured", UNKNOWN)), (16, ("change_too_large", MISSING))],
)
def test_a_change_of_what_nobody_said_the_kind_of_is_held_to_the_largest_limit(
    percent: int, expected: tuple[str, Outcome]
) -> None:
    change = JudgedChange("the value", "minor_value", "More pupils.", Decimal(percent))
    assert codes(norway(changes=(change,), contract=None), "no-contract-change") == [expected]


@pytest.mark.parametrize("country", ["no", "se"])
def test_an_origin_may_not_be_asked_for(country: str) -> None:
    refused = (RefusedWording("MAT-001", "origin", "kortreist"), RefusedWording("MAT-001", "origin", "lokal"))
    facts = norway if country == "no" else sweden
    (finding,) = found(facts(refused_wordings=refused), f"{country}-wording")

    assert (finding.code, finding.outcome) == ("wording_refused", MISSING)
    assert finding.values == {"requirement": "MAT-001", "words": "kortreist, lokal"}


def test_wordings_that_nobody_looked_through_are_not_called_lawful() -> None:
    assert codes(norway(refused_wordings=None), "no-wording") == [("wordings_not_checked", UNKNOWN)]
    assert codes(norway(refused_wordings=()), "no-wording") == [("wordings_lawful", MET)]
