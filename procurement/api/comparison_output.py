"""The same bids under every model, and what would change the winner, as programs read it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procurement.api.fields import Figure
from procurement.api.model_output import (
    OF_BIDS,
    EvaluationProblemOutput,
    ModelOutput,
    ids_of,
    model_shown,
    problems_worded,
)
from procurement.queries.evaluation import Compared
from procurement.queries.evaluation_findings import EvaluationFindings
from procurement.reports.evaluation_words import answer_of, warning_sentence

Output = serializers.Serializer[Any]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compared bids with what follows from them."""

    compared: Compared
    findings: EvaluationFindings


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

    answer = serializers.SerializerMethodField(help_text="Who wins, in a sentence; empty until all are ranked.")
    models = serializers.SerializerMethodField(help_text="For which everything is said that they need.")
    problems = serializers.SerializerMethodField(help_text="Of bids that no model compares.")
    warnings = serializers.SerializerMethodField(help_text="Where a model undoes a weight.")
    tipping_prices = serializers.SerializerMethodField(help_text="Of each pair with known tonnes.")
    by_tonne_price = serializers.SerializerMethodField(help_text="Empty until all tonnes are known.")

    def get_answer(self, each: Comparison) -> str:
        """Return who wins by the chosen model."""
        compared = each.compared
        chosen = compared.result.results.get(compared.choice.model) if compared.choice.model else None
        is_waiting = chosen is not None and len(compared.waits_for(chosen)) > 0
        return "" if is_waiting else answer_of(chosen, compared.names, compared.rules.currency)

    @extend_schema_field(ModelOutput(many=True))
    def get_models(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return what each model makes of the bids."""
        results = each.compared.result.results.values()
        rows = [model_shown(result, each.compared, each.findings) for result in results]
        return ModelOutput(rows, many=True).data

    @extend_schema_field(EvaluationProblemOutput(many=True))
    def get_problems(self, each: Comparison) -> Any:  # noqa: ANN401 - JSON
        """Return what is wrong with bids, whatever the model."""
        found = (*each.compared.problems, *each.compared.result.problems)
        return EvaluationProblemOutput(problems_worded(found, each.compared), many=True).data

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
            {"above": one.above, "below": one.below, "winners": ids_of(one.winners)} for one in each.findings.by_tonne
        ]
        return WinnerByTonneOutput(rows, many=True).data
