"""What is asked for in OCDS: criteria with requirement groups, award criteria with weights, sustainability goals.

Extensions: requirements, lots, award criteria, sustainability. A step of a staircase is a requirement with its period.
"""

from collections.abc import Iterable
from typing import Any, Final

from procurement.calculations.published_terms import PublishedMeasure, PublishedRequirement, PublishedTerms, lot_key
from procurement.calculations.staircase import StepInForce
from procurement.calculations.strategic_aims import codes_with_reasons, green_criteria_of
from procurement.calculations.weight_sums import WHOLE
from procurement.reports.ocds_values import contract_period, number, period, said
from requirements_bank.calculations.requirement import Direction, Kind, MeasureType, Theme

GOALS: Final = {
    Theme.CLIMATE: "environmental.climateChangeMitigation",
    Theme.ENERGY: "environmental.energyEfficiency",
    Theme.CIRCULAR: "environmental.circularEconomy",
    Theme.BIODIVERSITY: "environmental.biodiversityProtectionRestoration",
    Theme.CHEMICALS: "environmental.pollutionPrevention",
    Theme.SOCIAL: "social",
}
STRATEGIES: Final = {
    Kind.QUALIFICATION: "selectionCriteria",
    Kind.TECHNICAL_SPECIFICATION: "technicalSpecifications",
    Kind.AWARD_CRITERION: "awardCriteria",
    Kind.CONTRACT_CLAUSE: "contractPerformanceConditions",
    Kind.REPORTING_DUTY: "contractPerformanceConditions",
}
GREEN_CRITERIA: Final = {"eu": "euGPPCriteria", "national": "nationalGPPCriteria"}
_PER_CENT: Final = "percentageExact"


def criteria(terms: PublishedTerms) -> list[dict[str, Any]]:
    """Return every requirement as a criterion; those with a measure have what a machine can compare."""
    return [_criterion(terms, each) for each in terms.requirements]


def award_criteria(terms: PublishedTerms, lot: int) -> list[dict[str, Any]]:
    """Return the award criteria of a lot with their weights in per cent."""
    asked = [each for each in terms.asked_in(lot) if each.kind is Kind.AWARD_CRITERION]
    found = [("quality", each.title, each.wording, each.weight) for each in asked]
    found += [(each.type_code, each.name, "", each.weight) for each in terms.others_in(lot)]
    return [
        said(
            type=type_code,
            name=name,
            description=description,
            numbers=[] if weight is None else [{"number": number(weight), "weight": _PER_CENT}],
        )
        for type_code, name, description, weight in found
    ]


def award_method(terms: PublishedTerms) -> str | None:
    """Return the code of the award criteria as a whole, None where none is known."""
    listed = [each for lot in terms.lot_numbers for each in award_criteria(terms, lot)]
    types = {each["type"] for each in listed}
    if not types:
        return None
    if types == {"quality"}:
        return "qualityOnly" if _are_whole(terms) else "ratedCriteria"
    return {frozenset({"price"}): "priceOnly", frozenset({"cost"}): "costOnly"}.get(frozenset(types), "ratedCriteria")


def sustainability(asked: Iterable[PublishedRequirement]) -> list[dict[str, Any]]:
    """Return each goal with the strategies by which it is pursued."""
    pursued = codes_with_reasons(
        (GOALS[theme], strategy)
        for each in asked
        for theme in each.themes
        if theme in GOALS
        for strategy in _strategies(each)
    )
    return [{"goal": goal, "strategies": list(strategies)} for goal, strategies in pursued.items()]


def _strategies(requirement: PublishedRequirement) -> Iterable[str]:
    yield STRATEGIES[requirement.kind]
    criteria_of = green_criteria_of(requirement)
    if criteria_of in GREEN_CRITERIA:
        yield GREEN_CRITERIA[criteria_of]


def _are_whole(terms: PublishedTerms) -> bool:
    """Return whether the weights of the asked criteria make one hundred in every lot, so that nothing stands beside."""
    return all(
        sum(each.weight or 0 for each in terms.asked_in(lot) if each.kind is Kind.AWARD_CRITERION) == WHOLE
        for lot in terms.lot_numbers
    )


def _criterion(terms: PublishedTerms, asked: PublishedRequirement) -> dict[str, Any]:
    return said(
        id=str(asked.key),
        title=asked.title,
        description=asked.wording,
        source="tenderer",
        relatesTo="tenderer" if asked.kind is Kind.QUALIFICATION else None,
        relatedLots=[] if asked.lot is None else [lot_key(asked.lot)],
        requirementGroups=_groups(terms, asked, asked.measure) if asked.measure else [],
    )


def _groups(terms: PublishedTerms, asked: PublishedRequirement, measure: PublishedMeasure) -> list[dict[str, Any]]:
    """Return one group: all its requirements hold, each in its own time."""
    key = f"{asked.key}-1"
    steps = [_step(terms, f"{key}-{step.number}", measure, step) for step in measure.steps]
    return [{"id": key, "requirements": steps or [_always(terms, f"{key}-0", measure)]}]


def _always(terms: PublishedTerms, key: str, measure: PublishedMeasure) -> dict[str, Any]:
    is_yes = measure.type is MeasureType.YES_NO
    return said(
        id=key,
        title=_titled(measure),
        dataType="boolean" if is_yes else "number",
        expectedValue=True if is_yes else None,
        period=contract_period(terms.period, terms.country),
        **({} if measure.threshold is None else _bound(measure, number(measure.threshold))),
    )


def _step(terms: PublishedTerms, key: str, measure: PublishedMeasure, step: StepInForce) -> dict[str, Any]:
    return said(
        id=key,
        title=_titled(measure),
        dataType="number",
        period=period(step.first, step.last, terms.country),
        **_bound(measure, number(step.threshold)),
    )


def _bound(measure: PublishedMeasure, threshold: float) -> dict[str, float]:
    return {"maxValue" if measure.direction is Direction.AT_MOST else "minValue": threshold}


def _titled(measure: PublishedMeasure) -> str:
    return f"{measure.what} ({measure.unit})" if measure.unit else measure.what
