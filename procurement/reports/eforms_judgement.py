"""The law guard's judgement of what is published of a lot, and the lines for documents that name an eForms code."""

from collections.abc import Iterable, Mapping
from datetime import date

from foundation.problems import Severity
from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Judgement
from procurement.calculations.law_rules import WeightTerms, rules_on
from procurement.calculations.procurement_facts import CriterionFacts, EvaluationFacts, ProcurementFacts
from procurement.calculations.published_terms import PublishedTerms
from procurement.calculations.strategic_aims import is_environmental
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_sentences import DocumentLine, document_lines
from requirements_bank.calculations.requirement import Kind


def judgement_in_lot(terms: PublishedTerms, lot: int, given: Mapping[int, Judgement] | None) -> Judgement:
    """Return the judgement that was given for a lot, else the one by its award criteria and weights alone."""
    if given and lot in given:
        return given[lot]
    facts = ProcurementFacts(
        country=terms.country,
        notice_date=terms.announced_on,
        value=terms.value,
        currency=terms.currency,
        contract=terms.nature,
        evaluation=EvaluationFacts(tuple(_criteria(terms, lot))),
    )
    return judge(facts, shipped_law_rules().rules)


def lines_with_codes(judgement: Judgement, language: str) -> list[DocumentLine]:
    """Return the sentences of what is met, with its reasons, that name a code for the notice."""
    return [line for line in document_lines(judgement, shipped_law_rules(), language) if line.eforms]


def open_on_weight(judgement: Judgement) -> str:
    """Return the law's reference for a duty to weigh climate that is not met yet, empty where none is open."""
    rules = shipped_law_rules()
    asked = [rules.rule(each.rule) for each in judgement.open if each.rule and each.severity is not Severity.NOTICE]
    return next((each.reference for each in asked if isinstance(each.terms, WeightTerms) and each.terms.is_duty), "")


def code_of_criteria(country: str, day: date | None) -> str:
    """Return the code by which the country's rule of the day tells of climate in the award, empty where it has none."""
    rules = rules_on(shipped_law_rules().rules, country, day) if day else []
    return next((rule.terms.eforms_criteria for rule in rules if isinstance(rule.terms, WeightTerms)), "")


def _criteria(terms: PublishedTerms, lot: int) -> Iterable[CriterionFacts]:
    for each in terms.asked_in(lot):
        if each.kind is Kind.AWARD_CRITERION:
            yield CriterionFacts(each.title, each.weight, is_climate=is_environmental(each))
    for other in terms.others_in(lot):
        yield CriterionFacts(other.name, other.weight)
