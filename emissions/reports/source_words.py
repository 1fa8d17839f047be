"""Where a step of a calculation comes from: factor sets, price indices and exchange rates, named for readers."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from emissions.calculations.data_folders import Source
from emissions.calculations.factor_set import FactorSet
from emissions.queries.published import factor_sets, price_data
from emissions.reports.category_words import in_language
from foundation.money import PriceBasis

PRICE_BASES = {
    PriceBasis.BASIC: gettext_lazy("Producer's price"),
    PriceBasis.PURCHASER_EX_TAXES: gettext_lazy("Purchaser's price without product taxes"),
    PriceBasis.PURCHASER_INCL_TAXES: gettext_lazy("Purchaser's price with product taxes"),
    PriceBasis.PURCHASER: gettext_lazy("Purchaser's price"),
}


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


def pinned_set(code: str, version: str) -> FactorSet | None:
    """Return the factor set if this version of it is still shipped."""
    known = factor_sets().get(code)
    return known if known and known.version == version else None


def named(source: Source) -> NamedSource:
    """Return a source with its title in the reader's language."""
    return NamedSource(
        title=in_language(source.title),
        reference=source.reference,
        publisher=source.publisher,
        licence=source.licence.id,
        licence_url=source.licence.url,
        attribution=source.licence.attribution,
        url=source.origin_url,
    )
