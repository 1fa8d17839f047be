"""What follows from compared bids: tipping prices, other weights, real weights, and warnings about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.evaluation import Model, ModelResult
from procurement.calculations.law_rules import WeightTerms, rules_on
from procurement.calculations.real_weight import RealWeight, real_weight, real_weight_warnings
from procurement.calculations.sensitivity import WinnerInterval, winners_by_weight
from procurement.calculations.tipping_price import Tipping, WinningStretch, tipping_prices, winners_by_tonne_price
from procurement.calculations.weight_reach import Reach, reach_warnings, weight_reach
from procurement.models import Procurement
from procurement.queries.evaluation import Compared
from procurement.queries.law_rules import shipped_law_rules


@dataclass(frozen=True, slots=True)
class EvaluationFindings:
    """By model who wins at which weight, and real weights among and before bids; then tipping prices and warnings.

    Who wins is said of no model that still waits for a bid, and at no price of a tonne while a bid lacks its tonnes.
    """

    by_weight: Mapping[Model, list[WinnerInterval]]
    real: Mapping[Model, RealWeight]
    reach: Mapping[Model, Reach | Problem]
    tipping: list[Tipping]
    by_tonne: list[WinningStretch]
    warnings: list[Problem]


def least_weight(procurement: Procurement) -> Decimal | None:
    """Return the per cent that the law asks for climate and environment, None where it names none.

    It is the law of the procurement's day, the newest where no day is planned yet.
    """
    day = procurement.announced_on or procurement.first_day or date.max
    rules = rules_on(shipped_law_rules().rules, procurement.country, day)
    return next((rule.terms.percent for rule in rules if isinstance(rule.terms, WeightTerms)), None)


def findings_from(procurement: Procurement, compared: Compared) -> EvaluationFindings:
    """Return what follows; among bids where there are some, before bids from what the buyer expects."""
    rules, choice, least = compared.rules, compared.choice, least_weight(procurement)
    results = compared.result.results
    ranked = {model: result for model, result in results.items() if result.ranked}
    settled = {model: result for model, result in ranked.items() if not compared.waits_for(result)}
    real = {model: found for model, result in ranked.items() if (found := real_weight(rules, result))}
    reach = {model: weight_reach(model, rules, choice.expected) for model in results}
    return EvaluationFindings(
        by_weight={model: won for model, result in settled.items() if (won := winners_by_weight(rules, result))},
        real=real,
        reach=reach,
        tipping=tipping_prices(compared.bids, rules.currency),
        by_tonne=[] if compared.without_tonnes else winners_by_tonne_price(compared.bids, rules.currency),
        warnings=[] if least is None else _warnings(compared, ranked, least),
    )


def _warnings(compared: Compared, ranked: Mapping[Model, ModelResult], least: Decimal) -> list[Problem]:
    """Return where the nominal weight reaches what the law asks and the real one does not: among bids, else before."""
    rules, expected = compared.rules, compared.choice.expected
    among = [each for result in ranked.values() for each in real_weight_warnings(rules, result, least)]
    waiting = [model for model in compared.result.results if model not in ranked]
    return among + [each for model in waiting for each in reach_warnings(model, rules, expected, least)]
