"""The same bids under every model, and what would change the winner, as programs read it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.problems import Problem
from procurement.api.fields import Figure
from procurement.calculations.evaluation import ModelResult
from procurement.calculations.standings import RankedBid
from procurement.queries.evaluation import Compared
from procurement.queries.evaluation_findings import EvaluationFindings
from procurement.reports.evaluation_words import (
    answer_of,
    model_name,
    part_name,
    problem_sentence,
    warning_sentence,
)

Output = serializers.Serializer[Any]
OF_BIDS = "Ids of bids; several where they are equal."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compared bids with what follows from them."""

    compared: Compared
    findings: EvaluationFindings


class EvaluationProblemOutput(Output):
    """What keeps a bid or a model from a rank, or what to think over."""

    code = serializers.CharField()
    message = serializers.CharField()


class SumPartOutput(Output):
    """What goes into a sum."""

    part = serializers.CharField(help_text="price, tonnes, ladder, or the id of what is asked.")
    name = serializers.CharField(help_text="In the language asked for.")
    value = Figure(help_text="Points by weight, or money.")
    points = Figure(allow_null=True, help_text="Before the weight; null where none are given.")


class RankedBidOutput(Output):
    """A bid under one model."""

    bid = serializers.UUIDField()
    supplier_name = serializers.CharField()
    rank = serializers.IntegerField(help_text="Equal bids share one.")
    value = Figure(help_text="The sum of points, or the compared price.")
    behind = Figure(help_text="The winner.")
    parts = SumPartOutput(many=True)


class WinnerByWeightOutput(Output):
    """Who wins while climate and environment weigh so much."""

    low = serializers.IntegerField(help_text="Per cent, included.")
    high = serializers.IntegerField(help_text="Per cent, included.")
    winners = serializers.ListField(child=serializers.UUIDField(), help_text=OF_BIDS)


class ModelOutput(Output):
    """One model on the bids."""

    model = serializers.CharField(help_text="linear, proportional, surcharge, deduction, shadow_price or ladder.")
    name = serializers.CharField(help_text="In the language asked for.")
    decides = serializers.BooleanField()
    ranked = RankedBidOutput(many=True)
    problems = EvaluationProblemOutput(many=True)
    nominal_weight = Figure(allow_null=True, help_text="Of climate and environment, in per cent.")
    real_weight = Figure(allow_null=True, help_text="What decided among the bids; null where nothing sets them apart.")
    by_weight = WinnerByWeightOutput(many=True, help_text="Empty for models without weights.")


class TippingOutput(Output):
    """Two bids, the one with fewer tonnes first: above the price of a tonne it is ahead, below it the other."""

    bid = serializers.UUIDField()
    other = serializers.UUIDField()
    per_tonne = Figure(allow_null=True, help_text="Null where one is never behind.")


class WinnerByTonneOutput(Output):
    """Who wins while a tonne of CO2e is worth so much."""

    above = Figure()
    below = Figure(allow_null=True, help_text="Null without end.")
    winners = serializers.ListField(child=serializers.UUIDField(), help_text=OF_BIDS)


class ComparisonOutput(serializers.Serializer[Comparison]):
    """All models on the bids that were received."""

    answer = serializers.SerializerMethodField(help_text="Who wins, in a sentence; empty where nobody is ranked.")
    models = serializers.SerializerMethodField(help_text="For which everything is said that they need.")
    problems = serializers.SerializerMethodField(help_text="Of bids that no model compares.")
    warnings = serializers.SerializerMethodField(help_text="Where a model undoes a weight.")
    tipping_prices = serializers.SerializerMethodField(help_text="Of each pair with known tonnes.")
    by_tonne_price = serializers.SerializerMethodField(help_text="From nothing upwards.")

    def get_answer(self, each: Comparison) -> str:
        """Return who wins by the chosen model."""
        compared = each.compared
        chosen = compared.result.results.get(compared.choice.model) if compared.choice.model else None
        return answer_of(chosen, compared.names, compared.rules.currency)

    @extend_schema_field(ModelOutput(many=True))
    def get_models(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return what each model makes of the bids."""
        return ModelOutput([_model(each, result) for result in each.compared.result.results.values()], many=True).data

    @extend_schema_field(EvaluationProblemOutput(many=True))
    def get_problems(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return what is wrong with bids, whatever the model."""
        found = (*each.compared.problems, *each.compared.result.problems)
        return EvaluationProblemOutput(_worded(found, each.compared), many=True).data

    @extend_schema_field(EvaluationProblemOutput(many=True))
    def get_warnings(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return what to think over."""
        rows = [{"code": warning.code, "message": warning_sentence(warning)} for warning in each.findings.warnings]
        return EvaluationProblemOutput(rows, many=True).data

    @extend_schema_field(TippingOutput(many=True))
    def get_tipping_prices(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return the prices of a tonne at which two bids are equal."""
        rows = [
            {"bid": UUID(one.bid), "other": UUID(one.other), "per_tonne": one.per_tonne}
            for one in each.findings.tipping
        ]
        return TippingOutput(rows, many=True).data

    @extend_schema_field(WinnerByTonneOutput(many=True))
    def get_by_tonne_price(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return who wins at which price of a tonne."""
        rows = [
            {"above": one.above, "below": one.below, "winners": _ids(one.winners)} for one in each.findings.by_tonne
        ]
        return WinnerByTonneOutput(rows, many=True).data


def _model(each: Comparison, result: ModelResult) -> dict[str, Any]:
    compared, findings = each.compared, each.findings
    real = findings.real.get(result.model)
    weights = findings.by_weight.get(result.model, [])
    return {
        "model": result.model.value,
        "name": model_name(result.model),
        "decides": result.model is compared.choice.model,
        "ranked": [_ranked(one, compared) for one in result.ranked],
        "problems": _worded(result.problems, compared),
        "nominal_weight": real and real.nominal,
        "real_weight": real and real.real,
        "by_weight": [{"low": one.low, "high": one.high, "winners": _ids(one.winners)} for one in weights],
    }


def _ranked(one: RankedBid, compared: Compared) -> dict[str, Any]:
    return {
        "bid": UUID(one.bid),
        "supplier_name": compared.names[one.bid],
        "rank": one.rank,
        "value": one.value,
        "behind": one.behind,
        "parts": [_part(code, value, one.points, compared) for code, value in one.parts.items()],
    }


def _part(code: str, value: Decimal, points: Mapping[str, Decimal], compared: Compared) -> dict[str, Any]:
    asked = next((str(line.line.asked.uuid) for line in compared.part.lines if line.key == code), code)
    return {"part": asked, "name": part_name(code, compared.part), "value": value, "points": points.get(code)}


def _worded(found: Iterable[Problem], compared: Compared) -> list[dict[str, str]]:
    return [{"code": each.code, "message": problem_sentence(each, compared.names, compared.part)} for each in found]


def _ids(codes: Iterable[str]) -> list[UUID]:
    return [UUID(code) for code in codes]
