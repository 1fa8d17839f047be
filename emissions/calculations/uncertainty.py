"""How sure a sum of spend-based emissions is: a 95 % interval from the spread of its factors.

Source: docs/methods/uncertainty.md. Rules:
1. Every E is an arithmetic mean; a factor's error is lognormal with σ = ln(GSD²) / 2, so its
   variance is E² (exp σ² − 1).
2. Amounts that share a factor share its whole error: their standard deviations are added before squaring.
3. Different factors of one set err independently, except for a part that the whole set shares (σ_set).
4. Sets err independently of each other.
5. The sum is fitted as lognormal: σ² = ln(1 + Var/E²), median E / exp(σ²/2), interval median ÷ and × GSD² = exp 2σ.
6. A sum below zero mirrors the interval of its size; a sum of exactly zero with a spread has no interval.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from emissions.calculations.pedigree import sigma

Key = TypeVar("Key", bound=Hashable)
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]
GSD2_PLACES = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Interval:
    """Arithmetic mean and 95 % interval in kg CO2e, bounds to six digits; None where there is no interval."""

    mean_kg: Decimal
    low_kg: Decimal | None
    high_kg: Decimal | None
    gsd2: Decimal | None


class FactorPart(NamedTuple):
    """The part of a sum that rests on one factor: `gsd2` is the factor's own spread, without that of its set."""

    factor_set: str
    code: str
    gsd2: Decimal
    kg: Decimal


@dataclass(frozen=True, slots=True)
class FactorColumns:
    """What the columns of a table of emissions are: σ, the number of the factor and of its set; σ by set number."""

    sigma: Floats
    factor: Indices
    factor_set: Indices
    set_sigma: Floats


@dataclass(frozen=True, slots=True)
class IntervalArrays:
    """Mean and bounds in kg, and GSD², one value per footprint; NaN where there is no interval."""

    mean: Floats
    low: Floats
    high: Floats
    gsd2: Floats


def intervals(kg: Floats, columns: FactorColumns) -> IntervalArrays:
    """Return the intervals of many sums at once. `kg` has a row per footprint and a column per factor."""
    mean = kg.sum(axis=1)
    log_variance = np.log1p(np.divide(_variance(kg, columns), mean**2, out=np.full_like(mean, np.nan), where=mean != 0))
    median, gsd2 = np.abs(mean) / np.exp(log_variance / 2), np.exp(2 * np.sqrt(log_variance))
    near, far = median / gsd2, median * gsd2
    return IntervalArrays(mean, np.where(mean < 0, -far, near), np.where(mean < 0, -near, far), gsd2)


def _variance(kg: Floats, columns: FactorColumns) -> Floats:
    """Return the variance of each row by rules 1–4."""
    deviation = kg * np.sqrt(np.expm1(columns.sigma**2))
    set_of_factor = np.zeros(int(columns.factor.max(initial=-1)) + 1, dtype=np.intp)
    set_of_factor[columns.factor] = columns.factor_set
    by_factor = deviation @ _one_hot(columns.factor, len(set_of_factor))
    own = by_factor**2 @ _one_hot(set_of_factor, len(columns.set_sigma))
    mean_by_set = kg @ _one_hot(columns.factor_set, len(columns.set_sigma))
    shared = columns.set_sigma**2
    variance: Floats = (np.exp(shared) * own + np.expm1(shared) * mean_by_set**2).sum(axis=1)
    return variance


def _one_hot(numbers: Indices, size: int) -> Floats:
    table = np.zeros((len(numbers), size))
    table[np.arange(len(numbers)), numbers] = 1.0
    return table


def intervals_of(sums: Mapping[Key, Iterable[FactorPart]], set_gsd2: Mapping[str, Decimal]) -> dict[Key, Interval]:
    """Return the interval of each named sum. `set_gsd2` is the shared spread of every set that occurs.

    Sums share one table of columns, so that a factor is the same factor in all of them.
    """
    parts_by_key = {key: tuple(parts) for key, parts in sums.items()}
    column_of: dict[tuple[str, str, Decimal], int] = {}
    for parts in parts_by_key.values():
        for part in parts:
            column_of.setdefault(part[:3], len(column_of))
    kg = np.zeros((len(parts_by_key), len(column_of)))
    means: list[Decimal] = []
    for row, parts in enumerate(parts_by_key.values()):
        means.append(sum((part.kg for part in parts), Decimal(0)))
        for part in parts:
            kg[row, column_of[part[:3]]] += float(part.kg)
    arrays = intervals(kg, _columns(column_of, set_gsd2))
    return {key: _interval(means[row], arrays, row) for row, key in enumerate(parts_by_key)}


def interval_of(parts: Iterable[FactorPart], set_gsd2: Mapping[str, Decimal]) -> Interval:
    """Return the interval of one sum."""
    return intervals_of({"sum": parts}, set_gsd2)["sum"]


def _columns(columns: Iterable[tuple[str, str, Decimal]], set_gsd2: Mapping[str, Decimal]) -> FactorColumns:
    columns = list(columns)
    factors = {name: number for number, name in enumerate(dict.fromkeys((column[:2]) for column in columns))}
    sets = {name: number for number, name in enumerate(set_gsd2)}
    return FactorColumns(
        sigma=np.array([sigma(column[2]) for column in columns], dtype=np.float64),
        factor=np.array([factors[column[:2]] for column in columns], dtype=np.intp),
        factor_set=np.array([sets[column[0]] for column in columns], dtype=np.intp),
        set_sigma=np.array([sigma(value) for value in set_gsd2.values()], dtype=np.float64),
    )


def _interval(mean: Decimal, arrays: IntervalArrays, row: int) -> Interval:
    if np.isnan(arrays.gsd2[row]):
        return Interval(mean, None, None, None)
    low, high = _six_digits(arrays.low[row]), _six_digits(arrays.high[row])
    return Interval(mean, low, high, Decimal(float(arrays.gsd2[row])).quantize(GSD2_PLACES))


def _six_digits(value: float) -> Decimal:
    return Decimal(format(Decimal(f"{value:.6g}"), "f"))
