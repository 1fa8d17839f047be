"""How much climate and environment really decided among bids, beside the weight that was announced.

Method: docs/methods/evaluation.md. A weight works through differences: a criterion on which all bids are alike decides
nothing, whatever it weighs. Real weights only warn; what the law asks of is the nominal weight.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from foundation.problems import Problem, Severity
from procurement.calculations.evaluation import Model, ModelResult
from procurement.calculations.evaluation_rules import EvaluationRules, criteria_problems
from procurement.calculations.exact_figures import as_decimal, exact, total
from procurement.calculations.performance_ladder import LADDER
from procurement.calculations.shadow_price import TONNES

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class RealWeight:
    """Nominal and real weight of climate and environment in per cent, and the real weight of each part of the sum."""

    model: Model
    nominal: Decimal
    real: Decimal
    by_part: Mapping[str, Decimal]


def real_weight(rules: EvaluationRules, result: ModelResult) -> RealWeight | None:
    """Return the shares of the spread among the bids that a model ranked.

    None where nothing sets them apart, and where the criteria's weights are wrong.
    """
    if any(criteria_problems(rules)):
        return None
    ranges = ranges_by_part(result)
    spread = total(ranges.values())
    if not spread:
        return None
    shares = {code: HUNDRED * one / spread for code, one in ranges.items()}
    real = total(share for code, share in shares.items() if code in environment_parts(rules, result.model))
    by_part = {code: as_decimal(share) for code, share in shares.items()}
    return RealWeight(result.model, as_decimal(rules.environment_weight), as_decimal(real), by_part)


def ranges_by_part(result: ModelResult) -> dict[str, Fraction]:
    """Return by part of the sum how far the bids are apart in it, in points by weight or in money."""
    values: dict[str, list[Fraction]] = {}
    for standing in result.standings:
        for code, part in standing.parts.items():
            values.setdefault(code, []).append(part)
    return {code: max(found) - min(found) for code, found in values.items()}


def environment_parts(rules: EvaluationRules, model: Model) -> set[str]:
    """Return the parts of a model's sum that count as climate and environment."""
    if model is Model.SHADOW_PRICE:
        return {TONNES}
    if model is Model.LADDER:
        return {LADDER}
    return {criterion.code for criterion in rules.environment}


def real_weight_warnings(rules: EvaluationRules, result: ModelResult, least: Decimal) -> list[Problem]:
    """Return a warning where the nominal weight reaches `least` per cent and the real one does not.

    `weight_undone` where the bids differed too little to matter against the rest, and `environment_decided_nothing`
    where they did not differ at all. Places are the models' codes.
    """
    found = real_weight(rules, result)
    if found is None or rules.environment_weight < exact(least):
        return []
    ranges = ranges_by_part(result)
    parts = environment_parts(rules, result.model)
    within = total(one for code, one in ranges.items() if code in parts)
    if HUNDRED * within >= exact(least) * total(ranges.values()):
        return []
    code = "weight_undone" if within else "environment_decided_nothing"
    values = {"nominal": found.nominal, "real": found.real, "least": least}
    return [Problem(code, result.model.value, severity=Severity.WARNING, values=values)]
