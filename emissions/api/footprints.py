"""Footprints: calculate a year, read what came of it and how sure it is."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.response import Response

from emissions.api.starting import accepted
from emissions.models import Footprint
from emissions.queries.footprints import SeenFootprint, footprint_seen
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.outdated import outdated
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.queries.spend import years_with_spend
from emissions.services.calculate_footprint import break_down
from foundation.access import current_access
from foundation.api.fields import CodeText, Kilograms, Money
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from foundation.api.problem_details import UnfitError
from foundation.jobs.start import start_once
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach
from organisations.api.jobs import JobOutput

READING = Needs("emissions.view_footprint", reach=Reach.TOTALS)
WRITING = Needs("emissions.calculate_footprint", "footprint:write", Reach.WRITE)
LOCATION = OpenApiParameter("Location", str, OpenApiParameter.HEADER, response=[202], description="The job.")


class FootprintOutput(serializers.ModelSerializer[Footprint]):
    """One frozen calculation: kg CO2 equivalents of counted purchases, energy apart."""

    footprint = serializers.UUIDField(source="uuid")
    organisation = serializers.CharField(source="organisation.slug")
    year = serializers.IntegerField()
    total_kg = Kilograms()
    low_kg = Kilograms(allow_null=True, help_text="Lower end of the 95 % interval.")
    high_kg = Kilograms(allow_null=True, help_text="Upper end of the 95 % interval.")
    energy_kg = Kilograms(help_text="Screening of energy by spend; in no total.")
    money_in = Money(
        help_text="Costs in `currency`: money counted, energy, and what is left out for reasons that are costs."
    )
    money_counted = Money(help_text="What counts as purchases and capital goods, with or without a category.")
    money_covered = Money(help_text="The part of it that has a factor.")
    coverage = serializers.SerializerMethodField(help_text="Share of the counted money that has a factor.")
    mapping_version = serializers.IntegerField(source="mapping_number")
    gwp_set = serializers.SerializerMethodField(help_text="Warming potentials: AR4, AR5 or AR6.")
    calculated_by = serializers.CharField(source="actor_name")

    class Meta:
        model = Footprint
        fields = [
            "footprint", "organisation", "year", "currency", "total_kg", "low_kg", "high_kg", "energy_kg", "money_in",
            "money_counted", "money_covered", "coverage", "factor_set", "mapping_version", "method_version", "gwp_set",
            "basis_hash", "calculated_by", "calculated_at",
        ]  # fmt: skip
        read_only_fields = fields

    def get_coverage(self, footprint: Footprint) -> str | None:
        """Return a decimal between 0 and 1; None where it cannot be told."""
        return footprint.result["coverage"]  # type: ignore[no-any-return]

    def get_gwp_set(self, footprint: Footprint) -> str | None:
        """Return the warming potentials that the factors count with."""
        return footprint.result["gwp_set"]  # type: ignore[no-any-return]


class ReasonMoneyOutput(serializers.Serializer[Any]):
    """Money that does not count, by the reason of its rule."""

    reason = serializers.CharField()
    currency = serializers.CharField()
    amount = serializers.CharField()


class FlagMoneyOutput(serializers.Serializer[Any]):
    """Money whose figure carries a flag, such as a factor of another year."""

    flag = serializers.CharField()
    currency = serializers.CharField()
    amount = serializers.CharField()


class FootprintDetail(FootprintOutput):
    """One frozen calculation with what it rests on."""

    gsd2 = serializers.CharField(source="result.gsd2", allow_null=True, help_text="GSD² of the total.")
    energy_low_kg = serializers.CharField(source="result.energy.low_kg", allow_null=True)
    energy_high_kg = serializers.CharField(source="result.energy.high_kg", allow_null=True)
    excluded = ReasonMoneyOutput(source="result.excluded", many=True)
    flagged = FlagMoneyOutput(source="result.flagged", many=True)
    factor_sets = serializers.ListField(source="result.factor_sets", child=serializers.CharField())
    price_sources = serializers.ListField(source="result.price_sources", child=serializers.CharField())
    is_outdated = serializers.SerializerMethodField(
        help_text="Whether a new calculation on the same set would rest on something else."
    )

    class Meta(FootprintOutput.Meta):
        fields = [
            *FootprintOutput.Meta.fields, "gsd2", "energy_low_kg", "energy_high_kg", "excluded", "flagged",
            "factor_sets", "price_sources", "is_outdated",
        ]  # fmt: skip
        read_only_fields = fields

    def get_is_outdated(self, footprint: Footprint) -> bool:
        """Return whether accounts, rules, published figures or the method have changed since."""
        return bool(outdated([footprint]))


class FootprintParameters(Parameters):
    """Which footprints."""

    year = serializers.IntegerField(required=False, min_value=1900, max_value=2200, help_text="The year of accounts.")
    factor_set = CodeText(required=False, help_text="The set that was tried first.")


class CalculationInput(Input):
    """What to calculate."""

    year = serializers.IntegerField(min_value=1900, max_value=2200)
    factor_set = CodeText(default=DEFAULT_FACTOR_SET, help_text="Tried first.")


class FootprintsView(ClientView):
    """The footprints of an organisation."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List footprints", output=FootprintOutput, many=True, parameters=FootprintParameters)
    def get(self) -> Response:
        """The newest calculation first; earlier ones stay."""
        found = Footprint.objects.filter(organisation=self.organisation, **self.asked)
        return self.page(NewestFirst(found.select_related("organisation").defer("basis", "imports")), FootprintOutput)

    @operation("Calculate a footprint", output=JobOutput, status=202, body=CalculationInput, headers=[LOCATION])
    def post(self) -> Response:
        """A job calculates the year on the newest accounts, rules and figures and gives the footprint's id.

        The same basis gives the same footprint.
        """
        year, factor_set = self.sent["year"], self.sent["factor_set"]
        known = {usable.code for usable in sets_to_choose(self.organisation)}
        if factor_set not in known:
            sentence = _("There is no factor set %(code)s. These are there: %(known)s.")
            words = {"code": factor_set, "known": ", ".join(sorted(known))}
            raise UnfitError({"factor_set": [ErrorDetail(sentence % words, "unknown_factor_set")]})
        if year not in years_with_spend(self.organisation.pk):
            sentence = _("There are no accounts for %(year)s yet. Import a ledger that covers the year first.")
            raise UnfitError({"year": [ErrorDetail(sentence % {"year": year}, "no_accounts")]})
        job = start_once(
            "emissions.calculate_footprint", organisation_id=self.organisation.pk, year=year, factor_set=factor_set
        )
        return accepted(job, self.organisation)


class FootprintView(ClientView):
    """One footprint."""

    needs = {"GET": READING}

    @operation("Read a footprint", output=FootprintDetail)
    def get(self, footprint: UUID) -> Response:
        """The total with its interval, what stands behind it and what it rests on. Never changes."""
        return Response(FootprintDetail(seen_in(self, footprint).footprint).data)


def seen_in(view: ClientView, uuid: UUID) -> SeenFootprint:
    """Return the footprint of the organisation in the address as the client may see it; Http404 where it may not.

    Breakdowns that were left for later are made when the owner first asks.
    """
    seen = footprint_seen(uuid)
    if seen is None or seen.footprint.organisation_id != view.organisation.pk:
        raise Http404
    if seen.footprint.organisation_id in current_access().writable:
        break_down(seen.footprint)
    return seen
