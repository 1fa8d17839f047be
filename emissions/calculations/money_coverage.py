"""How much of the counted money has a factor.

Source: docs/methods/coverage.md. Counted are purchases, capital goods and what is not classified; energy stands apart.
Amounts are netted within a category, year and currency, and weighed by their size, so that credit notes cannot lift
the share.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import polars as pl

from emissions.calculations.price_levels import ExchangeRates
from emissions.calculations.results import COUNTED, Coverage, CurrencyCoverage

SHARE_PLACES = Decimal("0.000001")
MONEY_FIELDS = ("net", "net_covered", "size", "size_covered")
NOTHING = Coverage(None, ())


class _Money(NamedTuple):
    """Money of one ledger, currency and year: net, and by size, each with the part that has a factor."""

    book: int
    currency: str
    year: int
    net: Decimal
    net_covered: Decimal
    size: Decimal
    size_covered: Decimal


def coverages_of(rows: pl.DataFrame, rates: ExchangeRates) -> dict[int, Coverage]:
    """Return the coverage by book. `rows` has the fields of Total and kg, which is null where there is no factor."""
    has_factor = pl.col("kg").is_not_null().alias("has_factor")
    counted = rows.filter(pl.col("treatment").is_in([treatment.value for treatment in COUNTED]))
    net = counted.group_by("book", "currency", "year", "category", "treatment", has_factor).agg(pl.col("amount").sum())
    amount, covered = pl.col("amount"), pl.col("amount").filter("has_factor")
    money = net.group_by("book", "currency", "year").agg(
        amount.sum().alias("net"),
        covered.sum().alias("net_covered"),
        amount.abs().sum().alias("size"),
        covered.abs().sum().alias("size_covered"),
    )
    ordered = (_Money(*row) for row in money.sort("book", "currency", "year").iter_rows())
    return {book: _coverage(list(entries), rates) for book, entries in groupby(ordered, key=itemgetter(0))}


def _coverage(money: Sequence[_Money], rates: ExchangeRates) -> Coverage:
    by_currency = [_in_currency(name, entries) for name, entries in groupby(money, key=itemgetter(1))]
    covered, whole = Decimal(0), Decimal(0)
    for entry in money:
        rate = Decimal(1) if len(by_currency) == 1 else rates.per_euro_in(entry.currency, entry.year)
        if rate is None:
            return Coverage(None, tuple(by_currency))
        covered, whole = covered + entry.size_covered / rate, whole + entry.size / rate
    return Coverage((covered / whole).quantize(SHARE_PLACES) if whole else None, tuple(by_currency))


def _in_currency(currency: str, money: Iterable[_Money]) -> CurrencyCoverage:
    entries = list(money)
    sums = (sum((getattr(entry, name) for entry in entries), Decimal(0)) for name in MONEY_FIELDS)
    return CurrencyCoverage(currency, *sums)
