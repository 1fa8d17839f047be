"""Whether climate and environment weigh enough in the award, or what stands instead.

Method: docs/methods/law_guard.md, which numbers the ways. A rule is met as soon as one way is; ways that were tried in
vain are then only noted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from foundation.problems import Severity
from foundation.typed_reasons import reason_of
from procurement.calculations.law_judgement import Finding, Outcome, met, missing, noted, unknown
from procurement.calculations.law_rules import LawRule, WeightTerms, codes_of, ground_of
from procurement.calculations.procurement_facts import CriterionFacts, EvaluationFacts, Exemption, Replacement
from procurement.calculations.weight_sums import WHOLE


def judge_weight(rule: LawRule, terms: WeightTerms, evaluation: EvaluationFacts | None) -> list[Finding]:
    """Return how the rule on the weight is met, or what every way that was tried lacks."""
    if evaluation is None or evaluation == EvaluationFacts():
        return [unknown("evaluation_missing", rule.id)]
    found = [*_ways(rule, terms, evaluation)]
    if any(each.outcome is Outcome.MET for each in found):
        return [*_first_met(found), *_real_weight(rule, terms, evaluation)]
    return [each if terms.is_duty or each.outcome is Outcome.UNKNOWN else _advice(each) for each in found]


def share_of_climate(criteria: Sequence[CriterionFacts]) -> Decimal | None:
    """Return the per cent that climate and environment weigh, None unless all are weighted and make up one hundred.

    >>> green = CriterionFacts("emissions", Decimal(30), is_climate=True)
    >>> share_of_climate([CriterionFacts("price", Decimal(70)), green])
    Decimal('30')
    """
    weights = [each.weight for each in criteria if each.weight is not None and each.weight >= 0]
    if len(weights) < len(criteria) or sum(weights) != WHOLE:
        return None
    return sum((each.weight or Decimal(0) for each in criteria if each.is_climate), Decimal(0))


def _ways(rule: LawRule, terms: WeightTerms, evaluation: EvaluationFacts) -> Iterator[Finding]:
    instead = evaluation.replacement if terms.requirements_instead else None
    enough = _by_criteria(rule, terms, evaluation.criteria)
    if enough.outcome is Outcome.MET or not (instead or evaluation.exemption):
        yield enough
    if instead:  # ways 3 and 4
        yield _by_requirements(rule, terms, evaluation.criteria, instead)
    if evaluation.exemption:  # way 5
        yield _exempt(rule, terms, evaluation.exemption)


def _by_criteria(rule: LawRule, terms: WeightTerms, criteria: Sequence[CriterionFacts]) -> Finding:
    """Return whether the weight or the rank is enough (ways 1 and 2)."""
    if not criteria:
        return unknown("criteria_missing", rule.id)
    if all(each.rank is not None and each.weight is None for each in criteria):
        return _by_rank(rule, terms, criteria)
    share = share_of_climate(criteria)
    if share is None:
        return _not_weighted(rule, criteria)
    values = {"share": share, "percent": terms.percent}
    if share >= terms.percent:
        code = "met_by_weight" if terms.is_duty else "advice_met_by_weight"
        return met(code, rule.id, **values, **_eforms(terms.eforms_criteria))
    if not share:
        return missing("no_climate_criterion", rule.id, percent=terms.percent)
    return missing("weight_too_low", rule.id, **values, short=terms.percent - share)


def _not_weighted(rule: LawRule, criteria: Sequence[CriterionFacts]) -> Finding:
    names = [each.name for each in criteria if each.weight is None]
    if names:
        return unknown("weight_missing", rule.id, criteria=", ".join(names))
    return unknown("weights_not_hundred", rule.id, total=sum(each.weight or Decimal(0) for each in criteria))


def _by_rank(rule: LawRule, terms: WeightTerms, criteria: Sequence[CriterionFacts]) -> Finding:
    ranks = sorted(each.rank or 0 for each in criteria)
    if ranks != list(range(1, len(criteria) + 1)):
        return unknown("ranks_unclear", rule.id)
    best = _best_rank(criteria)
    if best is None:
        return missing("no_climate_criterion", rule.id, percent=terms.percent)
    if terms.top is None:
        return met("advice_met_by_rank", rule.id, rank=best)
    if best <= terms.top:
        return met("met_by_rank", rule.id, rank=best, top=terms.top, **_eforms(terms.eforms_criteria))
    return missing("rank_too_low", rule.id, rank=best, top=terms.top)


def _best_rank(criteria: Sequence[CriterionFacts]) -> int | None:
    return min((each.rank for each in criteria if each.is_climate and each.rank), default=None)


def _by_requirements(
    rule: LawRule, terms: WeightTerms, criteria: Sequence[CriterionFacts], instead: Replacement
) -> Finding:
    """Return whether requirements may stand instead of the criterion (way 3) or beside a lighter one (way 4)."""
    codes = ", ".join(instead.requirements)
    if not codes:
        return missing("replacement_without_requirements", rule.id)
    if not terms.is_duty:
        return met("advice_met_by_requirements", rule.id, requirements=codes)
    if not reason_of(instead.reason):
        return missing("replacement_without_reason", rule.id, requirements=codes)
    values = {"requirements": codes, "reason": reason_of(instead.reason)}
    both = {**values, **_eforms(terms.eforms_criteria, terms.eforms_requirements)}
    if share := share_of_climate(criteria):
        return met("met_by_combination", rule.id, share=share, percent=terms.percent, **both)
    if rank := _best_rank(criteria):
        return met("met_by_rank_and_requirements", rule.id, rank=rank, **both)
    return met("met_by_requirements", rule.id, **values, **_eforms(terms.eforms_requirements))


def _exempt(rule: LawRule, terms: WeightTerms, exemption: Exemption) -> Finding:
    ground = ground_of(terms.grounds, exemption.ground)
    if ground is None:
        return missing("ground_not_allowed", rule.id, ground=exemption.ground, allowed=codes_of(terms.grounds))
    if not reason_of(exemption.reason):
        return missing("exemption_without_reason", rule.id, ground=ground.code)
    return met("exempt", rule.id, ground=ground.code, reason=reason_of(exemption.reason), **_eforms(ground.eforms))


def _real_weight(rule: LawRule, terms: WeightTerms, evaluation: EvaluationFacts) -> list[Finding]:
    nominal, real = share_of_climate(evaluation.criteria), evaluation.real_weight
    if nominal is None or real is None or nominal < terms.percent or real >= terms.percent:
        return []
    return [noted("real_weight_lower", rule.id, share=nominal, real=real, percent=terms.percent)]


def _first_met(found: Sequence[Finding]) -> list[Finding]:
    """Return the first way that is met, and as notes what the others lack, or an exemption that is not needed."""
    kept = next(each for each in found if each.outcome is Outcome.MET)
    tried = [each for each in found if each.outcome is not Outcome.MET]
    needless = [each for each in found if each.code == "exempt" and each is not kept]
    return [
        kept,
        *(replace(each, outcome=Outcome.NOTED, severity=Severity.WARNING) for each in tried),
        *(noted("exemption_not_needed", each.rule, ground=each.values["ground"]) for each in needless),
    ]


def _advice(finding: Finding) -> Finding:
    return replace(finding, code=f"advice_{finding.code}", severity=Severity.WARNING)


def _eforms(*codes: str) -> dict[str, object]:
    known = tuple(code for code in codes if code)
    return {"eforms": known} if known else {}
