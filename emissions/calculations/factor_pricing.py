"""One factor brought to the money it meets: its vintage, the price step, the exchange step and its spread.

Source: docs/methods/factor_choice.md, rules 1, 2 and 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


class Steps(NamedTuple):
    """What leads from the spend's money to the factor's: kg per unit of spend is the factor times `ratio`."""

    price: PriceStep | None
    exchange: ExchangeStep | None
    gsd2: Decimal
    flags: frozenset[Flag]
    ratio: Decimal


Priced = tuple[Factor, Steps]


@dataclass(slots=True)
class Pricer:
    """Prices factors in one market; remembers steps, since most factors of a set share them."""

    market: Market
    _steps: dict[tuple[object, ...], Steps | Refusal] = field(default_factory=dict)

    def price(self, factor_set: FactorSet, code: str, year: int, currency: str) -> Priced | Refusal:
        """Return the factor of a code for money of a year and currency with its steps, or why there is none."""
        if not factor_set.serves(year):
            return Refusal(GapReason.NOT_VALID_THEN, {"factor_set": factor_set.code, "year": year})
        factor = nearest_vintage(factor_set.spend_vintages(code), self.market.vintage or year)
        if factor is None:
            return Refusal(GapReason.NO_PURCHASER_PRICE, {"factor_set": factor_set.code, "code": code})
        product = code if self.market.prices.follows(factor_set.code, code) else ""
        key = (factor_set.code, product, factor.price_year, factor.ghg_year, factor.gsd2, year, currency)
        steps = self._steps.get(key)
        if steps is None:
            steps = self._steps[key] = steps_to(
                factor_set, factor, Spend(currency, self.market.country, year), self.market
            )
        return steps if isinstance(steps, Refusal) else (factor, steps)


def nearest_vintage(vintages: Mapping[int, Factor], year: int) -> Factor | None:
    """Return the factor whose price year is nearest, the newer of two equally near; None where there is none."""
    if not vintages:
        return None
    return vintages.get(year) or vintages[min(vintages, key=lambda price_year: (abs(price_year - year), -price_year))]


def steps_to(factor_set: FactorSet, factor: Factor, spend: Spend, market: Market) -> Steps | Refusal:
    """Return the price and exchange steps from spend to a factor of a set, or which of them is not published."""
    price, exchange, year = None, None, factor.price_year
    if year != spend.year:
        price = market.prices.price_step(spend, year, factor_set.code, factor.code, market.cover)
        if price is None:
            values = {"from_year": spend.year, "to_year": year, "currency": spend.currency, "country": spend.country}
            return Refusal(GapReason.NO_PRICE_INDEX, values)
    if factor_set.currency != spend.currency:
        exchange = market.prices.rates.step(spend.currency, factor_set.currency, year)
        if exchange is None:
            values = {"from_currency": spend.currency, "to_currency": factor_set.currency, "year": year}
            return Refusal(GapReason.NO_EXCHANGE_RATE, values)
    flags = {
        Flag.NEAREST_YEAR: year != spend.year,
        Flag.ALL_ITEMS_INDEX: price is not None and price.scope is IndexScope.ALL_ITEMS,
        Flag.INDEX_ENDED: price is not None and price.from_year != spend.year,
        Flag.PROXY_REGION: factor_set.region != spend.country,
    }
    holding = frozenset(flag for flag, holds in flags.items() if holds)
    return Steps(price, exchange, _spread(factor_set, factor, spend), holding, _ratio(price, exchange))


def _ratio(price: PriceStep | None, exchange: ExchangeStep | None) -> Decimal:
    over = (price.to_index if price else ONE) * (exchange.to_per_euro if exchange else ONE)
    return over / ((price.from_index if price else ONE) * (exchange.from_per_euro if exchange else ONE))


def _spread(factor_set: FactorSet, factor: Factor, spend: Spend) -> Decimal:
    quality = factor_set.quality
    place = geographical_score(factor_set.region, spend.country, quality.similar_regions)
    time = temporal_score(spend.year - factor.ghg_year)
    scores = Scores(quality.reliability, quality.completeness, time, place, quality.technology)
    return gsd2(scores, factor.gsd2 or quality.basic_gsd2)
