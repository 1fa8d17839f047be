"""docs/methods/law_guard.md: its table of rules is that of the data, its examples are judged anew."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from procurement.calculations.law_judgement import Finding
from procurement.calculations.law_rules import (
    ChangeTerms,
    ChecklistTerms,
    LawRule,
    StandstillTerms,
    Terms,
    VehicleClass,
    VehicleTerms,
    WeightTerms,
)
from procurement.calculations.procurement_facts import Exemption, Replacement, Vehicles
from procurement.queries.law_rules import shipped_law_rules
from tests.factories.law import WEIGHT, found, norway, sweden, weighted

PAGE = Path(__file__).resolve().parents[2] / "docs" / "methods" / "law_guard.md"


def rows_of(head: str) -> list[list[str]]:
    """The rows of the page's table with this head."""
    text = PAGE.read_text(encoding="utf-8")
    table = text.partition(f"| {head} |\n")[2].partition("\n\n")[0]
    return [[cell.strip().replace("`", "") for cell in line.strip("|\n").split("|")] for line in table.splitlines()[1:]]


def told(terms: Terms) -> str:
    match terms:
        case WeightTerms():
            grounds = ", ".join(each.code for each in terms.grounds)
            duty = f"{terms.percent} %, or rank 1–{terms.top}; grounds: {grounds}"
            return duty if terms.is_duty else f"{terms.percent} % advised"
        case VehicleTerms():
            zero = f", {terms.zero_emission_percent} % zero_emission" if terms.zero_emission_percent else ""
            grounds = f"; grounds: {', '.join(each.code for each in terms.grounds)}" if terms.grounds else ""
            shares = f"{terms.percent} % {terms.counts}{zero}"
            return f"{', '.join(terms.classes)}: {shares}, per {terms.counted_over}{grounds}"
        case ChecklistTerms():
            return ", ".join(item.code for item in terms.items)
        case ChangeTerms():
            return ", ".join(ground.code for ground in terms.grounds)
        case StandstillTerms():
            return f"{terms.days} days"
        case _:
            return ", ".join(terms.refuses)


def scope_of(rule: LawRule) -> str:
    if rule.scope.value_from is not None:
        return f"{rule.scope.value_from} {rule.scope.currency}"
    return "EU threshold" if rule.scope.above_eu_threshold else "–"


def codes(findings: list[Finding]) -> str:
    return ", ".join(each.code for each in findings)


def test_the_rules_of_the_page_are_those_of_the_data() -> None:
    assert rows_of("rule | from | to | scope | terms") == [
        [rule.id, str(rule.valid_from), str(rule.valid_to or "–"), scope_of(rule), told(rule.terms)]
        for rule in shipped_law_rules().rules
    ]


@pytest.mark.parametrize(
    "row",
    rows_of("notice | climate weight | real weight | requirements | ground | reason | found"),
    ids=lambda row: f"{row[0]} {row[-1]}",
)
def test_the_award_of_the_page_is_judged_so(row: list[str]) -> None:
    day, weight, real, requirement, ground, reason, said = row
    why = "A reason." if reason == "yes" else ""
    evaluation = weighted(
        weight,
        replacement=None if requirement == "–" else Replacement((requirement,), why),
        exemption=None if ground == "–" else Exemption(ground, why),
        real_weight=None if real == "–" else Decimal(real),
    )

    assert codes(found(norway(date.fromisoformat(day), evaluation=evaluation), WEIGHT)) == said


@pytest.mark.parametrize(
    "row",
    rows_of("notice | country | class | vehicles | clean | without emission | found | short"),
    ids=lambda row: f"{row[0]} {row[2]} {row[-2]}",
)
def test_the_vehicles_of_the_page_are_judged_so(row: list[str]) -> None:
    day, country, vehicle_class, number, clean, zero, said, short = row
    vehicles = (Vehicles(VehicleClass(vehicle_class), int(number), int(clean), int(zero)),)
    facts = norway if country == "NO" else sweden
    findings = found(facts(date.fromisoformat(day), vehicles=vehicles), f"{country.lower()}-vehicles")

    assert codes(findings) == said
    assert str(findings[0].values.get("short", "–")) == short


def test_the_limits_of_the_page_for_changes_are_those_of_the_data() -> None:
    limits = {
        ground.code: {kind.value: int(most) for kind, most in ground.most_percent.items()}
        for rule in shipped_law_rules().rules
        if isinstance(rule.terms, ChangeTerms)
        for ground in rule.terms.grounds
        if ground.most_percent
    }
    half = {"goods": 50, "services": 50, "works": 50}

    assert limits == {
        "minor_value": {"goods": 10, "services": 10, "works": 15},
        "additional_needs": half,
        "unforeseen": half,
    }
    assert "`minor_value` 10, for works\n15; `additional_needs` and `unforeseen` 50." in PAGE.read_text(
        encoding="utf-8"
    )
