"""Deviations and price claims as programs read them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from follow_up.models import CorrectiveAction, Deviation, DeviationEvent, PriceClaim, SupplierStatement
from follow_up.reports.claim_words import arithmetic_text
from follow_up.reports.deviation_words import last_step
from foundation.api.fields import Money
from procurement.api.fields import Figure


class DeviationOutput(serializers.ModelSerializer[Deviation]):
    """One deviation in a list."""

    deviation = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    obligation = serializers.UUIDField(source="obligation.uuid", allow_null=True)
    party = serializers.UUIDField(source="party.uuid", allow_null=True, help_text="The supplier in the contract.")
    severity = serializers.CharField(help_text="minor, major or critical.")
    state = serializers.CharField(help_text="noted, told, answered, mending, mended, closed or withdrawn.")
    threshold = Figure(allow_null=True, help_text="Asked for on the day, in unit.")
    value = Figure(allow_null=True, help_text="Measured, in unit.")
    deadline = serializers.DateField(allow_null=True)
    step_taken = serializers.SerializerMethodField(help_text="The last of reminder, warning and sanction; else empty.")
    reopened = serializers.IntegerField(help_text="How often it was opened again.")
    mended_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    revision = serializers.IntegerField(help_text="Send it with the next move.")

    class Meta:
        model = Deviation
        fields = [
            "deviation", "number", "contract", "obligation", "party", "case_number", "title", "facts", "severity",
            "state", "found_on", "step", "threshold", "value", "unit", "deadline", "step_taken", "reopened",
            "mended_on", "closed_on", "closed_by", "revision", "updated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_step_taken(self, deviation: Deviation) -> str:
        """Return the last step of escalation."""
        return last_step(deviation)


class StatementOutput(serializers.ModelSerializer[SupplierStatement]):
    """What the supplier said."""

    statement = serializers.UUIDField(source="uuid")
    mended_on = serializers.DateField(allow_null=True)
    files = serializers.SerializerMethodField(help_text="Titles of the files that came with it.")

    class Meta:
        model = SupplierStatement
        fields = ["statement", "name", "disputes", "explanation", "plan", "mended_on", "files", "received_at"]
        read_only_fields = fields

    def get_files(self, statement: SupplierStatement) -> list[str]:
        """Return their titles."""
        return [each.title for each in statement.files.all()]


class ActionOutput(serializers.ModelSerializer[CorrectiveAction]):
    """Something that is done."""

    action = serializers.UUIDField(source="uuid")
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)

    class Meta:
        model = CorrectiveAction
        fields = ["action", "what", "owner", "due_on", "done_on", "done_by_name"]
        read_only_fields = fields


class EventOutput(serializers.ModelSerializer[DeviationEvent]):
    """One thing that happened."""

    from_state = serializers.CharField(help_text="Empty where the state did not change.")
    to_state = serializers.CharField(help_text="Empty where the state did not change.")
    on = serializers.DateField(allow_null=True, help_text="The day that it is about.")
    before = serializers.DictField(child=serializers.CharField(allow_blank=True), help_text="What stood there before.")

    class Meta:
        model = DeviationEvent
        fields = ["action", "from_state", "to_state", "text", "on", "before", "by_name", "at"]
        read_only_fields = fields


class DeviationDetail(DeviationOutput):
    """One deviation with what the supplier said, what is done, and what happened."""

    statements = serializers.SerializerMethodField()
    actions = serializers.SerializerMethodField()
    history = serializers.SerializerMethodField(help_text="Everything that happened, the oldest first.")

    class Meta(DeviationOutput.Meta):
        fields = [*DeviationOutput.Meta.fields, "statements", "actions", "history"]
        read_only_fields = fields

    @extend_schema_field(StatementOutput(many=True))
    def get_statements(self, deviation: Deviation) -> Any:  # noqa: ANN401 - JSON
        """Return what the supplier said."""
        return StatementOutput(deviation.statements.prefetch_related("files"), many=True).data

    @extend_schema_field(ActionOutput(many=True))
    def get_actions(self, deviation: Deviation) -> Any:  # noqa: ANN401 - JSON
        """Return what is done."""
        return ActionOutput(deviation.actions.all(), many=True).data

    @extend_schema_field(EventOutput(many=True))
    def get_history(self, deviation: Deviation) -> Any:  # noqa: ANN401 - JSON
        """Return what happened."""
        return EventOutput(deviation.events.all(), many=True).data


class PriceClaimOutput(serializers.ModelSerializer[PriceClaim]):
    """One bonus or penalty, with its arithmetic and what was decided."""

    claim = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    contract_number = serializers.CharField(source="contract.number")
    obligation = serializers.UUIDField(source="obligation.uuid")
    deviation = serializers.UUIDField(source="deviation.uuid", allow_null=True)
    kind = serializers.CharField(help_text="bonus or penalty.")
    effect = serializers.CharField(help_text="fixed, per_unit, share or ladder.")
    amount = Money(allow_null=True, help_text="Without VAT; null where something is missing, which arithmetic names.")
    arithmetic = serializers.SerializerMethodField()
    state = serializers.CharField(help_text="computed, claimed or waived.")
    decided_on = serializers.DateField(allow_null=True)

    class Meta:
        model = PriceClaim
        fields = [
            "claim", "contract", "contract_number", "obligation", "deviation", "kind", "effect", "step", "period_from",
            "period_to", "amount", "currency", "arithmetic", "state", "decided_on", "decided_by", "because", "made_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_arithmetic(self, claim: PriceClaim) -> str:
        """Return how it is reckoned, or what is missing."""
        return arithmetic_text(claim)
