"""Pedigree scores and the spread they give; the shipped sets' spreads follow from published factors."""

import math
from collections import defaultdict
from decimal import Decimal
from statistics import fmean

import pytest

from emissions.calculations.pedigree import Scores, geographical_score, gsd2, sigma, temporal_score
from tests.emissions.calculations.shipped import norway, united_states


def test_best_scores_leave_the_basic_spread() -> None:
    assert gsd2(Scores(1, 1, 1, 1, 1), Decimal("1.88")) == Decimal("1.880000")
    assert gsd2(Scores(1, 1, 1, 1, 1), Decimal(1)) == Decimal("1.000000")


def test_worst_scores_are_the_root_of_the_squared_logarithms() -> None:
    expected = math.exp(math.sqrt(sum(math.log(factor) ** 2 for factor in (1.5, 1.2, 1.5, 1.1, 2))))

    assert gsd2(Scores(5, 5, 5, 5, 5), Decimal(1)) == Decimal(f"{expected:.6f}")
    assert round(expected, 3) == 2.516


def test_sigma_is_half_the_logarithm() -> None:
    assert math.isclose(sigma(Decimal("1.22")), math.log(1.22) / 2)


@pytest.mark.parametrize(
    ("years_apart", "score"),
    [(0, 1), (2, 1), (-2, 1), (3, 2), (-3, 2), (5, 2), (6, 3), (9, 3), (10, 4), (14, 4), (15, 5), (-40, 5)],
)
def test_temporal_score_grows_with_the_years_apart(years_apart: int, score: int) -> None:
    assert temporal_score(years_apart) == score


def test_geographical_score_tells_same_similar_and_other() -> None:
    similar = frozenset({"SE", "DK"})

    assert [geographical_score("NO", country, similar) for country in ("NO", "SE", "US")] == [1, 3, 5]


@pytest.mark.parametrize(("digits", "deviation", "set_gsd2"), [(3, 0.317, norway()), (4, 0.191, united_states())])
def test_basic_spread_is_the_one_seen_within_product_groups(digits: int, deviation: float, set_gsd2: object) -> None:
    """The spread of the 1,016 factors within groups as coarse as the set's own, as source.toml states it."""
    groups: dict[str, list[float]] = defaultdict(list)
    for code in united_states().codes:
        groups[code[:digits]].append(math.log(united_states().spend_vintages(code)[2022].kg_per_unit))
    squares = math.fsum((value - fmean(group)) ** 2 for group in groups.values() for value in group)
    freedom = sum(len(group) - 1 for group in groups.values())
    found = math.sqrt(squares / freedom)

    assert round(found, 3) == deviation
    assert round(math.exp(2 * found), 2) == float(set_gsd2.quality.basic_gsd2)  # type: ignore[attr-defined]
