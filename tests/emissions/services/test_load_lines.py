"""Texts of any length in a ledger: what the tables cannot hold is cut, and nothing fails for it."""

from dataclasses import replace
from pathlib import Path

import pytest

from emissions.models.footprints import Dimension
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, at_work, calculated

LONG = "".join(f"Enhet {number} " for number in range(2_000))


@pytest.mark.parametrize(
    ("field", "dimension", "column", "kept"),
    [("unit", Dimension.UNIT, "key", 80), ("account_name", "account", "label", 300)],
)
def test_a_text_that_is_too_long_is_cut_and_the_footprint_calculated(
    vik: Organisation, tmp_path: Path, field: str, dimension: str, column: str, kept: int
) -> None:
    footprint = calculated(vik, tmp_path, postings=[FOOD, replace(FOOD_IN_MARCH, account="65100", **{field: LONG})])

    with at_work(vik):
        shown = set(footprint.parts.filter(dimension=dimension).values_list(column, flat=True))
    assert LONG[:kept].strip() in {text.strip() for text in shown}
