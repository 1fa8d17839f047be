"""Figures that stay exact: reckoned as fractions, handed out as decimals that are rounded once.

A third of a point has no decimal: two bids that are equal would differ in the last digit, and one of them would win.
"""

from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

HANDED_OUT = Context(prec=28)
MOST_DIGITS, MOST_DECIMALS = 15, 40


def exact(value: Decimal | int) -> Fraction:
    """Return a decimal as the fraction that it is."""
    return Fraction(value)


def as_decimal(value: Fraction) -> Decimal:
    """Return a fraction as a decimal of at most 28 digits; what shows it rounds it to what people read.

    >>> as_decimal(Fraction(1, 3)), as_decimal(Fraction(7, 2))
    (Decimal('0.3333333333333333333333333333'), Decimal('3.5'))
    """
    return HANDED_OUT.divide(Decimal(value.numerator), Decimal(value.denominator))


def is_figure(value: Decimal) -> bool:
    """Return whether a decimal is one that a bid may hold: no NaN, no infinity, not of absurd length."""
    return value.is_finite() and value.adjusted() < MOST_DIGITS and int(value.as_tuple().exponent) >= -MOST_DECIMALS


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a finite figure needs.

    >>> decimals_of(Decimal("62.50")), decimals_of(Decimal("1E+3")), decimals_of(Decimal("0.0625"))
    (1, 0, 4)
    """
    return len(format(value, "f").partition(".")[2].rstrip("0"))


def total(values: Iterable[Fraction]) -> Fraction:
    """Return the exact sum, zero of nothing."""
    return sum(values, Fraction(0))
