"""Obligations as programs read them: where each stands, in a list, and whole with steps and results."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from follow_up.models import CheckResult, ObligationStanding
from procurement.api.fields import Figure


class FollowedObligationOutput(serializers.ModelSerializer[ObligationStanding]):
    """One obligation of a signed contract, and where it stands today."""

    obligation = serializers.UUIDField(source="obligation.uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    title = serializers.CharField(source="obligation.title")
    code = serializers.CharField(
        source="obligation.code", help_text="Of the requirement in the bank; empty for wording of the contract's own."
    )
    version = serializers.IntegerField(
        source="obligation.version.number", allow_null=True, default=None, help_text="Of the requirement in the bank."
    )
    themes = serializers.ListField(source="obligation.themes", child=serializers.CharField())
    state = serializers.CharField(help_text="kept, not_kept, unknown or not_yet_due.")
    unit = serializers.CharField(source="obligation.unit")
    direction = serializers.CharField(source="obligation.direction", help_text="at_least, at_most or empty.")
    threshold = Figure(allow_null=True, help_text="Of the step in force, in the unit; null where none is.")
    next_threshold = Figure(allow_null=True, help_text="Of the next step.")
    next_on = serializers.DateField(allow_null=True, help_text="The day on which the next step takes effect.")
    checked_on = serializers.DateField(allow_null=True, help_text="The last control; null: never.")
    value = Figure(allow_null=True, help_text="Newest measured value, in the unit; null: nothing was measured.")
    evidence_until = serializers.DateField(allow_null=True, help_text="Null where there is no evidence, or no end.")

    class Meta:
        model = ObligationStanding
        fields = [
            "obligation", "contract", "title", "code", "version", "themes", "state", "unit", "direction", "step",
            "threshold", "since", "next_step", "next_threshold", "next_on", "checked_on", "told_on", "value",
            "has_evidence", "evidence_until", "open_deviations",
        ]  # fmt: skip
        read_only_fields = fields


class ResultOutput(serializers.ModelSerializer[CheckResult]):
    """One thing that was found out."""

    result = serializers.UUIDField(source="uuid")
    on = serializers.DateField(help_text="The day of the control, or the last day of the period.")
    period_from = serializers.DateField(allow_null=True, help_text="Null where it is of one day.")
    value = Figure(allow_null=True)
    threshold = Figure(allow_null=True, help_text="Of the step in force on that day.")
    found_by = serializers.CharField(source="source", help_text="control, report, evidence, reused or hand.")
    void_because = serializers.CharField(help_text="Why it does not count; empty where it does.")

    class Meta:
        model = CheckResult
        fields = [
            "result", "on", "period_from", "is_kept", "value", "unit", "step", "threshold", "note", "found_by",
            "made_by", "made_at", "void_because",
        ]  # fmt: skip
        read_only_fields = fields


class FollowedObligationDetail(FollowedObligationOutput):
    """One obligation with its wording and everything that was found out, the newest first."""

    wording = serializers.CharField(source="obligation.wording")
    proof = serializers.CharField(source="obligation.proof")
    results = serializers.SerializerMethodField()

    class Meta(FollowedObligationOutput.Meta):
        fields = [*FollowedObligationOutput.Meta.fields, "wording", "proof", "results"]
        read_only_fields = fields

    @extend_schema_field(ResultOutput(many=True))
    def get_results(self, standing: ObligationStanding) -> list[dict[str, Any]]:
        """Return what was found out."""
        found = CheckResult.objects.filter(obligation=standing.obligation_id)
        return [dict(row) for row in ResultOutput(found, many=True).data]
