"""Where a step of a calculation comes from: factor sets, price indices and exchange rates, named for readers."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.calculations.data_folders import Source
from emissions.queries.known_sets import pinned_set
from emissions.queries.own_sets import PREFIX
from emissions.queries.published import price_data
from emissions.reports.category_words import in_language
from foundation.money import PriceBasis
from foundation.problems import translatable

PRICE_BASES = {
    PriceBasis.BASIC: gettext_lazy("Producer's price"),
    PriceBasis.PURCHASER_EX_TAXES: gettext_lazy("Purchaser's price without product taxes"),
    PriceBasis.PURCHASER_INCL_TAXES: gettext_lazy("Purchaser's price with product taxes"),
    PriceBasis.PURCHASER: gettext_lazy("Purchaser's price"),
}

# What the shipped folders say of their publishers, to be translated where it is shown.
PUBLISHERS = (
    translatable(
        "Klimatrappa, from tables of Miljødirektoratet, XIO Sustainability Analytics and Statistics Norway (CaFEAN 1.1)"
    ),
    translatable("Klimatrappa, from tables of Statistics Norway"),
    translatable("US Environmental Protection Agency, Office of Research and Development"),
    translatable(
        "World Bank, World Development Indicators FP.CPI.TOTL.ZG, from national statistical offices and the IMF"
    ),
    translatable("European Central Bank, euro foreign exchange reference rates"),
    translatable("Statistics Norway, table 09170, output at basic values"),
    translatable("Department for Energy Security and Net Zero (DESNZ), United Kingdom"),
    translatable("ADEME and INRAE, France"),
    translatable("Miljødirektoratet and NVE, Norway"),
    translatable("Association of Issuing Bodies (AIB), as listed by Ignite"),
)
ATTRIBUTIONS = (
    translatable(
        "Derived by Klimatrappa from the CaFEAN model 1.1 (Miljødirektoratet, XIO Sustainability Analytics, Statistics "
        "Norway), EXIOBASE 3.8.2 (EXIOBASE consortium, CC BY-SA 4.0) and the national accounts and emission accounts "
        "of Statistics Norway (CC BY 4.0)."
    ),
    translatable(
        "Derived by Klimatrappa from input–output tables, supply tables and emission accounts of Statistics Norway "
        "(CC BY 4.0)."
    ),
    translatable(
        "US EPA, Supply Chain Greenhouse Gas Emission Factors v1.2 by NAICS-6, doi 10.23719/1528686. A work of the US "
        "federal government in the public domain; the EPA does not endorse this use."
    ),
    translatable(
        "US EPA, Supply Chain Greenhouse Gas Emission Factors v1.3 by NAICS-6, doi 10.23719/1531143. A work of the US "
        "federal government in the public domain; the EPA does not endorse this use."
    ),
    translatable(
        "Contains public sector information licensed under the Open Government Licence v3.0: UK Government "
        "GHG conversion factors for company reporting 2025, Department for Energy Security and Net Zero."
    ),
    translatable("AGRIBALYSE 3.1, ADEME and INRAE, Licence Ouverte 2.0 (Etalab)."),
    translatable(
        "Contains data under the Norwegian licence for Open Government data (NLOD) made available by "
        "Miljødirektoratet and the Norwegian Water Resources and Energy Directorate (NVE)."
    ),
    translatable(
        "European Residual Mixes 2019–2021, Association of Issuing Bodies, as listed in carbon-accounting by "
        "Ignite (CC BY-SA 4.0)."
    ),
)


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source as pages show it; empty texts are not known."""

    title: str
    reference: str
    publisher: str = ""
    licence: str = ""
    licence_url: str = ""
    attribution: str = ""
    url: str = ""


def price_basis_name(basis: PriceBasis) -> str:
    """Return what the money under a factor is."""
    return str(PRICE_BASES[basis])


def price_source(reference: str) -> NamedSource:
    """Return the price index or exchange rates that a step names; of a version no longer shipped only the reference."""
    source = price_data().source(reference)
    return named(source) if source else NamedSource(reference, reference)


def factor_source(code: str, version: str) -> NamedSource:
    """Return the factor set that a step names; of a version no longer shipped only the reference."""
    known = pinned_set(code, version)
    return named(known.source) if known else NamedSource(f"{code}@{version}", f"{code}@{version}")


def named(source: Source) -> NamedSource:
    """Return a source with its title in the reader's language."""
    is_own = source.code.startswith(PREFIX)
    return NamedSource(
        title=in_language(source.title),
        reference=_("version %(number)s") % {"number": source.version} if is_own else source.reference,
        publisher=source.publisher if is_own else _(source.publisher),
        licence=source.licence.id,
        licence_url=source.licence.url,
        attribution=source.licence.attribution if is_own else _(source.licence.attribution),
        url=source.origin_url,
    )
