"""How bids are compared, and after the award what every model makes of them, as programs read it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.fields import Money
from procurement.api.comparison_output import Comparison, ComparisonOutput
from procurement.api.fields import Figure
from procurement.calculations.evaluation_choice import EvaluationChoice, choice_of
from procurement.models import Evaluation
from procurement.queries.bid_lines import BidPart
from procurement.queries.bids import choice_kept

Output = serializers.Serializer[Any]
EXPECTED = "The lowest one. Until the award null for whoever may not choose how bids are compared."


@dataclass(frozen=True, slots=True)
class EvaluatedPart:
    """How the bids for a part are compared; `comparison` and reasons are None until the award.

    What the lead expects of bids is told after the award, and before to whoever `may_choose`, as on the page.
    """

    part: BidPart
    stored: Evaluation
    comparison: Comparison | None = None
    may_choose: bool = False

    @property
    def choice(self) -> EvaluationChoice:
        """What is said of it, as far as the reader may know."""
        if self.may_choose or self.comparison:
            return choice_kept(self.stored)
        return choice_of(self.stored.model, self.stored.parameters)


class CriterionOutput(Output):
    """How an award criterion gets its points."""

    asked = serializers.UUIDField()
    code = serializers.CharField()
    by = serializers.CharField(help_text="people, linear, relative, yes_no or steps.")
    worst = Figure(allow_null=True, help_text="The answer that gets no points.")
    best = Figure(allow_null=True, help_text="The answer that gets all points.")
    sum = Money(allow_null=True, help_text="What full points are worth.")


class LadderDiscountOutput(Output):
    """What a level of the CO2 performance ladder is worth."""

    level = serializers.IntegerField()
    discount = Figure()


class EvaluationOutput(serializers.Serializer[EvaluatedPart]):
    """How the bids for a lot, or for the whole, are compared."""

    lot = serializers.SerializerMethodField(help_text="Null where there are no lots.")
    revision = serializers.IntegerField(source="stored.revision", help_text="0 while nobody has said anything.")
    model = serializers.SerializerMethodField(help_text="The one that decides; null while none is chosen.")
    most_points = Figure(source="choice.most_points", help_text="Of a criterion.")
    per_tonne = Money(source="choice.per_tonne", allow_null=True, help_text="Price of a tonne of CO2e.")
    tonne_day = serializers.DateField(source="choice.tonne_day", allow_null=True, help_text="Set on.")
    tonne_source = serializers.CharField(source="choice.tonne_source", help_text="By whom, or after what.")
    ladder = serializers.SerializerMethodField()
    ladder_in_percent = serializers.BooleanField(source="choice.ladder_in_percent")
    expected_price = Money(source="choice.expected_price", allow_null=True, help_text=EXPECTED)
    tonnes_apart = Figure(source="choice.tonnes_apart", allow_null=True, help_text="Best from worst bid, likewise.")
    criteria = serializers.SerializerMethodField(help_text="Award criteria that have a weight.")
    reasons = serializers.SerializerMethodField(help_text="Why this model; null until the award.")
    comparison = serializers.SerializerMethodField(help_text="All models side by side; null until the award.")

    def get_lot(self, each: EvaluatedPart) -> UUID | None:
        """Return the id of the lot."""
        return each.part.lot.uuid if each.part.lot else None

    def get_model(self, each: EvaluatedPart) -> str | None:
        """Return the model that decides."""
        return each.stored.model or None

    def get_reasons(self, each: EvaluatedPart) -> str | None:
        """Return the reasons to whoever sees bids."""
        return each.stored.inside.reasons if each.comparison else None

    @extend_schema_field(LadderDiscountOutput(many=True))
    def get_ladder(self, each: EvaluatedPart) -> Any:  # noqa: ANN401 - JSON
        """Return the discounts by level."""
        rows = [{"level": level, "discount": discount} for level, discount in sorted(each.choice.ladder.items())]
        return LadderDiscountOutput(rows, many=True).data

    @extend_schema_field(CriterionOutput(many=True))
    def get_criteria(self, each: EvaluatedPart) -> Any:  # noqa: ANN401 - JSON
        """Return how each criterion gets its points."""
        choice, rows = each.choice, []
        for line in each.part.criteria:
            said = choice.of(line.key)
            named = {"asked": line.line.asked.uuid, "code": line.code, "by": said.by.value}
            rows.append({**named, "worst": said.worst, "best": said.best, "sum": said.sum})
        return CriterionOutput(rows, many=True).data

    @extend_schema_field(ComparisonOutput(allow_null=True))
    def get_comparison(self, each: EvaluatedPart) -> Any:  # noqa: ANN401 - JSON
        """Return what the models make of the bids."""
        return ComparisonOutput(each.comparison).data if each.comparison else None
