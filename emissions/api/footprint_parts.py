"""What a footprint is made of: its parts by dimension, its gaps, and the intensities behind it."""

from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response

from emissions.api.footprints import READING, seen_in
from emissions.models import FootprintGap, FootprintPart, Intensity
from emissions.models.footprints import Dimension
from emissions.reports.category_words import category_name, ghg_name, part_key, part_name
from emissions.reports.reason_words import gap_sentence
from foundation.api.fields import CodeText, Kilograms, Money
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import OldestFirst
from organisations.api.client_view import ClientView


class PartOutput(serializers.ModelSerializer[FootprintPart]):
    """One row of one breakdown."""

    key = serializers.SerializerMethodField(
        help_text="Category, supplier key, unit, account, month or GHG Protocol number; personal numbers are hidden."
    )
    name = serializers.SerializerMethodField(help_text="In the language asked for, or as the accounts have it.")
    is_energy = serializers.BooleanField(help_text="Screening of energy by spend; in no total.")
    amount = Money(help_text="In the footprint's currency.")
    other_money = serializers.DictField(child=Money(), help_text="Money in other currencies, by currency.")
    lines = serializers.IntegerField(allow_null=True)
    kg = Kilograms(allow_null=True, help_text="Null where no factor covers any of it.")
    low_kg = Kilograms(allow_null=True)
    high_kg = Kilograms(allow_null=True)

    class Meta:
        model = FootprintPart
        fields = ["dimension", "key", "name", "is_energy", "amount", "other_money", "lines", "kg", "low_kg", "high_kg"]
        read_only_fields = fields

    def get_key(self, part: FootprintPart) -> str:
        """Return what the row is known by."""
        return part_key(part.key)

    def get_name(self, part: FootprintPart) -> str:
        """Return what a reader calls the row."""
        if part.dimension == Dimension.CATEGORY:
            return category_name(part.key)
        return ghg_name(int(part.key)) if part.dimension == Dimension.GHG_CATEGORY else self._named(part)

    @staticmethod
    def _named(part: FootprintPart) -> str:
        return part.key if part.dimension == Dimension.MONTH else part_name(part.dimension, part.key, part.label)


class GapOutput(serializers.ModelSerializer[FootprintGap]):
    """Money that counts, or energy, without a figure."""

    category = serializers.CharField(help_text="Empty where the money has no category.")
    message = serializers.SerializerMethodField(help_text="Why, in a sentence.")
    amount = Money()

    class Meta:
        model = FootprintGap
        fields = ["category", "treatment", "reason", "message", "currency", "amount"]
        read_only_fields = fields

    def get_message(self, gap: FootprintGap) -> str:
        """Return why there is no figure."""
        return gap_sentence(gap.reason, gap.category, self.context["factor_set"])


class IntensityOutput(serializers.ModelSerializer[Intensity]):
    """Kilograms per unit of money in one category and currency, with how it came about."""

    kg_per_unit = serializers.DecimalField(max_digits=24, decimal_places=12, allow_null=True)
    gap_reason = serializers.CharField(help_text="Why there is none; empty where there is one.")
    derivation = serializers.DictField(help_text="Factors, price index and exchange rate, each with its source.")

    class Meta:
        model = Intensity
        fields = ["category", "currency", "kg_per_unit", "gap_reason", "derivation"]
        read_only_fields = fields


class PartParameters(Parameters):
    """Which breakdown."""

    dimension = serializers.ChoiceField(
        choices=Dimension.values, default=Dimension.CATEGORY.value, help_text="What it is broken down by."
    )


class IntensityParameters(Parameters):
    """Which intensities."""

    category = CodeText(required=False, help_text="Only of this category.")
    currency = serializers.RegexField(r"^[A-Z]{3}\Z", trim_whitespace=False, required=False, help_text="Such as NOK.")


class PartsView(ClientView):
    """One breakdown of a footprint."""

    needs = {"GET": READING}

    @operation("List a footprint's parts", output=PartOutput, many=True, parameters=PartParameters)
    def get(self, footprint: UUID) -> Response:
        """Money and kilograms by category, month, GHG Protocol category, supplier, unit or account.

        Where an organisation shares sums only, the last three stay with it.
        """
        seen = seen_in(self, footprint)
        dimension = Dimension(self.asked["dimension"])
        if dimension not in seen.dimensions:
            raise PermissionDenied(_("%(organisation)s shares sums only.") % {"organisation": seen.owner}, "not_shared")
        return self.page(OldestFirst(seen.footprint.parts.filter(dimension=dimension)), PartOutput)


class GapsView(ClientView):
    """What a footprint lacks."""

    needs = {"GET": READING}

    @operation("List a footprint's gaps", output=GapOutput, many=True)
    def get(self, footprint: UUID) -> Response:
        """Money that counts and has no figure, with the reason; it is in no total."""
        found = seen_in(self, footprint).footprint
        return self.page(OldestFirst(found.gaps.all()), GapOutput, factor_set=found.factor_set)


class IntensitiesView(ClientView):
    """What a footprint multiplies with."""

    needs = {"GET": READING}

    @operation("List a footprint's intensities", output=IntensityOutput, many=True, parameters=IntensityParameters)
    def get(self, footprint: UUID) -> Response:
        """Kilograms per unit of money, or why there are none; each amount times its intensity sums to the kilograms."""
        found = seen_in(self, footprint).footprint.intensity_set.intensities.filter(**self.asked)
        return self.page(OldestFirst(found), IntensityOutput)
