"""A procurement as programs read it: in a list, and whole."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.fields import Kilograms, Money
from organisations.models import Organisation
from procurement.api.fields import Figure
from procurement.models import Agreement, Lot, Part, Procedure, Procurement, Stage
from procurement.queries.asked import asked_lines, weight_sums
from procurement.queries.milestones import ORDER
from procurement.queries.staircases import period_of
from procurement.queries.stake import Stake, stake_of
from procurement.queries.taking_part import buying_organisations, named_people
from procurement.reports.procurement_words import timeline

Output = serializers.Serializer[Any]


class ProcurementOutput(serializers.ModelSerializer[Procurement]):
    """One procurement in a list."""

    procurement = serializers.UUIDField(source="uuid")
    lead = serializers.CharField(source="organisation.slug", help_text="Who leads it, and alone changes it.")
    stage = serializers.ChoiceField(choices=Stage.values)
    cpv = serializers.ListField(child=serializers.CharField(), help_text="Eight digits each.")
    value = Money(allow_null=True, help_text="Without VAT, with all extensions; null where nobody has said it.")
    currency = serializers.CharField(help_text="Of the value, by the country: ISO 4217.")
    months = serializers.IntegerField(allow_null=True, help_text="The agreed time.")
    options = serializers.ListField(child=serializers.IntegerField(), help_text="Months of each extension.")
    ends_on = serializers.SerializerMethodField(
        help_text="The last day of the agreed time as it was planned; null while it is unknown."
    )
    requirements = serializers.IntegerField(source="held", help_text="How many it asks for.")
    revision = serializers.IntegerField(help_text="Send it with a change of the procurement.")

    class Meta:
        model = Procurement
        fields = [
            "procurement", "lead", "title", "case_number", "stage", "category", "cpv", "country", "value", "currency",
            "dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day", "months", "options", "ends_on",
            "requirements", "revision", "created_at", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_ends_on(self, procurement: Procurement) -> date | None:
        """Return the last day of the agreed time."""
        period = period_of(procurement)
        return period.last if period else None


class LotOutput(serializers.ModelSerializer[Lot]):
    """A part that is awarded on its own."""

    lot = serializers.UUIDField(source="uuid")
    cpv = serializers.ListField(child=serializers.CharField())
    value = Money(allow_null=True, help_text="Without VAT, in the currency of the procurement.")
    revision = serializers.IntegerField(help_text="Send it with a change of the lot.")

    class Meta:
        model = Lot
        fields = ["lot", "number", "title", "description", "cpv", "value", "revision"]
        read_only_fields = fields


class BuyingOutput(serializers.Serializer[Organisation]):
    """An organisation that buys."""

    organisation = serializers.CharField(source="slug")
    name = serializers.CharField()


class TakingPartOutput(Output):
    """Somebody who works on the procurement."""

    part = serializers.ChoiceField(choices=Part.values)
    name = serializers.CharField(allow_null=True, help_text="Of the client's own organisation; null for other people.")


class DayOutput(Output):
    """One day of the procurement."""

    kind = serializers.ChoiceField(choices=ORDER)
    name = serializers.CharField(help_text="In the language asked for.")
    day = serializers.DateField(allow_null=True, help_text="Null where it is not planned yet.")
    of = serializers.CharField(
        help_text="The suppliers of the contracts whose day it is; empty where it is all of them's."
    )


class WeightSumOutput(Output):
    """What the weights of one lot, or of the whole, make up."""

    lot = serializers.CharField(source="part", help_text="The title of the lot; empty for the whole.")
    price = Figure(allow_null=True, help_text="In per cent; null where it is not said.")
    criteria = Figure(source="of_criteria", help_text="Of all award criteria together, as far as they are said.")
    without_weight = serializers.ListField(source="unsaid", child=serializers.CharField(), help_text="By their codes.")
    is_whole = serializers.BooleanField(help_text="Whether each has its weight and they make up one hundred.")


class StakeOutput(serializers.Serializer[Stake]):
    """What the client's organisation spends on the category in the newest year that has a footprint."""

    year = serializers.IntegerField(source="footprint.year")
    amount = Money(allow_null=True, help_text="Null where the accounts hold nothing of the category.")
    currency = serializers.CharField(source="footprint.currency")
    kg = Kilograms(allow_null=True, help_text="Of the money that has a factor; null where none has.")
    low_kg = Kilograms(allow_null=True)
    high_kg = Kilograms(allow_null=True)
    is_partial = serializers.BooleanField(help_text="Whether some of the money has no factor.")


class ProcurementDetail(ProcurementOutput):
    """One procurement with its lots, who buys and works on it, its days, its weights and what is at stake."""

    procedure = serializers.ChoiceField(choices=["", *Procedure.values], help_text="By the codes of eForms.")
    agreement = serializers.ChoiceField(choices=Agreement.values)
    price_weight = Figure(allow_null=True, help_text="In per cent; null where it is not said.")
    made_by = serializers.SerializerMethodField(help_text="A person or client of the lead; null for others.")
    asked_revision = serializers.IntegerField(help_text="Counts changes of what it asks for and of the weights.")
    lots = LotOutput(many=True)
    buyers = serializers.SerializerMethodField(help_text="The lead first.")
    people = serializers.SerializerMethodField()
    timeline = serializers.SerializerMethodField(help_text="By day; what nobody has planned stands where it belongs.")
    weights = serializers.SerializerMethodField()
    stake = serializers.SerializerMethodField(help_text="Null without a category or a footprint.")

    class Meta(ProcurementOutput.Meta):
        fields = [
            *ProcurementOutput.Meta.fields, "description", "procedure", "agreement", "price_weight", "stopped_because",
            "made_by", "asked_revision", "lots", "buyers", "people", "timeline", "weights", "stake",
        ]  # fmt: skip
        read_only_fields = fields

    def get_made_by(self, procurement: Procurement) -> str | None:
        """Return who made it; people of another organisation are not named."""
        return procurement.made_by if procurement.organisation_id == self.context["reader"].pk else None

    @extend_schema_field(BuyingOutput(many=True))
    def get_buyers(self, procurement: Procurement) -> Any:  # noqa: ANN401 - JSON
        """Return who buys."""
        return [BuyingOutput(each).data for each in buying_organisations(procurement)]

    @extend_schema_field(TakingPartOutput(many=True))
    def get_people(self, procurement: Procurement) -> Any:  # noqa: ANN401 - JSON
        """Return who works on it; people of other organisations without their names."""
        people = named_people(procurement, self.context["reader"])
        return TakingPartOutput([{"part": part, "name": name} for part, name in people], many=True).data

    @extend_schema_field(DayOutput(many=True))
    def get_timeline(self, procurement: Procurement) -> Any:  # noqa: ANN401 - JSON
        """Return its days in order, with the ends that follow from them; of signed contracts the real ones."""
        rows = [
            {"kind": each.kind, "name": each.title, "day": each.day, "of": each.note} for each in timeline(procurement)
        ]
        return DayOutput(rows, many=True).data

    @extend_schema_field(WeightSumOutput(many=True))
    def get_weights(self, procurement: Procurement) -> Any:  # noqa: ANN401 - JSON
        """Return what the weights make up, for each lot where lots ask for something of their own."""
        return WeightSumOutput(weight_sums(procurement, asked_lines(procurement)), many=True).data

    @extend_schema_field(StakeOutput(allow_null=True))
    def get_stake(self, procurement: Procurement) -> Mapping[str, Any] | None:
        """Return what is at stake for the client's organisation."""
        found = stake_of(self.context["reader"], procurement.category) if procurement.category else None
        return StakeOutput(found).data if found else None
