"""A factor set in plain words: what it fits, where it comes from, how sure it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emissions.calculations.factor_set import FactorSet
from emissions.models import Footprint
from emissions.queries.known_sets import newest_set
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.reports.category_words import in_language
from emissions.reports.source_words import NamedSource, named, price_basis_name
from organisations.models.organisations import Country


@dataclass(frozen=True, slots=True)
class FactorSetFacts:
    """What the catalogue says of a set. `stands_in` is whether it is of another country than the reader's."""

    code: str
    source: NamedSource
    fits: str
    does_not_fit: str
    region: str
    currency: str
    years: str
    price_bases: tuple[str, ...]
    gwp_set: str
    lca_model: str
    biogenic: str
    groups: int
    figures: int
    how: str
    basic_gsd2: str
    basic_source: str
    set_gsd2: str
    set_source: str
    is_default: bool
    stands_in: bool


def facts_of(known: FactorSet, country: str) -> FactorSetFacts:
    """Return the facts of a set for a reader in `country`."""
    first, last = known.years
    return FactorSetFacts(
        code=known.code,
        source=named(known.source),
        fits=in_language(known.fits),
        does_not_fit=in_language(known.does_not_fit),
        region=country_name(known.region),
        currency=known.currency,
        years=str(first) if first == last else f"{first}–{last}",
        price_bases=tuple(price_basis_name(basis) for basis in known.price_bases),
        gwp_set=known.gwp_set,
        lca_model=known.lca_model,
        biogenic=known.biogenic_co2,
        groups=len(known.codes),
        figures=len(known.factors),
        how=known.source.origin_how,
        basic_gsd2=str(known.quality.basic_gsd2),
        basic_source=known.quality.basic_source,
        set_gsd2=str(known.quality.set_gsd2),
        set_source=known.quality.set_source,
        is_default=known.code == DEFAULT_FACTOR_SET,
        stands_in=known.region != country,
    )


def is_of_another_country(footprint: Footprint) -> bool:
    """Whether the factor set that a footprint was calculated with is of another country than its owner."""
    known = newest_set(footprint.factor_set)
    return known is not None and known.region != footprint.organisation.country


def stand_in_regions(footprint: Footprint) -> list[str]:
    """Return the other countries whose factors a footprint uses in place of its own country's."""
    codes = [reference.partition("@")[0] for reference in footprint.result["factor_sets"]]
    regions = dict.fromkeys(known.region for code in codes if (known := newest_set(code)))
    return [country_name(region) for region in regions if region != footprint.organisation.country]


def country_name(code: str) -> str:
    """Return the name of a country that sets come from."""
    names = {str(country.value): str(country.label) for country in Country} | {"US": _("United States")}
    return names.get(code, code)
