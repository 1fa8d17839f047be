"""A bid beside what is asked, in words."""

from decimal import Decimal

import pytest

from procurement.models import StaircaseStep
from procurement.reports.bid_words import step_in_words


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(("months", "said"), [(1, "after 1 month"), (2, "after 2 months")])
def test_one_month_is_one(months: int, said: str) -> None:
    step = StaircaseStep(position=2, threshold=Decimal(27), months=months)
    assert step_in_words(step, "percent").endswith(said)
