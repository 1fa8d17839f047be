"""How much of the counted money has a factor.

Source: docs/methods/coverage.md. Counted are purchases, capital goods and what is not classified; energy stands apart.
Amounts are netted within a category, year and currency, and weighed by their size, so that credit notes cannot lift
the share.
"""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from emissions.calculations.price_levels import ExchangeRates
from emissions.calculations.results import IN_TOTAL, Coverage, CurrencyCoverage, Treatment
from emissions.calculations.totals import Total

COUNTED = IN_TOTAL | {Treatment.UNCLASSIFIED}
SHARE_PLACES = Decimal("0.000001")


def coverage_of(rows: Iterable[tuple[Total, bool]], rates: ExchangeRates) -> Coverage:
    """Return the coverage of rows, each with whether it has a factor."""
    net: dict[tuple[str, int, str | None, Treatment, bool], Decimal] = defaultdict(Decimal)
    for row, has_factor in rows:
        if row.treatment in COUNTED:
            net[row.currency, row.year, row.category, row.treatment, has_factor] += row.amount
    counted: dict[str, Decimal] = defaultdict(Decimal)
    with_factor: dict[str, Decimal] = defaultdict(Decimal)
    for (currency, _, _, _, has_factor), amount in net.items():
        counted[currency] += amount
        with_factor[currency] += amount if has_factor else Decimal(0)
    by_currency = tuple(CurrencyCoverage(name, counted[name], with_factor[name]) for name in sorted(counted))
    weights = {key: _weight(amount, key[0], key[1], rates, alone=len(counted) == 1) for key, amount in net.items()}
    return Coverage(_share(weights), by_currency)


def _weight(amount: Decimal, currency: str, year: int, rates: ExchangeRates, *, alone: bool) -> Decimal | None:
    rate = Decimal(1) if alone else rates.per_euro_in(currency, year)
    return None if rate is None else abs(amount) / rate


def _share(weights: dict[tuple[str, int, str | None, Treatment, bool], Decimal | None]) -> Decimal | None:
    known = {key: weight for key, weight in weights.items() if weight is not None}
    whole = sum(known.values(), Decimal(0))
    if len(known) < len(weights) or not whole:
        return None
    covered = sum((weight for key, weight in known.items() if key[-1]), Decimal(0))
    return (covered / whole).quantize(SHARE_PLACES)
