"""Requests for reports and reports of suppliers as programs read them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from follow_up.models import ReportedValue, ReportLine, ReportRequest, SupplierReport
from procurement.api.fields import Figure


class ReportLineOutput(serializers.ModelSerializer[ReportLine]):
    """One figure that is asked for."""

    line = serializers.UUIDField(source="uuid")
    kind = serializers.CharField(help_text="km, litres, kwh, kg, share, number or yes_no.")
    obligation = serializers.UUIDField(source="obligation.uuid", allow_null=True, default=None)
    series = serializers.UUIDField(
        source="series.uuid", allow_null=True, default=None, help_text="The activity series that takes the figure."
    )
    part = serializers.CharField(source="part.name", allow_null=True, default=None, help_text="Of the series.")

    class Meta:
        model = ReportLine
        fields = [
            "line", "position", "kind", "label", "dimension", "unit", "whole", "is_required", "is_asked", "obligation",
            "series", "part",
        ]  # fmt: skip
        read_only_fields = fields


class ReportRequestOutput(serializers.ModelSerializer[ReportRequest]):
    """What one supplier of a contract is asked to report."""

    report_request = serializers.UUIDField(source="uuid")
    contract = serializers.UUIDField(source="contract.uuid")
    party = serializers.UUIDField(source="party.uuid", help_text="The supplier, as the contract names it.")
    supplier = serializers.CharField(source="party.name")
    period_kind = serializers.CharField(help_text="month, quarter, half_year, year, season or contract.")
    last_day = serializers.DateField(allow_null=True, help_text="Null: as long as the contract runs.")
    ended_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True, help_text="No link works, and none is sent by itself.")
    lines = serializers.SerializerMethodField()

    class Meta:
        model = ReportRequest
        fields = [
            "report_request", "contract", "party", "supplier", "email", "language", "title", "purpose", "clause",
            "period_kind", "season_begins", "season_ends", "first_day", "last_day", "days_until_due", "ended_at",
            "revoked_at", "revision", "lines",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ReportLineOutput(many=True))
    def get_lines(self, request: ReportRequest) -> list[dict[str, Any]]:
        """Return what is asked for."""
        return [dict(row) for row in ReportLineOutput(request.lines.all(), many=True).data]


class ReportedValueOutput(serializers.ModelSerializer[ReportedValue]):
    """One figure of a report."""

    line = serializers.UUIDField(source="line.uuid")
    value = Figure(help_text="As the supplier wrote it, in `unit`; yes is 1 and no is 0.")
    amount = Figure(help_text="In the unit of the line.")
    is_confirmed = serializers.BooleanField(help_text="The supplier said that a surprising figure is right.")
    because = serializers.CharField(help_text="Why the buyer corrected it; empty where nobody did.")

    class Meta:
        model = ReportedValue
        fields = ["line", "value", "unit", "amount", "note", "is_confirmed", "because", "told_by", "told_at"]
        read_only_fields = fields


class SupplierReportOutput(serializers.ModelSerializer[SupplierReport]):
    """The report of one period."""

    report = serializers.UUIDField(source="uuid")
    report_request = serializers.UUIDField(source="request.uuid")
    contract = serializers.UUIDField(source="request.contract.uuid")
    supplier = serializers.CharField(source="request.party.name")
    title = serializers.CharField(source="request.title")
    state = serializers.CharField(help_text="waiting, received, returned or accepted; late is told by due_on.")
    version = serializers.IntegerField(help_text="0: nothing has come in.")
    submitted_at = serializers.DateTimeField(allow_null=True)
    accepted_at = serializers.DateTimeField(allow_null=True)

    class Meta:
        model = SupplierReport
        fields = [
            "report", "report_request", "contract", "supplier", "title", "first_day", "last_day", "due_on", "state",
            "version", "revision", "submitted_at", "submitted_by", "accepted_at", "accepted_by",
        ]  # fmt: skip
        read_only_fields = fields


class SupplierReportDetail(SupplierReportOutput):
    """One report with the figures that hold."""

    values = serializers.SerializerMethodField()

    class Meta(SupplierReportOutput.Meta):
        fields = [*SupplierReportOutput.Meta.fields, "comment", "returned_because", "values"]
        read_only_fields = fields

    @extend_schema_field(ReportedValueOutput(many=True))
    def get_values(self, report: SupplierReport) -> list[dict[str, Any]]:
        """Return the values of the newest version."""
        found = ReportedValue.objects.filter(report=report, version=report.version).select_related("line")
        return [dict(row) for row in ReportedValueOutput(found, many=True).data]
