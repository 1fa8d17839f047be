"""Read price indices and exchange rates in this project's own format: folders with `source.toml` and one CSV file.

Fields and rules: docs/methods/price_levels.md. What is wrong comes back as problems with place, reason and remedy.
"""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from emissions.calculations.data_folders import Reader, read_source
from emissions.calculations.data_problem_texts import DataFolderError
from emissions.calculations.price_levels import ExchangeRates, IndexScope, IndexSeries, PriceData, PriceIndexSet
from foundation.problems import Problem

RATE_COLUMNS = ("currency", "year", "units_per_eur", "business_days")
SERIES_COLUMNS = {
    IndexScope.ALL_ITEMS: ("series", "year", "inflation_pct", "index"),
    IndexScope.PRODUCT: ("series", "year", "industry", "index"),
}


def read_price_index(folder: Path) -> tuple[PriceIndexSet | None, tuple[Problem, ...]]:
    """Read and check one source of price indices. Returns it, or None where it cannot be used, and what is wrong."""
    reader = Reader(folder)
    toml = reader.toml()
    source, scope = read_source(reader, toml), str(toml.get("scope"))
    if scope not in tuple(IndexScope):
        reader.problem("unknown_value", "source.toml", "scope", value=scope, allowed=", ".join(IndexScope))
        return None, tuple(reader.problems)
    columns = SERIES_COLUMNS[IndexScope(scope)]
    values = _by_year(reader, "series.csv", columns, "index", source.checksums)
    series = {name: _series(reader, toml, name, by_year) for name, by_year in values.items()}
    fits = toml.get("factor_sets")
    index = PriceIndexSet(source, IndexScope(scope), series, frozenset(fits if isinstance(fits, list) else ()))
    return (None if reader.problems else index), tuple(reader.problems)


def read_exchange_rates(folder: Path) -> tuple[ExchangeRates | None, tuple[Problem, ...]]:
    """Read and check one source of exchange rates. Returns it, or None where it cannot be used, and what is wrong."""
    reader = Reader(folder)
    source = read_source(reader, reader.toml())
    values = _by_year(reader, "rates.csv", RATE_COLUMNS, "units_per_eur", source.checksums)
    rates = {(currency, year): rate for currency, by_year in values.items() for year, rate in by_year.items()}
    return (None if reader.problems else ExchangeRates(source, rates)), tuple(reader.problems)


def load_price_data(folder: Path) -> PriceData:
    """Return every index and the exchange rates in a folder of folders, product indices before all-items ones.

    Raises DataFolderError with a sentence per problem if what the project ships is broken.
    """
    indices = []
    for child in sorted(path.parent for path in folder.glob("*/series.csv")):
        index, problems = read_price_index(child)
        if index is None:
            raise DataFolderError(child.name, problems)
        indices.append(index)
    indices.sort(key=lambda index: (index.scope is not IndexScope.PRODUCT, index.source.code))
    return PriceData(tuple(indices), _load_rates(folder))


def _load_rates(folder: Path) -> ExchangeRates:
    children = sorted(path.parent for path in folder.glob("*/rates.csv"))
    rates, problems = read_exchange_rates(children[0] if children else folder)
    if rates is None:
        raise DataFolderError((children[0] if children else folder).name, problems)
    return rates


def _by_year(
    reader: Reader, name: str, columns: tuple[str, ...], value: str, checksums: Mapping[str, str]
) -> dict[str, dict[int, Decimal]]:
    values: dict[str, dict[int, Decimal]] = {}
    for line, row in reader.rows(name, columns, checksums):
        place = f"{name} line {line}"
        year, number = reader.year(row["year"], place, "year"), reader.decimal(row[value], place, value)
        if year is None or number is None:
            continue
        if number <= 0:
            reader.problem("out_of_range", place, value, value=number, allowed="above 0")
        by_year = values.setdefault(row[columns[0]], {})
        if year in by_year:
            reader.problem("duplicate_row", place, value=f"{row[columns[0]]} {year}")
        by_year[year] = number
    return values


def _series(reader: Reader, toml: Mapping[str, object], name: str, by_year: Mapping[int, Decimal]) -> IndexSeries:
    """Return a series with its currency: stated once for all, or for each series."""
    own = toml.get("series")
    entry = own.get(name, {}) if isinstance(own, dict) else toml
    return IndexSeries(reader.text(entry, "currency", f"source.toml {name}"), bool(entry.get("home")), by_year)
