"""How long a contract runs by a notice, in whole months, and the months of each renewal as far as words say them.

A length in days or weeks, and days from and to that make no whole months, are rounded to the nearest month; `is_exact`
says whether anything was. A year is 12 months, a month 365.25 / 12 days.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from dateutil.relativedelta import relativedelta

from procurement.calculations.contract_period import ONE_DAY
from procurement.calculations.notice_lots import Period

DAYS_OF_MONTH: Final = Decimal("365.25") / 12
_UNIT_MONTHS: Final = {
    "MONTH": Decimal(1),
    "YEAR": Decimal(12),
    "DAY": 1 / DAYS_OF_MONTH,
    "WEEK": 7 / DAYS_OF_MONTH,
}
_HALF_A_MONTH: Final = 15
_NUMBERS: Final = {
    1: "one en ett et ein eit eitt",
    2: "two to två tvo",
    3: "three tre",
    4: "four fire fyra",
}
_WRITTEN: Final = {word: number for number, words in _NUMBERS.items() for word in words.split()}
_MONTH: Final = r"(?:måned(?:er)?|månad(?:er|ar)?|mnd|mån|months?)"
_YEAR: Final = r"(?:år|years?)"
_LENGTH: Final = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_WRITTEN)})[\s\u00a0]*(?:\([^)]{{1,12}}\)\s*)?({_MONTH}|{_YEAR})\b"
)
_SUM: Final = re.compile(rf"\b(\d{{1,2}}(?:\s*\+\s*\d{{1,2}})+)\s*({_MONTH}|{_YEAR})\b")


@dataclass(frozen=True, slots=True)
class Months:
    """A number of whole months, and whether the notice says exactly that."""

    number: int
    is_exact: bool = True


def months_in_period(period: Period) -> Months | None:
    """Return how many months a period runs, None where it says no length or one that cannot be.

    >>> months_in_period(Period(length=Decimal(2), unit="YEAR"))
    Months(number=24, is_exact=True)
    >>> months_in_period(Period(length=Decimal(90), unit="DAY"))
    Months(number=3, is_exact=False)
    """
    if period.length is not None:
        return _by_length(period.length, period.unit or "")
    if period.first and period.last and period.last > period.first:
        return _between(period.first, period.last)
    return None


def renewal_months(texts: Iterable[str], most: int | None, agreed: int | None) -> tuple[int, ...] | None:
    """Return the months of each renewal, None where the words do not say them beyond doubt.

    `most` is how many there may be at most, `agreed` the months before them: "2+1+1 år" may begin with these.

    >>> renewal_months(["Ett år om gangen."], 2, 24), renewal_months(["2 + 1 + 1 år"], 2, 24)
    ((12, 12), (12, 12))
    >>> renewal_months(["Etter avtale"], 2, 24) is None
    True
    """
    said = " ".join(texts).casefold()
    sums = _SUM.findall(said)
    if len(sums) == 1:
        numbers, unit = sums[0]
        return _of_sum(numbers, unit, most, agreed)
    lengths = {_in_months(number, unit) for number, unit in _LENGTH.findall(said)}
    return tuple(lengths) * most if most and not sums and len(lengths) == 1 else None


def _by_length(length: Decimal, unit: str) -> Months | None:
    if unit not in _UNIT_MONTHS or length <= 0:
        return None
    months = length * _UNIT_MONTHS[unit]
    whole = int(months.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return Months(max(whole, 1), is_exact=unit in ("MONTH", "YEAR") and whole == months)


def _between(first: date, last: date) -> Months:
    span = relativedelta(last + ONE_DAY, first)
    whole = span.years * 12 + span.months
    return Months(max(whole + (span.days >= _HALF_A_MONTH), 1), is_exact=span.days == 0)


def _of_sum(numbers: str, unit: str, most: int | None, agreed: int | None) -> tuple[int, ...] | None:
    """Return the renewals of "2+1+1 år"; "1+1 år" after one year may be either, and says nothing."""
    months = tuple(_in_months(number.strip(), unit) for number in numbers.split("+"))
    if not all(months):
        return None
    if most is not None:
        without_agreed = months[1:] if months[0] == agreed else months
        return next((each for each in (months, without_agreed) if len(each) == most), None)
    if months[0] != agreed:
        return months
    return months[1:] if months[0] not in months[1:] else None


def _in_months(number: str, unit: str) -> int:
    count = int(number) if number.isdigit() else _WRITTEN[number]
    return count * 12 if re.fullmatch(_YEAR, unit) else count
