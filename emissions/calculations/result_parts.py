"""The rows that frozen footprints are broken down into, for one or many footprints at once.

`book` is the place of a footprint in the sequence. Money stands in the footprint's own currency, and as JSON beside it
in others: {"NOK": "12.5000"}; they are never added up. Kilograms are rounded once, to the milligram that tables hold.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import polars as pl

from emissions.calculations.results import IN_TOTAL, FootprintResult, Treatment
from emissions.calculations.sums import CATEGORY, ENERGY_CATEGORY, GHG_CATEGORY

MILLIGRAM = Decimal("0.000001")
MONEY, KG = pl.Decimal(24, 4), pl.Decimal(24, 6)
PART_SCHEMA: Mapping[str, pl.DataType] = {
    "book": pl.Int64(),
    "key": pl.String(),
    "is_energy": pl.Boolean(),
    "amount": MONEY,
    "other_money": pl.String(),
    "lines": pl.Int64(),
    "kg": KG,
    "low_kg": KG,
    "high_kg": KG,
}
_INTERVAL_SCHEMA = {name: PART_SCHEMA[name] for name in ("book", "key", "is_energy", "kg", "low_kg", "high_kg")}
_PART = ["book", "key", "is_energy"]
_COUNTED_AS = sorted(treatment.value for treatment in IN_TOTAL)


def category_parts(
    totals: Sequence[pl.DataFrame], currencies: Sequence[str], results: Sequence[FootprintResult]
) -> pl.DataFrame:
    """Return a row per footprint and category with the columns of PART_SCHEMA, energy by spend on rows of its own.

    `totals` has treatment, category, currency, amount and lines of each footprint; what is excluded has no row. kg and
    its bounds are null where no factor covers any of a category.
    """
    rows = _together(totals, currencies, ["treatment", "category", "currency", "amount", "lines"])
    counted = rows.filter(pl.col("treatment") != Treatment.EXCLUDED).with_columns(
        key="category", is_energy=pl.col("treatment") == Treatment.ENERGY
    )
    figures = _figures(results, CATEGORY, ENERGY_CATEGORY)
    return _parts(_summed(counted).join(figures, on=_PART, how="left", maintain_order="left"))


def ghg_parts(currencies: Sequence[str], results: Sequence[FootprintResult]) -> pl.DataFrame:
    """Return a row per footprint and GHG Protocol category that has kg, with the columns of PART_SCHEMA."""
    columns = ["treatment", "ghg_category", "currency", "amount"]
    rows = _together([result.cells for result in results], currencies, columns)
    counted = rows.filter(pl.col("treatment").is_in(_COUNTED_AS)).with_columns(
        key=pl.col("ghg_category").cast(pl.String), is_energy=pl.lit(value=False), lines=pl.lit(None, dtype=pl.Int64)
    )
    figures = _figures(results, GHG_CATEGORY)
    joined = figures.join(_summed(counted), on=_PART, how="left", maintain_order="left")
    return _parts(joined.with_columns(lines=pl.lit(None, dtype=pl.Int64)))


def energy_money(parts: pl.DataFrame) -> dict[int, Decimal]:
    """Return by book the money of energy by spend in the footprint's own currency, from the rows of all parts."""
    energy = parts.filter("is_energy").group_by("book").agg(pl.col("amount").sum())
    return dict(energy.iter_rows())


def rounded(kg: Decimal) -> Decimal:
    """Round once, to the milligram that the tables hold."""
    return kg.quantize(MILLIGRAM)


def _together(frames: Sequence[pl.DataFrame], currencies: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    """Return the frames as one, with `book` and the footprint's `own` currency."""
    heights = [frame.height for frame in frames]
    own = pl.Series("own", currencies, dtype=pl.String)
    books = np.repeat(np.arange(len(frames)), heights)
    return pl.concat(frames).select(columns).with_columns(pl.Series("book", books, dtype=pl.Int64), own.gather(books))


def _figures(results: Sequence[FootprintResult], *breakdowns: str) -> pl.DataFrame:
    """Return kg and bounds of breakdowns with _INTERVAL_SCHEMA, rounded as `rounded` does: the half to even."""
    frames = [result.sums.frame for result in results]
    books = pl.Series("book", np.repeat(np.arange(len(frames)), [frame.height for frame in frames]), dtype=pl.Int64)
    is_energy = pl.col("breakdown") == ENERGY_CATEGORY
    sums = pl.concat(frames).lazy().with_columns(books, is_energy=is_energy)
    named = sums.filter(pl.col("breakdown").is_in(breakdowns))
    return named.select(pl.col(name).cast(kind) for name, kind in _INTERVAL_SCHEMA.items()).collect()


def _summed(rows: pl.DataFrame) -> pl.DataFrame:
    """Return lines and own money of each part, and its other money as JSON."""
    own = pl.col("amount").filter(pl.col("currency") == pl.col("own")).sum()
    sums = rows.group_by(_PART, maintain_order=True).agg(own.alias("amount"), pl.col("lines").sum())
    return sums.join(_other_money(rows), on=_PART, how="left", maintain_order="left")


def _parts(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col("amount").fill_null(Decimal(0)), pl.col("other_money").fill_null("{}")).select(
        pl.col(name).cast(kind) for name, kind in PART_SCHEMA.items()
    )


def _other_money(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the money in other currencies as JSON, for the parts that have any."""
    foreign = rows.filter(pl.col("currency") != pl.col("own")).group_by(*_PART, "currency").agg(pl.col("amount").sum())
    by_part: dict[tuple[object, ...], dict[str, str]] = {}
    for *part, currency, amount in foreign.sort(*_PART, "currency").iter_rows():
        by_part.setdefault(tuple(part), {})[currency] = str(amount)
    found = [(*part, json.dumps(money)) for part, money in by_part.items()]
    return pl.DataFrame(found, schema={name: PART_SCHEMA[name] for name in (*_PART, "other_money")}, orient="row")
