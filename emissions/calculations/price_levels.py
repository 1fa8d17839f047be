"""Prices of one year in those of another, and one currency in another: the middle terms of spend × P/P ÷ FX × EF.

Source: docs/methods/price_levels.md. Spend is deflated in its own currency and country to the price year of the factor,
then converted with that year's average rate. A year after the last of an index takes that last one, for a few years,
and the reader is told. Whatever else is not published is None and becomes a gap, never a guess.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from emissions.calculations.data_folders import Source

EURO = "EUR"
ONE = Decimal(1)
CARRIED_YEARS = 3  # so long after its last year an index still serves


class Spend(NamedTuple):
    """Money of one year: its currency (ISO 4217) and the country of the buyer (ISO 3166, two letters)."""

    currency: str
    country: str
    year: int


class IndexScope(StrEnum):
    """What a price index follows: one group of products, or all consumer goods and services."""

    PRODUCT = "product"
    ALL_ITEMS = "all_items"


@dataclass(frozen=True, slots=True)
class PriceStep:
    """Spend of `from_year` in prices of `to_year`: multiply by to_index / from_index of one published series.

    `from_year` is before the spend's own year where the series ends before it.
    """

    source: str
    series: str
    scope: IndexScope
    from_year: int
    to_year: int
    from_index: Decimal
    to_index: Decimal

    @property
    def ratio(self) -> Decimal:
        """What the amount is multiplied by."""
        return self.to_index / self.from_index


@dataclass(frozen=True, slots=True)
class ExchangeStep:
    """One currency in another with the averages of one year: divide by from_per_euro / to_per_euro."""

    source: str
    from_currency: str
    to_currency: str
    year: int
    from_per_euro: Decimal
    to_per_euro: Decimal

    @property
    def rate(self) -> Decimal:
        """Units of the spend's currency for one unit of the factor's."""
        return self.from_per_euro / self.to_per_euro


@dataclass(frozen=True, slots=True)
class IndexSeries:
    """One published series: the currency it deflates, whether it stands for that currency, the index by year."""

    currency: str
    home: bool
    by_year: Mapping[int, Decimal]

    @property
    def last_year(self) -> int:
        """The newest year that is published."""
        return max(self.by_year)

    def year_for(self, year: int) -> int | None:
        """Return the published year that stands for `year`: itself, the last one shortly after it, or nothing."""
        if year in self.by_year:
            return year
        return self.last_year if 0 < year - self.last_year <= CARRIED_YEARS else None


@dataclass(frozen=True, slots=True)
class PriceIndexSet:
    """Price indices of one source. Series are named by country or, for products, by their code in the `factor_sets`."""

    source: Source
    scope: IndexScope
    series: Mapping[str, IndexSeries]
    factor_sets: frozenset[str] = frozenset()

    def series_name(self, currency: str, country: str, factor_set: str, code: str) -> str | None:
        """Return the series that deflates this spend: the product's, else the country's, else the currency's home."""
        if self.scope is IndexScope.PRODUCT:
            fits = factor_set in self.factor_sets and code in self.series and self.series[code].currency == currency
            return code if fits else None
        if country in self.series and self.series[country].currency == currency:
            return country
        return next((name for name, series in self.series.items() if series.home and series.currency == currency), None)


@dataclass(frozen=True, slots=True)
class ExchangeRates:
    """Yearly averages of units of a currency for one euro, by currency and year."""

    source: Source
    per_euro: Mapping[tuple[str, int], Decimal]

    def per_euro_in(self, currency: str, year: int) -> Decimal | None:
        """Return the year's average rate of a currency, one for the euro itself, None where none is published."""
        return ONE if currency == EURO else self.per_euro.get((currency, year))

    def step(self, from_currency: str, to_currency: str, year: int) -> ExchangeStep | None:
        """Return the conversion with a year's averages, or None where a rate is missing."""
        from_rate, to_rate = self.per_euro_in(from_currency, year), self.per_euro_in(to_currency, year)
        if from_rate is None or to_rate is None:
            return None
        return ExchangeStep(self.source.reference, from_currency, to_currency, year, from_rate, to_rate)


@dataclass(frozen=True, slots=True)
class PriceData:
    """The price indices, in order of preference, and the exchange rates that a calculation pins."""

    indices: tuple[PriceIndexSet, ...]
    rates: ExchangeRates

    @property
    def references(self) -> tuple[str, ...]:
        """Code and version of every source, as results pin them."""
        return (*(index.source.reference for index in self.indices), self.rates.source.reference)

    def source(self, reference: str) -> Source | None:
        """Return the source that a step names."""
        sources = [*(index.source for index in self.indices), self.rates.source]
        return next((source for source in sources if source.reference == reference), None)

    def follows(self, factor_set: str, code: str) -> bool:
        """Whether some index follows the prices of this one product group."""
        return any(factor_set in index.factor_sets and code in index.series for index in self.indices)

    def price_step(
        self, spend: Spend, to_year: int, factor_set: str, code: str, cover: Iterable[int] = ()
    ) -> PriceStep | None:
        """Return the step with the first index that holds both years, and all of `cover`.

        Where none does, the one that ended last serves, if it ended shortly before; None where no index does.
        """
        fitting = list(self._fitting(spend, factor_set, code))
        needed = {spend.year, to_year, *cover}
        whole = [entry for entry in fitting if needed <= entry[2].by_year.keys()]
        carried = [entry for entry in fitting if all(entry[2].year_for(year) for year in needed)]
        found = whole[0] if whole else max(carried, key=lambda entry: entry[2].last_year, default=None)
        if found is None or to_year not in found[2].by_year:
            return None
        index, name, series = found
        from_year = series.year_for(spend.year) or spend.year
        values = series.by_year[from_year], series.by_year[to_year]
        return PriceStep(index.source.reference, name, index.scope, from_year, to_year, *values)

    def _fitting(self, spend: Spend, factor_set: str, code: str) -> Iterator[tuple[PriceIndexSet, str, IndexSeries]]:
        """Yield the series that may deflate the spend, in order of preference."""
        for index in self.indices:
            name = index.series_name(spend.currency, spend.country, factor_set, code)
            if name is not None:
                yield index, name, index.series[name]


def purchaser_price_factor(basic: Decimal, margin: Decimal, basic_share: Decimal, margin_share: Decimal) -> Decimal:
    """Turn a basic-price factor into one of purchaser price without product taxes: (b·EF + m·EF_margin) / (b + m).

    `basic` and `margin` are kg per unit of money of the product and of the trade and transport on it; the shares are
    the parts of the purchaser price that go to each, from a supply table. Product taxes carry no emissions.
    No footprint is made with it: factor sets hold purchaser prices as published; the method page shows how they arise.
    """
    return (basic_share * basic + margin_share * margin) / (basic_share + margin_share)
