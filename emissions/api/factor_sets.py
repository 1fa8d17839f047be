"""Factor sets: published emission factors with their source, licence and what they fit."""

from typing import Any

from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from emissions.calculations.factor_set import Factor, FactorSet
from emissions.queries.published import factor_sets
from foundation.api.fields import CodeText, Names, in_language
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.pagination import InMemory
from foundation.money import PriceBasis
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs

VIEWING = {"GET": Needs("emissions.view_factor_sets")}
PRICE_BASES = [(basis.value, basis.name) for basis in PriceBasis]


class LicenceOutput(serializers.Serializer[Any]):
    """What may be done with the figures."""

    id = serializers.CharField(help_text="SPDX identifier.")
    url = serializers.CharField()
    attribution = serializers.CharField(help_text="The sentence that names the source.")


class OriginOutput(serializers.Serializer[Any]):
    """Which publication, and what was done with it."""

    url = serializers.CharField(source="origin_url")
    how = serializers.CharField(source="origin_how")
    retrieved = serializers.DateField(allow_null=True)


class QualityOutput(serializers.Serializer[Any]):
    """How sure the figures are: GSD² with its source, and pedigree scores from 1 (best) to 5."""

    basic_gsd2 = serializers.CharField()
    basic_source = serializers.CharField()
    set_gsd2 = serializers.CharField(help_text="The spread that all factors of the set share.")
    set_source = serializers.CharField()
    reliability = serializers.IntegerField()
    completeness = serializers.IntegerField()
    technology = serializers.IntegerField()


class YearsOutput(serializers.Serializer[tuple[int, int]]):
    """First and last price year."""

    first = serializers.SerializerMethodField()
    last = serializers.SerializerMethodField()

    def get_first(self, years: tuple[int, int]) -> int:
        """Return the first."""
        return years[0]

    def get_last(self, years: tuple[int, int]) -> int:
        """Return the last."""
        return years[1]


class FactorSetOutput(serializers.Serializer[FactorSet]):
    """A set of factors."""

    factor_set = serializers.CharField(source="code")
    version = serializers.CharField(help_text="The publisher's.")
    title = serializers.SerializerMethodField(help_text="In the language asked for.")
    titles = Names(source="source.title")
    publisher = serializers.CharField(source="source.publisher")
    licence = LicenceOutput(source="source.licence")
    origin = OriginOutput(source="source")
    region = serializers.CharField()
    currency = serializers.CharField()
    gwp_set = serializers.CharField(help_text="Warming potentials: AR4, AR5 or AR6.")
    lca_model = serializers.CharField()
    biogenic_co2 = serializers.CharField()
    years = YearsOutput()
    price_bases = serializers.ListField(child=serializers.ChoiceField(choices=PRICE_BASES))
    spend_variant = serializers.CharField(help_text="The variant that serves spend.")
    fits = Names(help_text="What it fits, in plain words.")
    does_not_fit = Names()
    uncertainty = QualityOutput(source="quality")
    codes = serializers.SerializerMethodField(help_text="How many product groups.")
    factors = serializers.SerializerMethodField(help_text="How many figures.")

    def get_title(self, factor_set: FactorSet) -> str:
        """Return the title in the reader's language."""
        return in_language(factor_set.source.title) or factor_set.code

    def get_codes(self, factor_set: FactorSet) -> int:
        """Return the number of product groups."""
        return len(factor_set.codes)

    def get_factors(self, factor_set: FactorSet) -> int:
        """Return the number of figures."""
        return len(factor_set.factors)


class FactorOutput(serializers.Serializer[Factor]):
    """One figure: kg CO2 equivalents per unit of money."""

    code = serializers.CharField()
    name = serializers.SerializerMethodField(help_text="In the language asked for.")
    names = serializers.SerializerMethodField()
    not_for = serializers.SerializerMethodField(help_text="Uses that it must not serve, such as fuel or medicine.")
    price_year = serializers.IntegerField()
    ghg_year = serializers.IntegerField(help_text="Year of the emissions.")
    price_basis = serializers.ChoiceField(choices=PRICE_BASES)
    variant = serializers.CharField()
    unit = serializers.CharField()
    kg_per_unit = serializers.SerializerMethodField(help_text="A decimal.")
    identity = serializers.SerializerMethodField(help_text="As results pin it.")

    def get_name(self, factor: Factor) -> str:
        """Return the product group's name in the reader's language."""
        return in_language(self._names(factor)) or factor.code

    def get_names(self, factor: Factor) -> dict[str, str]:
        """Return the product group's names."""
        return self._names(factor)

    def get_not_for(self, factor: Factor) -> list[str]:
        """Return the uses in alphabetical order."""
        return sorted(self.context["factor_set"].codes[factor.code].not_for)

    def get_kg_per_unit(self, factor: Factor) -> str:
        """Return the figure as it was published."""
        return format(factor.kg_per_unit, "f")

    def get_identity(self, factor: Factor) -> str:
        """Return source, version, code, region, years, basis, variant and warming potentials in one text."""
        return str(self.context["factor_set"].identity(factor))

    def _names(self, factor: Factor) -> dict[str, str]:
        return dict(self.context["factor_set"].codes[factor.code].names)


class FactorParameters(Parameters):
    """Which figures."""

    code = CodeText(required=False, help_text="A product group.")
    price_year = serializers.IntegerField(
        required=False, min_value=1900, max_value=2200, help_text="Year of the money."
    )
    price_basis = serializers.ChoiceField(choices=PRICE_BASES, required=False, help_text="What the money is.")
    variant = CodeText(required=False, help_text="Such as domestic.")


class FactorSetsView(ClientView):
    """All factor sets."""

    needs = VIEWING

    @operation("List factor sets", output=FactorSetOutput, many=True)
    def get(self) -> Response:
        """The sets that footprints can be calculated with."""
        return self.page(InMemory(list(factor_sets().values()), lambda known: (known.code,)), FactorSetOutput)


class FactorSetView(ClientView):
    """One factor set."""

    needs = VIEWING

    @operation("Read a factor set", output=FactorSetOutput)
    def get(self, factor_set: str) -> Response:
        """Source, licence, what it fits and how sure it is."""
        return Response(FactorSetOutput(_known(factor_set)).data)


class FactorsView(ClientView):
    """The figures of one set."""

    needs = VIEWING

    @operation("List factors", output=FactorOutput, many=True, parameters=FactorParameters)
    def get(self, factor_set: str) -> Response:
        """All figures, or those with a code, year, price basis or variant."""
        known = _known(factor_set)
        found = [
            factor
            for factor in known.factors
            if all(getattr(factor, name) == value for name, value in self.asked.items())
        ]
        return self.page(InMemory(found, _key, (str, int, str, str)), FactorOutput, factor_set=known)


def _key(factor: Factor) -> tuple[str, int, str, str]:
    return factor.code, factor.price_year, factor.price_basis.value, factor.variant


def _known(code: str) -> FactorSet:
    if code not in factor_sets():
        raise Http404
    return factor_sets()[code]
