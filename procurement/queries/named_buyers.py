"""Which organisations here are the buyers that a notice names, by their organisation numbers."""

from collections.abc import Iterator
from typing import Final

from organisations.models import Organisation
from procurement.calculations.notice import Notice
from procurement.calculations.notice_values import Organisation as Named
from suppliers.calculations.numbers import company_digits, is_anybodys

_COUNTRIES: Final = {"NOR": "NO", "SWE": "SE", "DNK": "DK", "FIN": "FI"}


def buyers_here(notice: Notice, *, country: str) -> dict[str, Organisation]:
    """Return the buyers that are organisations here, by their keys in the notice.

    A buyer without a country is looked for in `country`. Natural persons and personal numbers are not looked for.
    """
    wanted = {(place, digits): each.key for each in notice.buyers for place, digits in _numbers(each, country)}
    there = Organisation.objects.filter(number__in={digits for _place, digits in wanted})
    return {wanted[each.country, each.number]: each for each in there if (each.country, each.number) in wanted}


def _numbers(named: Named, country: str) -> Iterator[tuple[str, str]]:
    place = _COUNTRIES.get(named.country or "", country if named.country is None else "")
    if place and not named.is_person:
        yield from ((place, company_digits(each, place)) for each in named.numbers if not is_anybodys(each))
