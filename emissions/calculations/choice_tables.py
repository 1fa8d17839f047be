"""A choice of factors as tables, so that many ledgers meet their intensities in one join."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from emissions.calculations.factor_set import FactorSet
from emissions.calculations.gaps import Gap
from emissions.calculations.intensities import Intensity
from emissions.calculations.pedigree import sigma
from emissions.calculations.uncertainty import Floats

CELLS = {
    "category": pl.String(),
    "year": pl.Int64(),
    "currency": pl.String(),
    "cell": pl.Int64(),
    "kg_per_unit": pl.Decimal(38, 12),
    "gap": pl.String(),
}
COMPONENTS = {
    "cell": pl.Int64(),
    "factor": pl.Int64(),
    "factor_set": pl.Int64(),
    "sigma": pl.Float64(),
    "kg_per_unit": pl.Float64(),
}
FLAGS = {"cell": pl.Int64(), "flag": pl.String()}


@dataclass(frozen=True, slots=True)
class ChoiceTables:
    """`cells` has a row per category, year and currency; `components` and `flags` belong to its numbered rows.

    Factors and sets are numbered; `set_sigma` is the shared spread by number of the set.
    """

    cells: pl.DataFrame
    components: pl.DataFrame
    flags: pl.DataFrame
    set_sigma: Floats


def tables_of(intensities: Iterable[Intensity], gaps: Iterable[Gap], factor_sets: Iterable[FactorSet]) -> ChoiceTables:
    """Return a choice as tables."""
    sets = {known.code: number for number, known in enumerate(factor_sets)}
    spreads = [sigma(known.quality.set_gsd2) for known in factor_sets]
    found = list(intensities)
    known = [(item.category, item.year, item.currency, cell, item.kg_per_unit, None) for cell, item in enumerate(found)]
    missing = [(gap.category, gap.year, gap.currency, None, None, gap.reason.value) for gap in gaps]
    flags = [(cell, flag.value) for cell, item in enumerate(found) for flag in item.flags]
    return ChoiceTables(
        pl.DataFrame([*known, *missing], schema=CELLS, orient="row"),
        pl.DataFrame(_components(found, sets), schema=COMPONENTS, orient="row"),
        pl.DataFrame(flags, schema=FLAGS, orient="row"),
        np.array(spreads, dtype=np.float64),
    )


def _components(found: Iterable[Intensity], sets: Mapping[str, int]) -> list[tuple[int, int, int, float, float]]:
    numbers: dict[tuple[str, str], int] = {}
    rows = []
    for cell, item in enumerate(found):
        factor_set = sets[item.factor_set]
        for component in item.components:
            factor = numbers.setdefault((item.factor_set, component.factor.code), len(numbers))
            rows.append((cell, factor, factor_set, sigma(component.gsd2), float(component.kg_per_unit)))
    return rows
