"""A procurement judged by the rules of law that hold on its day: what is met and how, what is missing, what is unknown.

Method, sources and limits: docs/methods/law_guard.md. It is no legal advice. Nothing is guessed: where a day or a value
is not known, the judgement says so instead.
"""

from collections.abc import Iterable, Iterator

from procurement.calculations.law_duties import judge_changes, judge_checklist, judge_wordings
from procurement.calculations.law_judgement import Finding, Judgement, not_applicable, unknown
from procurement.calculations.law_rules import (
    ChangeTerms,
    ChecklistTerms,
    LawRule,
    StandstillTerms,
    VehicleTerms,
    WeightTerms,
    WordingTerms,
    rules_on,
)
from procurement.calculations.law_vehicles import judge_vehicles
from procurement.calculations.law_weight import judge_weight
from procurement.calculations.procurement_facts import ProcurementFacts

METHOD_VERSION = "1.0"


def judge(facts: ProcurementFacts, rules: Iterable[LawRule]) -> Judgement:
    """Return the judgement of a procurement by its country's rules on the day of its notice, else of its start."""
    if not facts.country:
        return Judgement(facts.day, (), (unknown("country_missing"),))
    if facts.day is None:
        return Judgement(None, (), (unknown("day_missing"),))
    asked = rules_on(rules, facts.country, facts.day)
    if not asked:
        nothing = unknown("no_rules", country=facts.country, day=facts.day)
        return Judgement(facts.day, (), (nothing,))
    found = [finding for rule in asked for finding in _by_rule(rule, facts)]
    return Judgement(facts.day, tuple(rule.id for rule in asked), (*found, *_vehicles_without_rule(asked, facts)))


def _by_rule(rule: LawRule, facts: ProcurementFacts) -> Iterable[Finding]:
    if not _concerns(rule, facts):
        return ()
    outside = _outside(rule, facts)
    return (outside,) if outside else _by_terms(rule, facts)


def _by_terms(rule: LawRule, facts: ProcurementFacts) -> Iterable[Finding]:
    match rule.terms:
        case WeightTerms():
            return judge_weight(rule, rule.terms, facts.evaluation)
        case VehicleTerms():
            return judge_vehicles(rule, rule.terms, facts.vehicles)
        case ChecklistTerms():
            return judge_checklist(rule, rule.terms, facts.checklist)
        case ChangeTerms():
            return judge_changes(rule, rule.terms, facts.changes, facts.contract)
        case StandstillTerms():  # looked at when a contract is signed
            return ()
        case WordingTerms():
            return judge_wordings(rule, rule.terms, facts.refused_wordings)


def _concerns(rule: LawRule, facts: ProcurementFacts) -> bool:
    """Whether there is anything for the rule to look at: rules on vehicles and changes are silent without any."""
    match rule.terms:
        case VehicleTerms(classes=classes):
            return any(each.vehicle_class in classes and each.number != 0 for each in facts.vehicles)
        case ChangeTerms():
            return bool(facts.changes)
        case StandstillTerms():
            return False
        case _:
            return True


def _outside(rule: LawRule, facts: ProcurementFacts) -> Finding | None:
    """Return why the rule does not hold for the procurement or what must be known to tell; None where it holds."""
    scope = rule.scope
    if scope.contracts and facts.contract not in scope.contracts:
        if facts.contract is None:
            return unknown("contract_kind_missing", rule.id)
        return not_applicable("other_contract_kind", rule.id, contract=facts.contract)
    if scope.above_eu_threshold and not facts.is_above_eu_threshold:
        if facts.is_above_eu_threshold is None:
            return unknown("eu_threshold_unknown", rule.id)
        return not_applicable("below_eu_threshold", rule.id)
    return _by_value(rule, facts)


def _by_value(rule: LawRule, facts: ProcurementFacts) -> Finding | None:
    scope = rule.scope
    if scope.value_from is None:
        return None
    values = {"value_from": scope.value_from, "currency": scope.currency}
    if facts.value is None:
        return unknown("value_missing", rule.id, **values)
    if facts.currency != scope.currency:
        return unknown("other_currency", rule.id, **values, given=facts.currency)
    if facts.value < scope.value_from:
        return not_applicable("below_threshold", rule.id, **values, value=facts.value)
    return None


def _vehicles_without_rule(asked: Iterable[LawRule], facts: ProcurementFacts) -> Iterator[Finding]:
    covered = {each for rule in asked if isinstance(rule.terms, VehicleTerms) for each in rule.terms.classes}
    for vehicle_class in dict.fromkeys(each.vehicle_class for each in facts.vehicles if each.number != 0):
        if vehicle_class not in covered:
            yield not_applicable("no_vehicle_rule", vehicle_class=vehicle_class)
