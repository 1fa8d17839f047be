"""Sets of factors by activity: published kg per litre, kilometre or kilogram, with source, licence and conversions."""

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.api.factor_sets import VIEWING, LicenceOutput, OriginOutput, YearsOutput
from emissions.calculations.activity_factor_set import (
    ActivityFactor,
    ActivityFactorSet,
    Conversion,
    Covers,
    Gases,
)
from emissions.queries.activity_factors import factors_found
from emissions.queries.published import activity_factor_sets
from foundation.api.fields import Names, WordsText, in_language
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from organisations.api.client_view import ClientView

GASES = [(each.value, each.name) for each in Gases]
COVERS = [(each.value, each.name) for each in Covers]


class ActivityFactorSetOutput(serializers.Serializer[ActivityFactorSet]):
    """A set of factors by activity."""

    factor_set = serializers.CharField(source="code", help_text="As a part of a series names it.")
    version = serializers.CharField(
        source="source.version", help_text="Of the set; a part keeps the one it was chosen from."
    )
    release = serializers.CharField(source="source.origin_release", help_text="As the publisher names it.")
    title = serializers.SerializerMethodField(help_text="In the language asked for.")
    titles = Names(source="source.title")
    publisher = serializers.CharField(source="source.publisher")
    licence = LicenceOutput(source="source.licence")
    origin = OriginOutput(source="source")
    gwp_set = serializers.CharField(help_text="Warming potentials.")
    gases = serializers.ListField(
        child=serializers.ChoiceField(choices=GASES), help_text="CO2e, CO2, or bCO2: biogenic CO2."
    )
    years = YearsOutput(help_text="That figures are for.")
    fits = Names(help_text="What it fits, in plain words.")
    does_not_fit = Names()
    factors = serializers.SerializerMethodField(help_text="How many.")

    def get_title(self, known: ActivityFactorSet) -> str:
        """Return the title in the reader's language."""
        return in_language(known.source.title) or known.code

    def get_factors(self, known: ActivityFactorSet) -> int:
        """Return the number of factors."""
        return len(known.factors)


class UnitConversionOutput(serializers.Serializer[Conversion]):
    """How much of to_unit one from_unit of the thing is."""

    from_unit = serializers.CharField()
    to_unit = serializers.CharField()
    amount = serializers.SerializerMethodField(help_text="A decimal.")
    source = serializers.CharField()  # type: ignore[assignment] # a name of a field, too

    def get_amount(self, conversion: Conversion) -> str:
        """Return the amount as it was published."""
        return format(conversion.amount, "f")


class ActivityFactorOutput(serializers.Serializer[ActivityFactor]):
    """One figure: kg per unit of activity; null is not known."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField(help_text="In the language asked for.")
    names = Names()
    group = serializers.CharField()
    group_name = serializers.SerializerMethodField(help_text="In the language asked for.")
    region = serializers.CharField()
    year = serializers.IntegerField(help_text="That the figure is for.")
    scope = serializers.IntegerField(help_text="Of the GHG Protocol, where the organisation itself does it.")
    covers = serializers.ChoiceField(choices=COVERS, help_text="use: indirect_kg can be added; whole: life cycle.")
    gases = serializers.ChoiceField(choices=GASES, help_text="bCO2 is biogenic CO2: totals keep it apart.")
    unit = serializers.CharField()
    kg = serializers.SerializerMethodField(help_text="Per unit, a decimal.")
    indirect_kg = serializers.SerializerMethodField(help_text="What making the fuel adds; null: not published.")
    gsd2 = serializers.SerializerMethodField(
        help_text="Factor by which a 95 % interval spreads either way; null: not published."
    )
    note = serializers.CharField()
    conversions = UnitConversionOutput(many=True, help_text="That the set carries; they are taken by themselves.")

    def get_name(self, factor: ActivityFactor) -> str:
        """Return the name in the reader's language."""
        return in_language(factor.names) or factor.code

    def get_group_name(self, factor: ActivityFactor) -> str:
        """Return the group's name in the reader's language."""
        return in_language(self.context["known"].groups[factor.group]) or factor.group

    def get_kg(self, factor: ActivityFactor) -> str:
        """Return the figure as it was published."""
        return format(factor.kg, "f")

    def get_indirect_kg(self, factor: ActivityFactor) -> str | None:
        """Return what making the fuel adds."""
        return None if factor.indirect_kg is None else format(factor.indirect_kg, "f")

    def get_gsd2(self, factor: ActivityFactor) -> str | None:
        """Return the spread."""
        return None if factor.gsd2 is None else format(factor.gsd2, "f")


class ActivityFactorParameters(Parameters):
    """Which factors."""

    q = WordsText(required=False, help_text="Words in name, code, unit or group, all of them.")
    unit = WordsText(
        required=False, max_length=30, help_text="That figures are in: those per it, or with a conversion from it."
    )


class ActivityFactorSetsView(ClientView):
    """All sets of factors by activity."""

    needs = VIEWING

    @operation("List sets of factors by activity", output=ActivityFactorSetOutput, many=True)
    def get(self) -> Response:
        """The sets whose factors can be chosen for parts of activity series."""
        return self.page(InMemory(list(activity_factor_sets().values()), _code), ActivityFactorSetOutput)


class ActivityFactorSetView(ClientView):
    """One set of factors by activity."""

    needs = VIEWING

    @operation("Read a set of factors by activity", output=ActivityFactorSetOutput)
    def get(self, activity_set: str) -> Response:
        """Source, licence, and what it fits."""
        return Response(ActivityFactorSetOutput(_known(activity_set)).data)


class ActivityFactorsOfSetView(ClientView):
    """The factors of one set."""

    needs = VIEWING

    @operation("List factors by activity", output=ActivityFactorOutput, many=True, parameters=ActivityFactorParameters)
    def get(self, activity_set: str) -> Response:
        """By code: all of them, or those that words find and that take figures in a unit."""
        known = _known(activity_set)
        found = factors_found(known, self.asked.get("q", ""), unit=self.asked.get("unit", ""))
        return self.page(InMemory(found, _code), ActivityFactorOutput, known=known)


def _code(named: ActivityFactorSet | ActivityFactor) -> tuple[str]:
    return (named.code,)


def _known(code: str) -> ActivityFactorSet:
    if code not in activity_factor_sets():
        raise Http404
    return activity_factor_sets()[code]
