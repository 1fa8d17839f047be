"""Climate and environment in the award, in the three Norwegian eras."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from foundation.problems import Severity
from procurement.calculations.law_judgement import Outcome
from procurement.calculations.procurement_facts import CriterionFacts, EvaluationFacts, Exemption, Replacement
from tests.factories.law import (
    FIRST_OF_2024,
    FIRST_OF_2026,
    LAST_OF_2024,
    LAST_OF_ADVICE,
    WEIGHT,
    codes,
    found,
    judged,
    norway,
    ranked,
    weighted,
)

MET, MISSING, UNKNOWN, NOTED = Outcome.MET, Outcome.MISSING, Outcome.UNKNOWN, Outcome.NOTED
REASONED = Replacement(("TRA-005", "TRA-006"), "All vehicles are without emission, which no criterion would reach.")


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2017, 5, 1), "no-climate-weight-2017"),
        (LAST_OF_ADVICE, "no-climate-weight-2017"),
        (FIRST_OF_2024, "no-climate-weight-2024"),
        (LAST_OF_2024, "no-climate-weight-2024"),
        (FIRST_OF_2026, "no-climate-weight-2026"),
    ],
)
def test_the_day_of_the_notice_decides_the_era(day: date, rule: str) -> None:
    assert [each.rule for each in found(norway(day, evaluation=weighted("10")), WEIGHT)] == [rule]


def test_the_start_decides_only_where_there_is_no_notice() -> None:
    announced = norway(LAST_OF_2024, start=FIRST_OF_2026, evaluation=weighted("30"))
    unannounced = norway(None, start=FIRST_OF_2026, evaluation=weighted("30"))

    assert judged(announced).day == LAST_OF_2024
    assert judged(unannounced).day == FIRST_OF_2026


@pytest.mark.parametrize("day", [FIRST_OF_2024, LAST_OF_2024, FIRST_OF_2026])
@pytest.mark.parametrize(
    ("weight", "expected"), [("29.99", ("weight_too_low", MISSING)), ("30", ("met_by_weight", MET))]
)
def test_thirty_per_cent_is_enough_and_a_hair_less_is_not(
    day: date, weight: str, expected: tuple[str, Outcome]
) -> None:
    assert codes(norway(day, evaluation=weighted(weight))) == [expected]


def test_what_is_missing_is_told_in_points() -> None:
    (finding,) = found(norway(evaluation=weighted("22.5")), WEIGHT)

    assert (finding.values["share"], finding.values["short"]) == (Decimal("22.5"), Decimal("7.5"))
    assert finding.severity is Severity.ERROR


def test_before_2024_thirty_per_cent_is_advice() -> None:
    (finding,) = found(norway(LAST_OF_ADVICE, evaluation=weighted("20")), WEIGHT)

    assert (finding.code, finding.severity) == ("advice_weight_too_low", Severity.WARNING)
    assert judged(norway(LAST_OF_ADVICE, evaluation=weighted("20"))).is_complete
    assert codes(norway(LAST_OF_ADVICE, evaluation=weighted("30"))) == [("advice_met_by_weight", MET)]
    assert codes(norway(LAST_OF_ADVICE, evaluation=ranked(5))) == [("advice_met_by_rank", MET)]


def test_several_criteria_of_climate_count_together() -> None:
    criteria = (
        CriterionFacts("Price", Decimal(70)),
        CriterionFacts("Emissions", Decimal(20), is_climate=True),
        CriterionFacts("Packaging", Decimal(10), is_climate=True),
    )

    assert codes(norway(evaluation=EvaluationFacts(criteria))) == [("met_by_weight", MET)]


@pytest.mark.parametrize(
    ("place", "expected"),
    [(1, ("met_by_rank", MET)), (3, ("met_by_rank", MET)), (4, ("rank_too_low", MISSING))],
)
def test_a_ranked_criterion_is_among_the_top_three(place: int, expected: tuple[str, Outcome]) -> None:
    assert codes(norway(evaluation=ranked(place))) == [expected]


@pytest.mark.parametrize("place", [0, 6])
def test_ranks_without_climate_lack_it(place: int) -> None:
    assert codes(norway(evaluation=ranked(place))) == [("no_climate_criterion", MISSING)]


def test_requirements_stand_instead_with_a_reason() -> None:
    evaluation = EvaluationFacts((CriterionFacts("Price", Decimal(100)),), replacement=REASONED)
    (finding,) = found(norway(evaluation=evaluation), WEIGHT)

    assert (finding.code, finding.outcome) == ("met_by_requirements", MET)
    assert finding.values["requirements"] == "TRA-005, TRA-006"
    assert finding.values["eforms"] == ("quality-nor-env-spec",)


@pytest.mark.parametrize(
    ("replacement", "code"),
    [
        (Replacement(("TRA-005",), " "), "replacement_without_reason"),
        (Replacement((), "It does more."), "replacement_without_requirements"),
    ],
)
def test_requirements_instead_need_their_names_and_a_reason(replacement: Replacement, code: str) -> None:
    assert codes(norway(evaluation=weighted("0", replacement=replacement))) == [(code, MISSING)]


def test_a_lighter_criterion_and_requirements_combine() -> None:
    (finding,) = found(norway(evaluation=weighted("15", replacement=REASONED)), WEIGHT)

    assert (finding.code, finding.outcome) == ("met_by_combination", MET)
    assert finding.values["eforms"] == ("quality-nor-env-criteria", "quality-nor-env-spec")


def test_a_criterion_ranked_low_and_requirements_combine() -> None:
    (finding,) = found(norway(evaluation=replace(ranked(5), replacement=REASONED)), WEIGHT)

    assert (finding.code, finding.outcome, finding.values["rank"]) == ("met_by_rank_and_requirements", MET, 5)


def test_a_full_weight_needs_no_reason_and_a_missing_one_is_only_noted() -> None:
    evaluation = weighted("30", replacement=Replacement(("TRA-005",)))

    assert codes(norway(evaluation=evaluation)) == [("met_by_weight", MET), ("replacement_without_reason", NOTED)]
    assert judged(norway(evaluation=evaluation)).is_complete


def test_only_the_way_that_is_needed_is_told() -> None:
    evaluation = weighted("30", replacement=REASONED, exemption=Exemption("insignificant", "Small."))

    assert codes(norway(evaluation=evaluation)) == [("met_by_weight", MET), ("exemption_not_needed", NOTED)]


@pytest.mark.parametrize(
    ("day", "ground", "expected"),
    [
        (FIRST_OF_2024, "insignificant", ("exempt", MET)),
        (LAST_OF_2024, "essential_interests", ("ground_not_allowed", MISSING)),
        (LAST_OF_2024, "national_minimum", ("ground_not_allowed", MISSING)),
        (FIRST_OF_2026, "insignificant", ("exempt", MET)),
        (FIRST_OF_2026, "essential_interests", ("exempt", MET)),
        (FIRST_OF_2026, "national_minimum", ("exempt", MET)),
        (FIRST_OF_2026, "too_expensive", ("ground_not_allowed", MISSING)),
    ],
)
def test_a_ground_holds_only_in_its_time(day: date, ground: str, expected: tuple[str, Outcome]) -> None:
    evaluation = weighted("0", exemption=Exemption(ground, "Legal advice, given by telephone."))

    assert codes(norway(day, evaluation=evaluation)) == [expected]


@pytest.mark.parametrize(
    ("day", "eforms"),
    [(LAST_OF_2024, "quality-nor-env-none"), (FIRST_OF_2026, "quality-nor-env-exempt-insignificant")],
)
def test_the_code_for_the_notice_is_that_of_the_time(day: date, eforms: str) -> None:
    evaluation = weighted("0", exemption=Exemption("insignificant", "Legal advice, given by telephone."))

    assert found(norway(day, evaluation=evaluation), WEIGHT)[0].values["eforms"] == (eforms,)


def test_an_exemption_needs_a_reason() -> None:
    evaluation = weighted("0", exemption=Exemption("insignificant"))

    assert codes(norway(evaluation=evaluation)) == [("exemption_without_reason", MISSING)]


def test_a_smaller_real_weight_only_warns() -> None:
    judgement = judged(norway(evaluation=weighted("30", real_weight=Decimal("11.4"))))
    (warning,) = judgement.warnings

    assert (warning.code, warning.severity) == ("real_weight_lower", Severity.WARNING)
    assert (warning.values["share"], warning.values["real"]) == (Decimal(30), Decimal("11.4"))
    assert judgement.is_complete


def test_a_real_weight_that_reaches_the_share_is_no_matter() -> None:
    assert judged(norway(evaluation=weighted("30", real_weight=Decimal(30)))).warnings == ()


@pytest.mark.parametrize(
    ("evaluation", "code"),
    [
        (None, "evaluation_missing"),
        (EvaluationFacts(), "evaluation_missing"),
        (EvaluationFacts(real_weight=Decimal(20)), "criteria_missing"),
        (
            EvaluationFacts((CriterionFacts("Price", Decimal(70)), CriterionFacts("Emissions", is_climate=True))),
            "weight_missing",
        ),
        (
            EvaluationFacts(
                (CriterionFacts("Price", Decimal(60)), CriterionFacts("Emissions", Decimal(30), is_climate=True))
            ),
            "weights_not_hundred",
        ),
        (
            EvaluationFacts(
                (CriterionFacts("Price", Decimal(130)), CriterionFacts("Emissions", Decimal(-30), is_climate=True))
            ),
            "weights_not_hundred",
        ),
        (
            EvaluationFacts((CriterionFacts("Price", rank=1), CriterionFacts("Emissions", rank=1, is_climate=True))),
            "ranks_unclear",
        ),
        (
            EvaluationFacts((CriterionFacts("Price", rank=2), CriterionFacts("Emissions", rank=3, is_climate=True))),
            "ranks_unclear",
        ),
    ],
)
def test_what_is_not_known_is_not_guessed(evaluation: EvaluationFacts | None, code: str) -> None:
    facts = norway(evaluation=evaluation)

    assert codes(facts) == [(code, UNKNOWN)]
    assert not judged(facts).is_complete
