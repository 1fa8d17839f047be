"""Published figures as the calculations take them: factor sets, price data, and the factors behind each category.

Read from the project's data files once per process; they are immutable within a version.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from emissions.calculations.activity_factor_set import ActivityFactorSet
from emissions.calculations.activity_factor_set_format import load_activity_factor_set
from emissions.calculations.basis import METHOD_VERSION
from emissions.calculations.factor_choice import CategoryFactors, FactorChoice, choose_factors
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.factor_set_format import load_factor_set
from emissions.calculations.price_data_format import load_price_data
from emissions.calculations.price_levels import PriceData
from emissions.queries.own_sets import OwnKey, loaded
from foundation.errors import NotFoundError
from organisations.reference.categories import categories
from organisations.reference.crosswalks import category_factors

DEFAULT_FACTOR_SET = "no-snac"
KEPT_CHOICES = 32  # readers choose sets and years, so what a process remembers has a bound


@cache
def factor_sets() -> dict[str, FactorSet]:
    """Return the shipped factor sets by code."""
    folders = sorted((_data() / "factor_sets").iterdir())
    loaded = (load_factor_set(folder) for folder in folders if (folder / "source.toml").exists())
    return {factor_set.code: factor_set for factor_set in loaded}


def factor_set_called(code: str) -> FactorSet:
    """Return one shipped set; NotFoundError names the codes there are."""
    known = factor_sets()
    if code not in known:
        raise NotFoundError(f"There is no factor set {code}. These are there: {', '.join(sorted(known))}.")
    return known[code]


@cache
def activity_factor_sets() -> dict[str, ActivityFactorSet]:
    """Return the shipped sets of factors by activity, by code."""
    folders = sorted((_data() / "activity_factor_sets").iterdir())
    loaded = (load_activity_factor_set(folder) for folder in folders if (folder / "source.toml").exists())
    return {known.code: known for known in loaded}


@cache
def price_data() -> PriceData:
    """Return the shipped price indices and exchange rates."""
    return load_price_data(_data() / "price_data")


@cache
def category_mappings() -> dict[str, tuple[CategoryFactors, ...]]:
    """Return by set code the factors and weights that stand for each category, traits included."""
    traits = {category.code: frozenset(category.traits) for category in categories()}
    return {
        code: tuple(
            CategoryFactors(category, tuple(weights), traits.get(category, frozenset()))
            for category, weights in category_factors(code).items()
        )
        for code in factor_sets()
    }


def preferred_sets(first: str, own: tuple[OwnKey, ...] = ()) -> list[FactorSet]:
    """Return the chosen set and after it those that help out and count with the same warming potentials.

    `own` are an organisation's own sets in their order of preference, the chosen one first where it is one of them.
    """
    return in_preference(first, {key.code: loaded(key).factor_set for key in own})


def in_preference(first: str, own: Mapping[str, FactorSet]) -> list[FactorSet]:
    """Return the set called `first` and those that help it out: own sets in their order, then the shipped ones."""
    chosen = own[first] if first in own else factor_set_called(first)
    helpers = [*own.values(), *(known for known in factor_sets().values() if known.helps_out)]
    return [chosen, *(known for known in helpers if known.code != first and known.gwp_set == chosen.gwp_set)]


def mappings_with(own: tuple[OwnKey, ...]) -> dict[str, tuple[CategoryFactors, ...]]:
    """Return by set code the factors that stand for each category, those of own sets with them."""
    return category_mappings() | {key.code: loaded(key).mapping for key in own}


@lru_cache(maxsize=KEPT_CHOICES)
def choice_for(
    first: str, country: str, years: tuple[int, ...], currencies: tuple[str, ...], own: tuple[OwnKey, ...] = ()
) -> FactorChoice:
    """Return the intensity or the gap of every category, year and currency, the set `first` preferred."""
    return choose_factors(
        mappings_with(own),
        factor_sets=preferred_sets(first, own),
        years=years,
        currencies=currencies,
        country=country,
        prices=price_data(),
    )


def pinned_figures(
    choice: FactorChoice, country: str, year: int, currencies: Sequence[str], owner: str = ""
) -> dict[str, Any]:
    """Return everything published that decides the figures of one country, year and set of currencies.

    The intensities and gaps stand in it by the hash of their rows, as they are kept. Beside them stand what only a sum
    needs, the spread that each set shares and the rates that weigh currencies, and what names the sources. `owner`
    names the organisation, where sets of its own take part.
    """
    return {
        **({"owner": owner} if owner else {}),
        "country": country,
        "year": year,
        "method": METHOD_VERSION,
        "factor_sets": checksums(choice.factor_sets),
        "set_gsd2": choice.set_gsd2,
        "price_data": list(choice.prices.references),
        "rates": {currency: choice.prices.rates.per_euro_in(currency, year) for currency in currencies},
        "intensities": {currency: choice.stored[year, currency].hash for currency in currencies},
    }


def ghg_categories() -> dict[str, int]:
    """Return the GHG Protocol Scope 3 category of running purchases by category code."""
    return {category.code: category.scope3 for category in categories()}


def checksums(sets: Sequence[FactorSet]) -> list[dict[str, object]]:
    """Return what a basis pins of factor sets: code, version and the hashes of their files."""
    return [{"code": known.code, "version": known.version, "checksums": dict(known.source.checksums)} for known in sets]


def _data() -> Path:
    return Path(settings.BASE_DIR) / "emissions"
