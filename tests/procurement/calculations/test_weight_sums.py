"""What weights make up is told exactly; what is not said is never taken for zero."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.weight_sums import WeightSum, counts_as_climate
from requirements_bank.calculations.requirement import Theme

WEIGHTS = st.decimals(min_value=0, max_value=100, places=2)


@given(st.lists(WEIGHTS, max_size=6))
def test_what_is_short_and_the_total_are_always_one_hundred(weights: list[Decimal]) -> None:
    said = WeightSum(Decimal(40), tuple((f"A-{place}", weight) for place, weight in enumerate(weights)))

    assert said.total + said.short == 100
    assert said.is_whole is (sum(weights) == 60)


def test_a_weight_that_is_not_said_is_not_zero() -> None:
    assert not WeightSum(None, (("A-1", Decimal(100)),)).is_whole
    assert not WeightSum(Decimal(100), (("A-1", None),)).is_whole
    assert WeightSum(Decimal(100), (("A-1", None),)).unsaid == ("A-1",)
    assert (WeightSum(None).is_empty, WeightSum(Decimal(0)).is_empty) == (True, False)


def test_every_theme_but_two_counts_as_climate_and_environment() -> None:
    assert {theme for theme in Theme if not counts_as_climate([theme])} == {Theme.SOCIAL, Theme.DELIVERY}
