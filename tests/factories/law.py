"""Procurements for the law guard: a Norwegian one of school transport and a Swedish one of vehicles, easy to change."""

from datetime import date
from decimal import Decimal
from typing import Any

from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Finding, Judgement, Outcome
from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.procurement_facts import CriterionFacts, EvaluationFacts, ProcurementFacts
from procurement.queries.law_rules import shipped_law_rules

LAST_OF_ADVICE, FIRST_OF_2024 = date(2023, 12, 31), date(2024, 1, 1)
LAST_OF_2024, FIRST_OF_2026 = date(2026, 6, 30), date(2026, 7, 1)
WEIGHT = "no-climate-weight"


def norway(notice_date: date | None = FIRST_OF_2024, **more: Any) -> ProcurementFacts:
    said = {"value": Decimal(1_200_000), "currency": "NOK", "contract": PurchaseKind.SERVICES, "refused_wordings": ()}
    return ProcurementFacts(country="NO", notice_date=notice_date, **{**said, **more})


def sweden(notice_date: date | None = FIRST_OF_2026, **more: Any) -> ProcurementFacts:
    said = {"is_above_eu_threshold": True, "contract": PurchaseKind.GOODS, "refused_wordings": ()}
    return ProcurementFacts(country="SE", notice_date=notice_date, **{**said, **more})


def weighted(climate: str, **more: Any) -> EvaluationFacts:
    """An evaluation where climate has this weight and price the rest."""
    weight = Decimal(climate)
    criteria = (CriterionFacts("Price", 100 - weight), CriterionFacts("Emissions", weight, is_climate=True))
    return EvaluationFacts(criteria, **more)


def ranked(place: int, of: int = 5) -> EvaluationFacts:
    """An evaluation that only ranks its criteria, climate at this place."""
    return EvaluationFacts(
        tuple(CriterionFacts(f"Criterion {n}", rank=n, is_climate=n == place) for n in range(1, of + 1))
    )


def judged(facts: ProcurementFacts) -> Judgement:
    return judge(facts, shipped_law_rules().rules)


def found(facts: ProcurementFacts, family: str) -> list[Finding]:
    """What the rules of one family found."""
    return [each for each in judged(facts).findings if each.rule.startswith(family)]


def codes(facts: ProcurementFacts, family: str = WEIGHT) -> list[tuple[str, Outcome]]:
    return [(each.code, each.outcome) for each in found(facts, family)]
