"""Assumptions come back as they were kept, and what makes no sense is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.saving_basis import QUANTITIES, basis_of, kept_basis
from procurement.calculations.step_saving import Assumption, SavingBasis

shares = st.tuples(*[st.integers(0, 10_000)] * 3).map(lambda those: [Decimal(each) / 10_000 for each in sorted(those)])


@given(shares, st.text(max_size=20))
def test_what_is_kept_comes_back(ends: list[Decimal], source: str) -> None:
    basis = SavingBasis(None, Assumption(ends[1], ends[0], ends[2], source), None, None)

    assert basis_of(kept_basis(basis)) == basis


@pytest.mark.parametrize(
    "kept",
    [{}, {"value": "1", "low": "2", "high": "3"}, {"value": "1"}, {"value": "x", "low": "0", "high": "2"}],
)
def test_what_makes_no_sense_is_missing(kept: dict[str, str]) -> None:
    assert basis_of({"baseline": kept}).baseline is None
    assert kept_basis(basis_of(dict.fromkeys(QUANTITIES, kept))) == {}
