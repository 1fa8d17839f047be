"""One model on the bids of an evaluation, as programs read it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from foundation.problems import Problem
from procurement.api.fields import Figure
from procurement.calculations.evaluation import ModelResult
from procurement.calculations.standings import RankedBid
from procurement.queries.evaluation import Compared
from procurement.queries.evaluation_findings import EvaluationFindings
from procurement.reports.evaluation_words import model_name, part_name, rank_problem_sentence

Output = serializers.Serializer[Any]
OF_BIDS = "Ids of bids; several where they are equal."


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
    by_weight = WinnerByWeightOutput(many=True, help_text="Empty without weights, and until all bids are ranked.")


def model_shown(result: ModelResult, compared: Compared, findings: EvaluationFindings) -> dict[str, Any]:
    """Return what `ModelOutput` writes of a model."""
    real = findings.real.get(result.model)
    weights = findings.by_weight.get(result.model, [])
    return {
        "model": result.model.value,
        "name": model_name(result.model),
        "decides": result.model is compared.choice.model,
        "ranked": [_ranked(one, compared) for one in result.ranked],
        "problems": problems_worded(result.problems, compared),
        "nominal_weight": real and real.nominal,
        "real_weight": real and real.real,
        "by_weight": [{"low": one.low, "high": one.high, "winners": ids_of(one.winners)} for one in weights],
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


def problems_worded(found: Iterable[Problem], compared: Compared) -> list[dict[str, str]]:
    """Return what `EvaluationProblemOutput` writes of problems."""
    return [
        {"code": each.code, "message": rank_problem_sentence(each, compared.names, compared.part)} for each in found
    ]


def ids_of(codes: Iterable[str]) -> list[UUID]:
    """Return the ids of bids by their codes."""
    return [UUID(code) for code in codes]
