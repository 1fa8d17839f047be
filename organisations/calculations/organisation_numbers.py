"""Organisation numbers by country: which are valid, and how they are written.

Validity by python-stdnum: Norway (Brønnøysundregistrene), Sweden (Bolagsverket), Denmark (CVR), Finland (Y-tunnus).
"""

import re
from typing import Final

from stdnum.dk import cvr
from stdnum.fi import ytunnus
from stdnum.no import orgnr as norwegian
from stdnum.se import orgnr as swedish

_COUNTRIES: Final = {"NO": norwegian, "SE": swedish, "DK": cvr, "FI": ytunnus}
_GROUPS: Final = {"NO": (3, 3, 3), "DK": (2, 2, 2, 2)}


def digits_of(number: str | None) -> str:
    """Return the digits of a number as written.

    >>> digits_of("SE 556687-3963"), digits_of(None)
    ('5566873963', '')
    """
    return re.sub(r"\D", "", number or "")


def is_valid_number(number: str | None, country: str) -> bool:
    """Return whether the number has the length and check digit of the country; False for a country we do not know.

    >>> is_valid_number("974 760 673", "NO"), is_valid_number("974 760 674", "NO"), is_valid_number("1", "IS")
    (True, False, False)
    """
    return country in _COUNTRIES and bool(_COUNTRIES[country].is_valid(digits_of(number)))


def written_number(number: str, country: str) -> str:
    """Return the number as the country writes it.

    >>> written_number("5566873963", "SE"), written_number("20774740", "FI")
    ('556687-3963', '2077474-0')
    >>> written_number("974760673", "NO").replace(chr(160), " ")
    '974 760 673'
    """
    if country == "SE":
        return f"{number[:-4]}-{number[-4:]}"
    if country == "FI":
        return f"{number[:-1]}-{number[-1:]}"
    parts, rest = [], number
    for length in _GROUPS.get(country, ()):
        parts.append(rest[:length])
        rest = rest[length:]
    return "\N{NO-BREAK SPACE}".join(part for part in (*parts, rest) if part)
