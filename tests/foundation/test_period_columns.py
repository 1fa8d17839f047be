"""Columns of periods: missing values carry a dash, and a break its line."""

from typing import Any

from foundation.charts import PeriodValue, period_columns
from foundation.charts.theme import AMBER, SPRUCE_LIGHT

WORDS: dict[str, Any] = {"unit": "t", "title": "Buses", "description": "Two periods.", "language": "en"}


def drawn(*periods: PeriodValue) -> str:
    return str(period_columns(periods, **WORDS))


def test_a_missing_value_is_a_dash_and_no_column() -> None:
    svg = drawn(PeriodValue("autumn 2021", 12), PeriodValue("spring 2022", None))

    assert "autumn" in svg
    assert ">–<" in svg


def test_a_break_and_an_incomplete_period_are_seen() -> None:
    plain = drawn(PeriodValue("autumn 2021", 12), PeriodValue("autumn 2022", 9))
    marked = drawn(PeriodValue("autumn 2021", 12), PeriodValue("autumn 2022", 9, is_partial=True, is_break=True))

    assert (AMBER in plain, AMBER in marked) == (False, True)
    assert (SPRUCE_LIGHT in plain, SPRUCE_LIGHT in marked) == (False, True)
