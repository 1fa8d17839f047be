"""Tell which years hold too little to be compared: accounts for fewer months, or a small part of the usual money.

Source: docs/methods/year_coverage.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

MONTHS = 12
LITTLE = Decimal(3)  # a year with less than one part in so many of the usual money is thin


class WhyThin(StrEnum):
    """What a thin year lacks; months come first, since less money follows from them."""

    MONTHS = "months"
    MONEY = "money"


@dataclass(frozen=True, slots=True)
class YearHeld:
    """What a year's accounts hold: months with lines (12 where a file knows the year only), and the money that counts.

    The money is of one currency; None where the year has none of it.
    """

    year: int
    months: int
    money: Decimal | None


@dataclass(frozen=True, slots=True)
class ThinYear:
    """A year that is not compared. `share` is its money as a share of the usual, None where nothing is usual."""

    year: int
    months: int
    share: Decimal | None
    why: WhyThin


def thin_years(held: Sequence[YearHeld]) -> dict[int, ThinYear]:
    """Return the years that are thin beside the others, by year.

    1. A year with fewer months than the fullest one is thin.
    2. Of the fullest ones, a year is thin whose money is less than a third of the usual: the median of the others.
    3. Where no other year has that many months, or the usual is not above zero, nothing is usual.
    """
    fullest, usual = _fullest(held), usual_money(held)
    little = {one.year: WhyThin.MONEY for one in held if _is_little(one.money, usual[one.year])}
    why = little | {one.year: WhyThin.MONTHS for one in held if one.months < fullest}
    return {
        one.year: ThinYear(one.year, one.months, share_of_usual(one, usual[one.year]), why[one.year])
        for one in held
        if one.year in why
    }


def usual_money(held: Sequence[YearHeld]) -> dict[int, Decimal | None]:
    """Return by year the median money of the other years that have as many months as the fullest; None without any."""
    full = {each.year: each.money for each in held if each.months == _fullest(held) and each.money is not None}
    return {one.year: _median([money for year, money in full.items() if year != one.year]) for one in held}


def share_of_usual(one: YearHeld, usual: Decimal | None) -> Decimal | None:
    """Return a year's money as a share of the usual; None where it has none, or nothing is usual."""
    return one.money / usual if one.money is not None and usual else None


def _fullest(held: Sequence[YearHeld]) -> int:
    return max((one.months for one in held), default=0)


def _median(money: Sequence[Decimal]) -> Decimal | None:
    return found if money and (found := median(money)) > 0 else None


def _is_little(money: Decimal | None, usual: Decimal | None) -> bool:
    return money is not None and usual is not None and money * LITTLE < usual
