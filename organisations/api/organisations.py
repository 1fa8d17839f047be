"""Organisations: the client's own and those that share something with it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs
from organisations.models import Organisation

SEEING = {"GET": Needs("organisations.view_organisation", reach=None)}


class OrganisationOutput(serializers.ModelSerializer[Organisation]):
    """An organisation and how much of it the client may see."""

    organisation = serializers.CharField(source="slug", help_text="Its place in addresses.")
    currency = serializers.CharField(help_text="The currency of its accounts.")
    population = serializers.IntegerField(allow_null=True, help_text="Inhabitants, where it has any.")
    access = serializers.SerializerMethodField(help_text="own: its own people; rows or totals: what it shares.")

    class Meta:
        model = Organisation
        fields = [
            "organisation", "uuid", "name", "kind", "country", "number", "municipality_code", "chart", "currency",
            "population", "access",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field({"type": "string", "enum": ["own", "rows", "totals"]})
    def get_access(self, organisation: Organisation) -> str:
        """Return own, rows or totals."""
        place = self.context["place"]
        return "own" if organisation == place.organisation else str(place.shared_by[organisation.pk])


class OrganisationsView(ClientView):
    """All organisations in the client's sight."""

    needs = SEEING

    @operation("List organisations", output=OrganisationOutput, many=True)
    def get(self) -> Response:
        """The client's own organisation and those that share something with it today."""
        place = self.api_client.place
        seen = Organisation.objects.filter(pk__in=[place.organisation.pk, *place.shared_by])
        return self.page(NewestFirst(seen), OrganisationOutput, place=place)


class OrganisationView(ClientView):
    """One organisation."""

    needs = SEEING

    @operation("Read an organisation", output=OrganisationOutput)
    def get(self) -> Response:
        """What the organisation is, and how much of it the client may see."""
        return Response(OrganisationOutput(self.organisation, context={"place": self.api_client.place}).data)
