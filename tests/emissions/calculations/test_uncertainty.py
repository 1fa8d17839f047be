"""Intervals of sums: what shares a factor moves together, what shares a set moves a little together."""

import math
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.uncertainty import FactorPart, Interval, PartArrays, interval_of, intervals, intervals_of
from tests.emissions.calculations.shipped import untimed

ALONE = {"s": Decimal(1)}
GSD2 = Decimal("1.5")


def part(code: str, kg: str, *, gsd2: Decimal = GSD2, factor_set: str = "s") -> FactorPart:
    return FactorPart(factor_set, code, gsd2, Decimal(kg))


def spread(interval: Interval) -> float:
    assert interval.gsd2 is not None
    return float(interval.gsd2)


def test_one_factor_alone_has_its_own_spread() -> None:
    found = interval_of([part("A", "1000")], ALONE)

    sigma = math.log(1.5) / 2
    median = 1000 / math.exp(sigma**2 / 2)
    assert found.mean_kg == 1000
    assert found.gsd2 == Decimal("1.500")
    assert (found.low_kg, found.high_kg) == (Decimal(f"{median / 1.5:.3f}"), Decimal(f"{median * 1.5:.2f}"))


def test_amounts_that_share_a_factor_do_not_even_out() -> None:
    shared = interval_of([part("A", "400"), part("A", "600")], ALONE)

    assert shared == interval_of([part("A", "1000")], ALONE)


def test_amounts_on_different_factors_even_out() -> None:
    apart = interval_of([part("A", "500"), part("B", "500")], ALONE)

    variance = 2 * 500**2 * math.expm1((math.log(1.5) / 2) ** 2)
    assert math.isclose(spread(apart), math.exp(2 * math.sqrt(math.log1p(variance / 1000**2))), abs_tol=0.0005)
    assert spread(apart) < 1.5


def test_a_factor_with_two_spreads_is_still_one_factor() -> None:
    """The same factor used for two years has two temporal scores, and one error."""
    found = interval_of([part("A", "500"), part("A", "500", gsd2=Decimal("1.6"))], ALONE)

    assert 1.5 < spread(found) < 1.6


def test_the_sets_own_spread_remains_however_many_factors_there_are() -> None:
    many = [part(f"F{number}", "10") for number in range(1000)]

    assert spread(interval_of(many, {"s": Decimal("1.2")})) == pytest.approx(1.2, abs=0.002)
    assert spread(interval_of(many, ALONE)) < 1.02


def test_sets_err_independently() -> None:
    one_set = interval_of([part("A", "500"), part("B", "500")], {"s": Decimal("1.4")})
    two_sets = interval_of(
        [part("A", "500"), part("B", "500", factor_set="t")], {"s": Decimal("1.4"), "t": Decimal("1.4")}
    )

    assert spread(two_sets) < spread(one_set)


def test_a_sum_below_zero_mirrors_its_interval() -> None:
    positive, negative = interval_of([part("A", "1000")], ALONE), interval_of([part("A", "-1000")], ALONE)

    assert positive.high_kg is not None
    assert positive.low_kg is not None
    assert negative == Interval(Decimal(-1000), -positive.high_kg, -positive.low_kg, positive.gsd2)


def test_nothing_and_a_cancelled_sum_have_no_interval() -> None:
    assert interval_of([], ALONE) == Interval(Decimal(0), None, None, None)
    assert interval_of([part("A", "5"), part("B", "-5")], ALONE) == Interval(Decimal(0), None, None, None)


def test_intervals_agree_with_a_drawn_sample() -> None:
    """Rules 1–4 against 400,000 draws of the lognormal errors they describe."""
    draws = np.random.default_rng(7)
    size = 400_000
    sigma = {"A": 0.3, "B": 0.2, "C": 0.4}
    error = {code: draws.lognormal(-(value**2) / 2, value, size) for code, value in sigma.items()}
    shared = {"s": draws.lognormal(-(0.1**2) / 2, 0.1, size), "t": draws.lognormal(-(0.2**2) / 2, 0.2, size)}
    sample = (700 * error["A"] + 300 * error["B"]) * shared["s"] + 500 * error["C"] * shared["t"]
    parts = [
        part("A", "700", gsd2=Decimal(math.exp(0.6))),
        part("B", "300", gsd2=Decimal(math.exp(0.4))),
        part("C", "500", gsd2=Decimal(math.exp(0.8)), factor_set="t"),
    ]

    found = interval_of(parts, {"s": Decimal(math.exp(0.2)), "t": Decimal(math.exp(0.4))})

    assert found.low_kg is not None
    assert found.high_kg is not None
    fitted = math.log(spread(found)) / 2
    assert fitted == pytest.approx(math.sqrt(math.log1p(sample.var() / sample.mean() ** 2)), rel=0.01)
    inside = ((sample >= float(found.low_kg)) & (sample <= float(found.high_kg))).mean()
    assert inside == pytest.approx(0.9545, abs=0.005)


amounts = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(1, 10**6)), min_size=1, max_size=8)


@untimed
@given(sums=st.lists(amounts, min_size=1, max_size=5))
def test_many_sums_at_once_equal_each_alone(sums: list[list[tuple[str, int]]]) -> None:
    parts = {number: [part(code, str(kg)) for code, kg in entries] for number, entries in enumerate(sums)}
    together = intervals_of(parts, {"s": Decimal("1.2")})

    for number, entries in parts.items():
        alone = interval_of(entries, {"s": Decimal("1.2")})
        assert together[number].mean_kg == alone.mean_kg
        assert together[number].gsd2 == alone.gsd2
        assert float(together[number].high_kg or 0) == pytest.approx(float(alone.high_kg or 0), rel=1e-5)


@untimed
@given(entries=amounts)
def test_the_mean_lies_inside_and_the_whole_is_no_surer_than_its_set(entries: list[tuple[str, int]]) -> None:
    found = interval_of([part(code, str(kg)) for code, kg in entries], {"s": Decimal("1.2")})

    assert found.low_kg is not None
    assert found.high_kg is not None
    assert found.low_kg < found.mean_kg < found.high_kg
    assert spread(found) >= 1.199


def test_arrays_of_parts_give_an_interval_for_every_sum() -> None:
    parts = PartArrays(
        sums=np.array([0, 1, 3, 3]),
        factors=np.array([0, 1, 0, 0]),
        factor_sets=np.array([0, 0, 0, 0]),
        sigma=np.array([0.2, 0.3, 0.2, 0.2]),
        kg=np.array([100.0, 100.0, 40.0, 60.0]),
    )

    found = intervals(parts, 4, np.array([0.0]))

    assert found.mean.tolist() == [100.0, 100.0, 0.0, 100.0]
    assert found.gsd2[[0, 1, 3]] == pytest.approx([math.exp(0.4), math.exp(0.6), math.exp(0.4)])
    assert np.isnan(found.gsd2[2])
