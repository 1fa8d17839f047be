"""Data quality as a spread: pedigree scores of a factor and what they add to its uncertainty.

Source: docs/methods/uncertainty.md. Contributions to GSD² by score as in ecoinvent 2 (Frischknecht and others 2007),
which the GHG Protocol's guidance on quantitative uncertainty also uses. The empirical factors of Ciroth and others
(2013) are another set and are never mixed with these.

>>> gsd2(Scores(reliability=2, completeness=2, temporal=2, geographical=1, technological=2), Decimal("1.88"))
Decimal('1.885425')
"""

import math
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

ECOINVENT_V2 = {
    "reliability": ("1", "1.05", "1.1", "1.2", "1.5"),
    "completeness": ("1", "1.02", "1.05", "1.1", "1.2"),
    "temporal": ("1", "1.03", "1.1", "1.2", "1.5"),
    "geographical": ("1", "1.01", "1.02", "1.02", "1.1"),
    "technological": ("1", "1", "1.2", "1.5", "2"),
}
TEMPORAL_LIMITS = (3, 6, 10, 15)  # years apart: below 3 scores 1, below 6 scores 2, …; 15 and above scores 5
SAME_REGION, SIMILAR_REGION, OTHER_REGION = 1, 3, 5
PLACES = Decimal("0.000001")


class Scores(NamedTuple):
    """Five indicators, each from 1 (best) to 5."""

    reliability: int
    completeness: int
    temporal: int
    geographical: int
    technological: int


def temporal_score(years_apart: int) -> int:
    """Return the score for data that is so many years from the year it is used for, in either direction."""
    return 1 + sum(abs(years_apart) >= limit for limit in TEMPORAL_LIMITS)


def geographical_score(region: str, country: str, similar_regions: frozenset[str]) -> int:
    """Return the score for a factor of one region used in a country: the same, one called similar, or another."""
    if region == country:
        return SAME_REGION
    return SIMILAR_REGION if country in similar_regions else OTHER_REGION


@lru_cache(maxsize=4096)
def gsd2(scores: Scores, basic_gsd2: Decimal) -> Decimal:
    """Return GSD² of a factor: exp √(Σ (ln Uᵢ)² + (ln U_b)²), to six decimals."""
    factors = [ECOINVENT_V2[indicator][score - 1] for indicator, score in zip(Scores._fields, scores, strict=True)]
    spread = math.sqrt(math.fsum(math.log(factor) ** 2 for factor in (*map(float, factors), float(basic_gsd2))))
    return Decimal(math.exp(spread)).quantize(PLACES)


@lru_cache(maxsize=4096)
def sigma(gsd2_value: Decimal) -> float:
    """Return the standard deviation of the logarithm, ln(GSD²) / 2."""
    return math.log(float(gsd2_value)) / 2
