"""Which rules judge a procurement, and what is said where that cannot be told."""

import doctest
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations import law_vehicles, law_weight
from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Outcome
from procurement.calculations.law_rules import PurchaseKind, Scope, VehicleClass, rules_on
from procurement.calculations.procurement_facts import (
    CriterionFacts,
    EvaluationFacts,
    Exemption,
    ProcurementFacts,
    Replacement,
    Vehicles,
)
from procurement.queries.law_rules import shipped_law_rules
from tests.factories.law import FIRST_OF_2024, FIRST_OF_2026, codes, found, judged, norway, sweden, weighted

RULES = shipped_law_rules().rules
DAYS = st.dates(date(2015, 1, 1), date(2032, 12, 31))
WEIGHTS = st.decimals(0, 100, places=2)
REASONS = st.sampled_from(["", "It does more than a criterion would."])
REPLACEMENTS = st.none() | st.builds(Replacement, st.sampled_from([(), ("TRA-005",)]), REASONS)
EXEMPTIONS = st.none() | st.builds(
    Exemption, st.sampled_from(["insignificant", "essential_interests", "national_minimum", "other"]), REASONS
)


@pytest.mark.parametrize("module", [law_weight, law_vehicles], ids=lambda module: module.__name__)
def test_examples_in_docstrings_hold(module: ModuleType) -> None:
    found_in_module = doctest.testmod(module)

    assert (found_in_module.failed, found_in_module.attempted > 0) == (0, True)


def test_without_a_country_nothing_is_judged() -> None:
    judgement = judged(ProcurementFacts(notice_date=FIRST_OF_2024))

    assert [each.code for each in judgement.open] == ["country_missing"]
    assert judgement.rules == ()


def test_without_a_day_nothing_is_judged() -> None:
    judgement = judged(norway(None, evaluation=weighted("50")))

    assert [each.code for each in judgement.open] == ["day_missing"]
    assert (judgement.day, judgement.is_complete) == (None, False)


@pytest.mark.parametrize(("country", "day"), [("DK", FIRST_OF_2024), ("NO", date(2016, 12, 31))])
def test_where_there_are_no_rules_it_says_so(country: str, day: date) -> None:
    judgement = judged(ProcurementFacts(country=country, notice_date=day))

    assert [(each.code, each.outcome) for each in judgement.findings] == [("no_rules", Outcome.UNKNOWN)]
    assert not judgement.is_complete


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        (None, "NOK", ("value_missing", Outcome.UNKNOWN)),
        (Decimal("99999.99"), "NOK", ("below_threshold", Outcome.NOT_APPLICABLE)),
        (Decimal(100_000), "NOK", ("met_by_weight", Outcome.MET)),
        (Decimal(100_000), "EUR", ("other_currency", Outcome.UNKNOWN)),
    ],
)
def test_the_threshold_is_part_of_the_rule(value: Decimal | None, currency: str, expected: tuple[str, Outcome]) -> None:
    assert codes(norway(value=value, currency=currency, evaluation=weighted("40"))) == [expected]


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (None, [("eu_threshold_unknown", Outcome.UNKNOWN)]),
        (False, [("below_eu_threshold", Outcome.NOT_APPLICABLE)]),
        (True, [("vehicles_met", Outcome.MET)]),
    ],
)
def test_swedish_vehicle_rules_hold_above_the_eu_threshold(
    above: bool | None, expected: list[tuple[str, Outcome]]
) -> None:
    cars = Vehicles(VehicleClass.CAR, 10, clean=4, zero_emission=4)

    assert codes(sweden(is_above_eu_threshold=above, vehicles=(cars,)), "se-vehicles") == expected


@pytest.mark.parametrize(
    ("contract", "expected"),
    [
        (None, "contract_kind_missing"),
        (PurchaseKind.GOODS, "other_contract_kind"),
        (PurchaseKind.WORKS, "met_by_weight"),
    ],
)
def test_a_rule_may_hold_for_some_kinds_of_contract(contract: PurchaseKind | None, expected: str) -> None:
    works_only = [replace(rule, scope=Scope(contracts=(PurchaseKind.WORKS,))) for rule in RULES]
    facts = norway(contract=contract, evaluation=weighted("40"))

    assert next(each.code for each in judge(facts, works_only).findings) == expected


def test_sweden_has_no_least_weight() -> None:
    assert [each for each in judged(sweden(evaluation=weighted("0"))).findings if "weight" in each.code] == []


@given(DAYS, DAYS, WEIGHTS, REPLACEMENTS, EXEMPTIONS)
def test_only_the_rules_of_the_day_count(
    day: date, other: date, weight: Decimal, replacement: Replacement | None, exemption: Exemption | None
) -> None:
    facts = norway(day, evaluation=weighted(str(weight), replacement=replacement, exemption=exemption))
    valid = rules_on(RULES, "NO", day)
    of_other_days = [rule for rule in rules_on(RULES, "NO", other) if rule not in valid]

    assert judge(facts, RULES) == judge(facts, valid) == judge(facts, [*of_other_days, *valid])


@given(DAYS, WEIGHTS, WEIGHTS, REPLACEMENTS, EXEMPTIONS)
def test_more_weight_never_makes_what_is_met_unmet(
    day: date, one: Decimal, other: Decimal, replacement: Replacement | None, exemption: Exemption | None
) -> None:
    less, more = (
        norway(day, evaluation=weighted(str(weight), replacement=replacement, exemption=exemption))
        for weight in sorted((one, other))
    )
    rules = [rule for rule in RULES if rule.family == "no-climate-weight"]

    assert bool(judge(more, rules).met) >= bool(judge(less, rules).met)


@given(st.integers(1, 8), st.integers(1, 8), st.data())
def test_a_better_rank_never_makes_what_is_met_unmet(place: int, number: int, data: st.DataObject) -> None:
    better = data.draw(st.integers(1, place))

    def at(rank: int) -> ProcurementFacts:
        ranks = range(1, max(place, number) + 1)
        return norway(
            evaluation=EvaluationFacts(tuple(CriterionFacts(str(n), rank=n, is_climate=n == rank) for n in ranks))
        )

    assert bool(judged(at(better)).met) >= bool(judged(at(place)).met)


@given(DAYS)
def test_every_finding_names_a_rule_of_the_day(day: date) -> None:
    judgement = judged(norway(day, evaluation=weighted("10")))
    valid = {rule.id for rule in rules_on(RULES, "NO", day)}

    assert {each.rule for each in judgement.findings if each.rule} <= set(judgement.rules) <= valid


def test_a_day_later_the_next_rule_judges() -> None:
    facts = norway(FIRST_OF_2026 - timedelta(days=1), evaluation=weighted("30"))

    assert [each.rule for each in found(facts, "no-climate")] == ["no-climate-weight-2024"]
    assert [each.rule for each in found(replace(facts, notice_date=FIRST_OF_2026), "no-climate")] == [
        "no-climate-weight-2026"
    ]
