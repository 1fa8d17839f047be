"""Kilograms CO2e per unit of money, with everything they were made from.

Source: docs/methods/spend_based.md. The intensity is the one rounded quantity of the method: it is kept to twelve
decimals, and amounts times intensities are exact from there on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from emissions.calculations.factor_set import Factor
from emissions.calculations.price_levels import ExchangeStep, PriceStep

INTENSITY_PLACES = Decimal("1e-12")
EXACT = Context(prec=50)  # wide enough for the sums of any ledger


class Flag(StrEnum):
    """What a reader should know about a figure beside its interval."""

    NEAREST_YEAR = "nearest_year"  # the factor is of another year than the spend
    ALL_ITEMS_INDEX = "all_items_index"  # deflated with consumer prices of all items, not of the product
    INDEX_ENDED = "index_ended"  # deflated with the last published index, which is older than the spend
    PROXY_REGION = "proxy_region"  # the set is of another country
    OTHER_FACTOR_SET = "other_factor_set"  # the first set has no usable factor


@dataclass(frozen=True, slots=True)
class Component:
    """One factor's part of an intensity. `kg_per_unit` includes the weight, the price step and the exchange step."""

    factor: Factor
    names: Mapping[str, str]
    weight: Decimal
    price: PriceStep | None
    exchange: ExchangeStep | None
    gsd2: Decimal
    kg_per_unit: Decimal


@dataclass(frozen=True, slots=True)
class Intensity:
    """kg CO2e per unit of `currency` spent on a category in a year; the components sum to it exactly."""

    category: str
    year: int
    currency: str
    kg_per_unit: Decimal
    factor_set: str
    factor_set_version: str
    gwp_set: str
    components: tuple[Component, ...]
    flags: tuple[Flag, ...] = ()
