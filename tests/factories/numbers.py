"""Made-up organisation numbers with right check digits, as many as are asked for."""

from collections.abc import Iterator
from itertools import count

from stdnum import luhn
from stdnum.fi import ytunnus
from stdnum.no import orgnr


def norwegian_numbers() -> Iterator[str]:
    """Yield valid Norwegian numbers of nine digits."""
    return (str(number) for number in range(810_000_000, 899_999_999) if orgnr.is_valid(str(number)))


def swedish_numbers() -> Iterator[str]:
    """Yield valid Swedish numbers of municipalities (they begin with 212000): a thousand, again and again."""
    starts = (f"212000{serial % 1000:03d}" for serial in count())
    return (start + luhn.calc_check_digit(start) for start in starts)


def finnish_numbers() -> Iterator[str]:
    """Yield valid Finnish business ids of eight digits."""
    return (str(number) for number in range(80_000_000, 99_999_999) if ytunnus.is_valid(str(number)))
