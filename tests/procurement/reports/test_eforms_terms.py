"""Business terms of a notice follow from what is asked for, in codes that stand on the day of the notice."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Judgement, met
from procurement.calculations.procurement_facts import EvaluationFacts, Exemption, Replacement
from procurement.calculations.published_terms import (
    OtherCriterion,
    PublishedBuyer,
    PublishedRequirement,
    PublishedTerms,
)
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.eforms_download import as_json
from procurement.reports.eforms_terms import BusinessTerms, business_terms
from requirements_bank.calculations.requirement import Kind, Source, Theme
from tests.factories.law import FIRST_OF_2024, FIRST_OF_2026, LAST_OF_2024, LAST_OF_ADVICE, norway

KEY = UUID("6f1a5ff7-2f4b-4c60-9d1c-0a52c8d1d901")
EU = Source("EU green public procurement criteria for furniture", "European Commission", 2017, "")
NATIONAL = Source("Hållbarhetskriterier för möbler", "Upphandlingsmyndigheten", 2024, "")
CRITERION = PublishedRequirement(
    KEY, "EGN-001", 1, Kind.AWARD_CRITERION, (Theme.CLIMATE, Theme.TRANSPORT), "Utslipp", "Jo lavere, jo bedre.",
    weight=Decimal(30),
)  # fmt: skip
CLAUSE = PublishedRequirement(KEY, "EGN-002", 1, Kind.CONTRACT_CLAUSE, (Theme.CIRCULAR,), "Ombruk", "Minst halvparten.")
SOCIAL = replace(CLAUSE, code="EGN-003", themes=(Theme.SOCIAL,), title="Lønn")
DELIVERY = replace(CLAUSE, code="EGN-004", themes=(Theme.DELIVERY, Theme.TRANSPORT), title="Levering")
PRICE = OtherCriterion("price", "Pris", Decimal(70))
LAW = shipped_law_rules()


def terms(*requirements: PublishedRequirement, day: date | None = FIRST_OF_2026, **said: object) -> PublishedTerms:
    buyer = PublishedBuyer("Vik kommune", "NO", "900000011")
    made = PublishedTerms(KEY, "Skyss", "NO", "NOK", "nb", buyer, announced_on=day, requirements=requirements)
    return replace(made, others=(PRICE,), value=Decimal(5_000_000), **said)  # type: ignore[arg-type] # as a test says


def codes(business: BusinessTerms) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(each.term, each.code, each.because) for each in business.codes]


def types(business: BusinessTerms) -> list[str]:
    return [each.type_code for each in business.criteria]


def problems(business: BusinessTerms) -> list[str]:
    return [problem.code for problem in business.problems]


def test_aims_follow_from_the_themes_of_what_is_asked() -> None:
    assert codes(business_terms(terms(CRITERION, CLAUSE, SOCIAL, DELIVERY))) == [
        ("BT-06", "env-imp", ("EGN-001", "EGN-002")),
        ("BT-06", "soc-obj", ("EGN-003",)),
        ("BT-774", "clim-mitig", ("EGN-001",)),
        ("BT-774", "circ-econ", ("EGN-002",)),
        ("BT-805", "other", ("EGN-001", "EGN-002")),
    ]


def test_what_strives_for_nothing_says_so() -> None:
    assert codes(business_terms(terms(DELIVERY))) == [("BT-06", "none", ()), ("BT-805", "none", ())]


def test_criteria_of_others_are_named_by_their_source() -> None:
    found = business_terms(terms(replace(CLAUSE, sources=(NATIONAL,)), replace(CRITERION, sources=(NATIONAL, EU))))

    assert [each[1] for each in codes(found) if each[0] == "BT-805"] == ["national", "eu"]


def test_what_cannot_be_derived_is_left_to_choose() -> None:
    found = business_terms(terms(CRITERION, SOCIAL, procedure="innovation"))

    assert ("BT-06", "inn-pur", ("innovation",)) in codes(found)
    assert problems(found) == ["social_objective_to_choose", "innovation_to_choose"]


def test_award_criteria_have_type_name_description_and_weight() -> None:
    found = business_terms(terms(CRITERION, CLAUSE))
    lots: Any = as_json(found, terms(CRITERION))["lots"]
    (lot,) = lots

    assert lot["lot"] == "LOT-0000"
    assert lot["award_criteria"] == [
        {
            "BT-539": {
                "code": "quality-nor-env-criteria",
                "name": "Kvalitet – klima- og miljøhensyn som tildelingskriterium",
            },
            "BT-734": "Utslipp",
            "BT-540": "Jo lavere, jo bedre.",
            "BT-5421": "per-exa",
            "BT-541": "30",
            "because": "EGN-001",
        },
        {
            "BT-539": {"code": "price", "name": "Pris"},
            "BT-734": "Pris",
            "BT-540": "Pris",
            "BT-5421": "per-exa",
            "BT-541": "70",
            "because": "",
        },
    ]
    assert problems(found) == []


@pytest.mark.parametrize(
    ("day", "country", "expected"),
    [
        (LAST_OF_ADVICE, "NO", "quality"),
        (FIRST_OF_2024, "NO", "quality-nor-env-criteria"),
        (FIRST_OF_2026, "NO", "quality-nor-env-criteria"),
        (FIRST_OF_2026, "SE", "quality"),
        (None, "NO", "quality"),
    ],
)
def test_the_norwegian_code_stands_from_its_day_in_norway_alone(day: date | None, country: str, expected: str) -> None:
    assert types(business_terms(terms(CRITERION, day=day, country=country))) == [expected, "price"]


def test_a_criterion_that_is_not_about_the_environment_is_quality() -> None:
    assert types(business_terms(terms(replace(CRITERION, themes=(Theme.SOCIAL,))))) == ["quality", "price"]


def test_weights_that_do_not_make_a_whole_are_told() -> None:
    without = business_terms(terms(replace(CRITERION, weight=None)))
    short = business_terms(terms(replace(CRITERION, weight=Decimal(20))))
    nothing = business_terms(replace(terms(CLAUSE), others=()))

    assert "weight_missing" in problems(without)
    assert {"weights_not_hundred", "law_is_open"} <= set(problems(short))
    assert "criteria_missing" in problems(nothing)


def judged(day: date, **evaluation: object) -> dict[int, Judgement]:
    """What the law guard says of requirements that stand instead, or of an exemption."""
    facts = norway(day, evaluation=EvaluationFacts(**evaluation))  # type: ignore[arg-type] # as a test says
    return {0: judge(facts, LAW.rules)}


def test_requirements_that_stand_instead_have_their_code_and_reason() -> None:
    instead = judged(FIRST_OF_2026, replacement=Replacement(("EGN-002",), "Alle biler er uten utslipp."))
    (_price, spec) = business_terms(terms(CLAUSE), instead).criteria

    assert (spec.type_code, spec.weight) == ("quality-nor-env-spec", None)
    assert "Alle biler er uten utslipp." in spec.description
    assert spec.name == "Kvalitet – klima- og miljøkrav inngår som del av kravspesifikasjonen"


@pytest.mark.parametrize(
    ("day", "ground", "code"),
    [
        (LAST_OF_2024, "insignificant", "quality-nor-env-none"),
        (FIRST_OF_2026, "insignificant", "quality-nor-env-exempt-insignificant"),
        (FIRST_OF_2026, "national_minimum", "quality-nor-env-exempt-national-minimum"),
    ],
)
def test_an_exemption_has_the_code_of_its_day(day: date, ground: str, code: str) -> None:
    exempt = judged(day, exemption=Exemption(ground, "Det kjøpes bare råd."))

    assert types(business_terms(terms(CLAUSE, day=day), exempt)) == ["price", code]


def test_a_code_of_an_earlier_day_is_replaced_by_the_one_that_took_its_place() -> None:
    of_2024 = judged(LAST_OF_2024, exemption=Exemption("insignificant", "Det kjøpes bare råd."))
    found = business_terms(terms(CLAUSE, day=FIRST_OF_2026), of_2024)

    assert types(found) == ["price", "quality-nor-env-exempt-insignificant"]
    assert "code_replaced" in problems(found)


def test_a_code_that_nobody_can_date_or_knows_is_left_out() -> None:
    finding = met("met_by_requirements", "no-climate-weight-2026", requirements="A", reason="B", eforms=("made-up",))
    unknown = {0: Judgement(FIRST_OF_2026, ("no-climate-weight-2026",), (finding,))}
    exempt = judged(FIRST_OF_2026, exemption=Exemption("insignificant", "Det kjøpes bare råd."))
    dateless = business_terms(terms(CLAUSE, day=None), exempt)

    assert types(dateless) == ["price"]
    assert "announcement_day_missing" in problems(dateless)
    assert "code_not_known" in problems(business_terms(terms(CLAUSE), unknown))
