"""One factor brought to the money it meets: its vintage, the price step, the exchange step and its spread.

Source: docs/methods/factor_choice.md, rules 1, 2 and 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from emissions.calculations.factor_set import Factor, FactorSet
from emissions.calculations.gaps import GapReason
from emissions.calculations.intensities import Flag
from emissions.calculations.pedigree import Scores, geographical_score, gsd2, temporal_score
from emissions.calculations.price_levels import ONE, ExchangeStep, IndexScope, PriceData, PriceStep, Spend


@dataclass(frozen=True, slots=True)
class Market:
    """Where money is spent: the buyer's country, the price data, a fixed vintage, years that an index must cover."""

    country: str
    prices: PriceData
    vintage: int | None = None
    cover: frozenset[int] = frozenset()


class Refusal(NamedTuple):
    """Why there is no factor; `values` fill the sentence of the reason."""

    reason: GapReason
    values: Mapping[str, object]


class PricedFactor(NamedTuple):
    """A factor with the steps that lead to it; kg per unit of the spend's money is numerator / denominator."""

    factor: Factor
    price: PriceStep | None
    exchange: ExchangeStep | None
    gsd2: Decimal
    flags: frozenset[Flag]
    numerator: Decimal
    denominator: Decimal


def price_factor(factor_set: FactorSet, code: str, year: int, currency: str, market: Market) -> PricedFactor | Refusal:
    """Return the factor of a code for money of a year and currency, or why there is none."""
    factor = nearest_vintage(factor_set.spend_vintages(code), market.vintage or year)
    if factor is None:
        return Refusal(GapReason.NO_PURCHASER_PRICE, {"factor_set": factor_set.code, "code": code})
    price, exchange, to_year = None, None, factor.price_year
    if to_year != year:
        spend = Spend(currency, market.country, year)
        price = market.prices.price_step(spend, to_year, factor_set.code, code, market.cover)
        if price is None:
            values = {"from_year": year, "to_year": to_year, "currency": currency, "country": market.country}
            return Refusal(GapReason.NO_PRICE_INDEX, values)
    if factor_set.currency != currency:
        exchange = market.prices.rates.step(currency, factor_set.currency, to_year)
        if exchange is None:
            values = {"from_currency": currency, "to_currency": factor_set.currency, "year": to_year}
            return Refusal(GapReason.NO_EXCHANGE_RATE, values)
    return _priced(factor_set, factor, Spend(currency, market.country, year), price, exchange)


def nearest_vintage(vintages: Mapping[int, Factor], year: int) -> Factor | None:
    """Return the factor whose price year is nearest, the newer of two equally near; None where there is none."""
    if not vintages:
        return None
    return vintages.get(year) or vintages[min(vintages, key=lambda price_year: (abs(price_year - year), -price_year))]


def _priced(
    factor_set: FactorSet, factor: Factor, spend: Spend, price: PriceStep | None, exchange: ExchangeStep | None
) -> PricedFactor:
    over = (price.to_index if price else ONE) * (exchange.to_per_euro if exchange else ONE)
    under = (price.from_index if price else ONE) * (exchange.from_per_euro if exchange else ONE)
    flags = {
        Flag.NEAREST_YEAR: factor.price_year != spend.year,
        Flag.ALL_ITEMS_INDEX: price is not None and price.scope is IndexScope.ALL_ITEMS,
        Flag.PROXY_REGION: factor_set.region != spend.country,
    }
    holding = frozenset(flag for flag, holds in flags.items() if holds)
    spread = _spread(factor_set, factor, spend)
    return PricedFactor(factor, price, exchange, spread, holding, factor.kg_per_unit * over, under)


def _spread(factor_set: FactorSet, factor: Factor, spend: Spend) -> Decimal:
    quality = factor_set.quality
    place = geographical_score(factor_set.region, spend.country, quality.similar_regions)
    time = temporal_score(spend.year - factor.ghg_year)
    scores = Scores(quality.reliability, quality.completeness, time, place, quality.technology)
    return gsd2(scores, quality.basic_gsd2)
