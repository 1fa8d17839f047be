"""What a requirement is known to bring, in words: a percentage is what falls away (docs/bank_format.md)."""

from decimal import Decimal

from foundation import figures
from requirements_bank.calculations.requirement import Effect
from requirements_bank.reports.tip_sheet_words import sheet_words


def effect_in_words(effect: Effect, language: str) -> str:
    """Return "40–90 % lower CO₂e", or one figure where both bounds are the same.

    A percentage below zero, which would rise, and other units than per cent stand as they are written.
    """
    low, high = (figures.plain(_short(value), language) for value in (effect.low, effect.high))
    figure = low if low == high else f"{low}–{high}"
    return with_unit(figure, effect.unit, language, falls=min(effect.low, effect.high) >= 0)


def with_unit(figure: str, unit: str, language: str, *, falls: bool = True) -> str:
    """Return a figure with its unit: "40–90 % lower CO₂e" where it is a percentage that falls away."""
    unit = unit.strip()
    if not unit.startswith("%") or not falls:
        return f"{figure}{figures.NO_BREAK_SPACE}{unit}".strip()
    words, of = sheet_words(language), unit.removeprefix("%").strip()
    percent = f"{figure}{figures.NO_BREAK_SPACE}%"
    return f"{percent} {words['lower']} {of}" if of else f"{percent} {words['less']}"


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
