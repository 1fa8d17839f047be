"""How sure a sum of spend-based emissions is: a 95 % interval from the spread of its factors.

Source: docs/methods/uncertainty.md. Rules:
1. Every E is an arithmetic mean; a factor's error is lognormal with σ = ln(GSD²) / 2, so its variance is
   E² (exp σ² − 1).
2. Amounts that share a factor share its whole error: their standard deviations are added before squaring.
3. Different factors of one set err independently, except for a part that the whole set shares (σ_set), which
   multiplies all of them.
4. Sets err independently of each other.
5. The sum is fitted as lognormal: σ² = ln(1 + Var/E²), median E / exp(σ²/2), interval median ÷ and × GSD² = exp 2σ.
6. A sum below zero mirrors the interval of its size; a sum of exactly zero has no interval.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from emissions.calculations.pedigree import sigma

Key = TypeVar("Key", bound=Hashable)
Floats = NDArray[np.float64]
Indices = NDArray[np.intp]


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
class PartArrays:
    """Parts of many sums, one entry each: number of the sum, of the factor and of its set, the factor's σ, kg."""

    sums: Indices
    factors: Indices
    factor_sets: Indices
    sigma: Floats
    kg: Floats


@dataclass(frozen=True, slots=True)
class IntervalArrays:
    """Mean and bounds in kg, and GSD², one value per sum; NaN where there is no interval."""

    mean: Floats
    low: Floats
    high: Floats
    gsd2: Floats


def intervals(parts: PartArrays, count: int, set_sigma: Floats) -> IntervalArrays:
    """Return the intervals of `count` sums at once; `set_sigma` holds the shared σ by number of the set."""
    mean, variance = _moments(parts, count, set_sigma)
    relative = np.divide(variance, mean**2, out=np.full_like(mean, np.nan), where=mean != 0)
    log_variance = np.log1p(relative)
    median, gsd2 = np.abs(mean) / np.exp(log_variance / 2), np.exp(2 * np.sqrt(log_variance))
    near, far = median / gsd2, median * gsd2
    return IntervalArrays(mean, np.where(mean < 0, -far, near), np.where(mean < 0, -near, far), gsd2)


def _moments(parts: PartArrays, count: int, set_sigma: Floats) -> tuple[Floats, Floats]:
    """Return mean and variance of each sum by rules 1–4."""
    sets, factors = max(len(set_sigma), 1), int(parts.factors.max(initial=0)) + 1
    pairs, place = np.unique(parts.sums * factors + parts.factors, return_inverse=True)
    deviation = _summed(place, parts.kg * np.sqrt(np.expm1(parts.sigma**2)), len(pairs))
    set_of_pair = np.zeros(len(pairs), dtype=np.intp)
    set_of_pair[place] = parts.factor_sets
    own = _summed(pairs // factors * sets + set_of_pair, deviation**2, count * sets).reshape(count, sets)
    mean = _summed(parts.sums * sets + parts.factor_sets, parts.kg, count * sets).reshape(count, sets)
    shared = set_sigma**2 if len(set_sigma) else np.zeros(1)
    variance = np.exp(shared) * own + np.expm1(shared) * mean**2
    return mean.sum(axis=1), variance.sum(axis=1)


def _summed(places: Indices, values: Floats, count: int) -> Floats:
    return np.bincount(places, values, count).astype(np.float64)  # without values bincount gives whole numbers


def exact_intervals(means: Sequence[Decimal], arrays: IntervalArrays) -> list[Interval]:
    """Return intervals around exact means, with bounds to six significant digits (at most six decimals)."""
    known = [mean != 0 for mean in means]
    rows = zip(means, known, rounded_bounds(arrays).iter_rows(), strict=True)
    return [Interval(mean, *rest) if is_known else Interval(mean, None, None, None) for mean, is_known, rest in rows]


def rounded_bounds(arrays: IntervalArrays) -> pl.DataFrame:
    """Return low_kg and high_kg to six significant digits (at most six decimals), and gsd2 to three decimals."""
    columns = pl.LazyFrame({"low_kg": arrays.low, "high_kg": arrays.high, "gsd2": arrays.gsd2}).fill_nan(None)
    bounds = pl.col("low_kg", "high_kg").round_sig_figs(6).cast(pl.Decimal(38, 6))
    return columns.select(bounds, pl.col("gsd2").round(3).cast(pl.Decimal(38, 3))).collect()


def intervals_of(sums: Mapping[Key, Iterable[FactorPart]], set_gsd2: Mapping[str, Decimal]) -> dict[Key, Interval]:
    """Return the interval of each named sum. `set_gsd2` is the shared spread of every set that occurs."""
    set_numbers = {name: number for number, name in enumerate(set_gsd2)}
    factors: dict[tuple[str, str], int] = {}
    entries: list[tuple[int, int, int, float, float]] = []
    means: list[Decimal] = []
    for number, parts in enumerate(sums.values()):
        mean = Decimal(0)
        for part in parts:
            factor = factors.setdefault(part[:2], len(factors))
            entries.append((number, factor, set_numbers[part.factor_set], sigma(part.gsd2), float(part.kg)))
            mean += part.kg
        means.append(mean)
    set_sigma = np.array([sigma(value) for value in set_gsd2.values()], dtype=np.float64)
    arrays = intervals(_part_arrays(entries), len(means), set_sigma)
    return dict(zip(sums, exact_intervals(means, arrays), strict=True))


def _part_arrays(entries: Sequence[tuple[int, int, int, float, float]]) -> PartArrays:
    columns: list[Sequence[float]] = list(zip(*entries, strict=True)) or [()] * 5
    sums, factors, factor_sets = (np.array(column, dtype=np.intp) for column in columns[:3])
    spread, kg = (np.array(column, dtype=np.float64) for column in columns[3:])
    return PartArrays(sums, factors, factor_sets, spread, kg)


def interval_of(parts: Iterable[FactorPart], set_gsd2: Mapping[str, Decimal]) -> Interval:
    """Return the interval of one sum."""
    return intervals_of({"sum": parts}, set_gsd2)["sum"]
