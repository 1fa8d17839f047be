"""Contracts as OCDS with texts and days that no other file has: kept as far as they can be, never a breakdown."""

from datetime import date

import pytest

from procurement.importers.ocds_contracts import _months, _text


@pytest.mark.parametrize(("year", "months"), [(9999, None), (2026, 12)])
def test_a_period_until_the_end_of_time_has_no_months(year: int, months: int | None) -> None:
    assert _months(date(year, 1, 1), date(year, 12, 31)) == months


def test_half_a_letter_is_replaced() -> None:
    assert _text("Snow \ud800") == "Snow ?"
