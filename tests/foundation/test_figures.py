from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation import figures
from foundation.figures import MINUS, NARROW_SPACE, Number


def spaced(text: str) -> str:
    """The same text with ordinary spaces, so that expectations can be read."""
    return text.replace(NARROW_SPACE, " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("kg", "text"),
    [
        (12_351_000, "12 400 t"),
        (Decimal("1234.5"), "1,23 t"),
        (1_500, "1,5 t"),
        (999.6, "1 t"),
        (640, "640 kg"),
        ("0.6449", "0,645 kg"),
        (0, "0 kg"),
        (-450_000, "−450 t"),
        (1_234_567_890, "1 230 000 t"),
    ],
)
def test_mass_has_three_significant_digits_and_its_unit(kg: Number, text: str) -> None:
    assert spaced(figures.mass(kg, "nb")) == text


@pytest.mark.parametrize("nothing", [None, "", float("nan"), Decimal("NaN"), float("inf")])
def test_what_is_missing_is_a_dash_everywhere(nothing: Number) -> None:
    shown = [
        figures.mass(nothing, "nb"),
        figures.mass_with_interval(nothing, 1, 2, "nb"),
        figures.mass_bounds(1000, nothing, 2, "nb"),
        figures.tonnes(nothing, "nb"),
        figures.money(nothing, "NOK", "nb"),
        figures.money_in_words(nothing, "NOK", "nb"),
        figures.percent(nothing, "nb"),
        figures.change(nothing, "nb"),
        figures.difference(nothing, "nb"),
        figures.plain(nothing, "nb"),
        figures.integer(nothing, "nb"),
        figures.in_words(nothing, "nb"),
    ]

    assert shown == ["–"] * len(shown)


@pytest.mark.parametrize(
    ("kg", "low", "high", "text"),
    [
        (12_351_000, 9_812_000, 15_690_000, "12 400 t (9 800–15 700)"),
        (1_240, 800, 1_504, "1,24 t (0,8–1,5)"),
        (640, 500, 1_200, "640 kg (500–1 200)"),
        (12_351_000, None, None, "12 400 t (–)"),
    ],
)
def test_interval_is_rounded_like_the_figure_it_belongs_to(kg: Number, low: Number, high: Number, text: str) -> None:
    assert spaced(figures.mass_with_interval(kg, low, high, "nb")) == text


@pytest.mark.parametrize(
    ("language", "text"), [("nb", "1 234 567,50 kr"), ("sv", "1 234 567,50 NOK"), ("en", "NOK 1,234,567.50")]
)
def test_money_follows_the_language(language: str, text: str) -> None:
    assert spaced(figures.money("1234567.5", "NOK", language, 2)) == text


@pytest.mark.parametrize(
    ("amount", "language", "text"),
    [
        (84_312_000, "nb", "84,3 mill. kr"),
        (84_312_000, "sv", "84,3 mn NOK"),
        (84_312_000, "en", "NOK 84.3 million"),
        (1_204_000_000, "nb", "1,2 mrd. kr"),
        (999_999, "nb", "1 mill. kr"),
        (12_345, "nb", "12 300 kr"),
        (-2_500_000, "nb", "−2,5 mill. kr"),
    ],
)
def test_money_in_words_names_millions(amount: Number, language: str, text: str) -> None:
    assert spaced(figures.money_in_words(amount, "NOK", language)) == text


def test_shares_become_percent_with_the_gap_of_the_language() -> None:
    assert [spaced(figures.percent(0.94, language)) for language in ("nb", "sv", "en")] == ["94 %", "94 %", "94%"]
    assert spaced(figures.percent("0.0356", "nb", 1)) == "3,6 %"


@pytest.mark.parametrize(
    ("share", "text"), [(-0.06, "−6 %"), (0.04, "+4 %"), (0, "±0 %"), (-0.001, "±0 %"), ("0.0049", "±0 %")]
)
def test_change_carries_its_sign(share: Number, text: str) -> None:
    assert spaced(figures.change(share, "nb")) == text


def test_table_shows_all_digits() -> None:
    assert spaced(figures.plain(Decimal("1234567.8910"), "nb")) == "1 234 567,8910"
    assert spaced(figures.tonnes(12_351_049, "nb")) == "12 351,0"
    assert spaced(figures.tonnes(12_351_049, "en", 3)) == "12,351.049"


def test_no_negative_zero_is_shown() -> None:
    assert figures.plain("-0.004", "nb", 2) == "0,00"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_full_digits_read_back_to_the_same_number(number: Decimal) -> None:
    text = figures.plain(number, "nb")

    assert Decimal(text.replace(NARROW_SPACE, "").replace(",", ".").replace(MINUS, "-")) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=Decimal("0.001"), max_value=10**13))
def test_figure_in_words_is_within_half_a_percent(number: Decimal) -> None:
    text = figures.in_words(number, "en").replace(",", "")

    assert abs(Decimal(text) - number) <= number * Decimal("0.005")


def test_figure_and_unit_come_apart() -> None:
    assert [spaced(part) for part in figures.mass_parts(12_351_000, "nb")] == ["12 400", "t"]
    assert figures.mass_parts(None, "nb") == ("–", "")
