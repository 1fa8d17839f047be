"""What a version of an own factor set changes: its figures, and the footprints that rest on an earlier version."""

from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.own_sets import READING, OneSetView, VersionParameters
from emissions.reports.version_changes_page import version_changes
from foundation.api.operations import operation


class FigureChangeOutput(serializers.Serializer[Any]):
    """A figure that differs, in kg CO2e per unit of the set's currency."""

    code = serializers.CharField()
    name = serializers.CharField()
    price_year = serializers.IntegerField()
    before = serializers.DecimalField(max_digits=24, decimal_places=12, allow_null=True, help_text="Null: it is new.")
    after = serializers.DecimalField(max_digits=24, decimal_places=12, allow_null=True, help_text="Null: it is gone.")


class FootprintChangeOutput(serializers.Serializer[Any]):
    """A footprint that rests on an earlier version, as it is and as it would be."""

    footprint = serializers.UUIDField(source="footprint.uuid")
    year = serializers.IntegerField(source="footprint.year")
    total_kg = serializers.DecimalField(source="footprint.total_kg", max_digits=24, decimal_places=6)
    after_kg = serializers.SerializerMethodField(help_text="Total with this version, kg CO2e.")
    categories_lost = serializers.IntegerField(source="effect.lost", help_text="That lose their figure.")
    categories_gained = serializers.IntegerField(source="effect.gained", help_text="That get a figure.")

    def get_after_kg(self, change: Any) -> str:  # noqa: ANN401 - a FootprintChange
        """Return the total to the milligram."""
        return f"{change.after_kg:.6f}"


class VersionChangesOutput(serializers.Serializer[Any]):
    """What a version changes against the one before."""

    version_before = serializers.IntegerField(source="before.number")
    currency_before = serializers.CharField()
    currency = serializers.CharField()
    categories_touched = serializers.IntegerField(source="touched")
    figures = FigureChangeOutput(many=True)
    footprints = FootprintChangeOutput(many=True)


class OwnSetChangesView(OneSetView):
    """What a version changes."""

    needs = {"GET": READING}

    @operation("See what a version changes", output=VersionChangesOutput, parameters=VersionParameters)
    def get(self, own_set: UUID) -> Response:  # noqa: ARG002 - looked up already
        """Nothing is calculated or written; a first version, or one that is not read, is 404."""
        found = version_changes(self.organisation, self.version())
        if found is None:
            raise Http404
        return Response(VersionChangesOutput(found).data)
