"""Lots beside the whole: they agree, or both are told with the difference."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.lot_values import LotValues

amounts = st.integers(0, 10**11).map(lambda cents: Decimal(cents) / 100)


@pytest.mark.parametrize(
    ("whole", "lots", "agree", "difference"),
    [
        (10, [], True, None),
        (10, [None, None], True, None),
        (10, [4, 6], True, 0),
        (10, [4, 5], False, -1),
        (10, [4, 7], False, 1),
        (10, [4, None], True, -6),
        (10, [11, None], False, 1),
        (None, [4, 6], False, None),
    ],
)
def test_lots_agree_with_the_whole_or_not(
    whole: int | None, lots: list[int | None], agree: bool, difference: int | None
) -> None:
    values = LotValues(
        None if whole is None else Decimal(whole), [None if lot is None else Decimal(lot) for lot in lots]
    )
    assert (values.agree, values.difference) == (agree, difference)


@given(amounts, st.lists(amounts, min_size=1, max_size=5))
def test_the_whole_and_the_difference_make_up_the_lots(whole: Decimal, lots: list[Decimal]) -> None:
    values = LotValues(whole, lots)
    assert values.difference is not None
    assert whole + values.difference == values.together
    assert values.agree == (values.together == whole)
