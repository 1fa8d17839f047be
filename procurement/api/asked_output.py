"""What a procurement asks for as programs read it."""

from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from procurement.api.fields import Figure
from procurement.queries.asked import AskedLine
from requirements_bank.api.baskets import Values
from requirements_bank.api.requirement_versions import DifferenceOutput
from requirements_bank.calculations.variable_values import open_variables
from requirements_bank.reports.difference_words import differences_of
from requirements_bank.reports.requirement_words import shown


def asked_title(line: AskedLine) -> str:
    """Return what a requirement is called in the language asked for; as it was kept where it is out of sight."""
    return line.title_in(get_language() or "en")


class AskedOutput(serializers.Serializer[AskedLine]):
    """One requirement that a procurement asks for."""

    asked = serializers.UUIDField(source="asked.uuid")
    code = serializers.CharField(source="asked.code")
    title = serializers.SerializerMethodField()
    version = serializers.UUIDField(
        source="version.uuid", allow_null=True, default=None, help_text="Null where its owner took it out of sight."
    )
    number = serializers.IntegerField(source="version.number", allow_null=True, default=None)
    newer = serializers.UUIDField(source="newer.uuid", allow_null=True, default=None, help_text="A newer version.")
    kind = serializers.CharField(source="version.kind", allow_null=True, default=None)
    lot = serializers.UUIDField(source="asked.lot.uuid", allow_null=True, default=None, help_text="Null: all of it.")
    weight = Figure(source="asked.weight", allow_null=True, help_text="In per cent, of an award criterion.")
    values = Values(source="asked.values", help_text="What was chosen; the others have their defaults.")
    open_variables = serializers.SerializerMethodField(help_text="Variables with neither value nor default.")
    can_rise = serializers.BooleanField(help_text="Whether it has a threshold that can rise in steps.")
    staircase_revision = serializers.IntegerField(
        source="staircase.revision", allow_null=True, default=None, help_text="Null where it does not rise."
    )
    note = serializers.SerializerMethodField(help_text="For colleagues at the lead; null for others.")

    def get_title(self, line: AskedLine) -> str:
        """Return what it is called."""
        return asked_title(line)

    def get_note(self, line: AskedLine) -> str | None:
        """Return the note to those who run the procurement."""
        return line.asked.note if self.context["runs_it"] else None

    def get_open_variables(self, line: AskedLine) -> list[str]:
        """Return their names."""
        return list(open_variables(line.content, line.values)) if line.content else []


class NewerOutput(serializers.Serializer[AskedLine]):
    """What a newer version changes, field by field and word by word."""

    version = serializers.UUIDField(source="newer.uuid")
    number = serializers.IntegerField(source="newer.number")
    fields_changed = serializers.SerializerMethodField()

    @extend_schema_field(DifferenceOutput(many=True))
    def get_fields_changed(self, line: AskedLine) -> Any:  # noqa: ANN401 - JSON
        """Return the fields that differ."""
        if line.version is None or line.newer is None:
            return []
        found = differences_of(line.version.content, line.newer.content, get_language() or "en")
        return [DifferenceOutput(each).data for each in found.changed]


class AskedDetail(AskedOutput):
    """One requirement with its wording, and what a newer version would change."""

    wording = serializers.SerializerMethodField(help_text="Filled in; null where it is out of sight.")
    newer_version = serializers.SerializerMethodField(help_text="Null where there is none.")

    def get_wording(self, line: AskedLine) -> str | None:
        """Return the wording with its values."""
        return shown(line.version, values=line.values).wording_text if line.version else None

    @extend_schema_field(NewerOutput(allow_null=True))
    def get_newer_version(self, line: AskedLine) -> Any:  # noqa: ANN401 - JSON
        """Return what would change."""
        return NewerOutput(line).data if line.newer else None


def line_called(lines: list[AskedLine], asked: UUID) -> AskedLine | None:
    """Return the line of a requirement."""
    return next((line for line in lines if line.asked.uuid == asked), None)
