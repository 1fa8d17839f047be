"""Which dimension of a SAF-T file is unit, function, project or agreement, by what the file calls it."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# The first that fits decides; a dimension is known by its description, else by its code.
_WORDS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType(
    {
        "function": re.compile(r"funk|tjeneste|teneste|function|service|kostra", re.IGNORECASE),
        "project": re.compile(r"prosj|proj|^pr(o|os)?$|^p$", re.IGNORECASE),
        "agreement": re.compile(r"avtale|kontrakt|contract|agreement", re.IGNORECASE),
        "unit": re.compile(
            r"ansvar|avd|enhet|eining|kost\w*sted|kost\w*stad|koststed|department|cost ?cent|unit|virksomhet|verksemd"
            r"|resultat\w*|organisasjon|^(a|ans|dep|dept|k|ks)$",
            re.IGNORECASE,
        ),
    }
)


def dimension_meanings(dimensions: Mapping[str, str]) -> dict[str, str]:
    """Return for each dimension (code: description) `unit`, `function`, `project` or `agreement`; others are left out.

    Where two dimensions have one meaning, the first of the file counts.
    """
    found: dict[str, str] = {}
    for code, description in dimensions.items():
        meaning = next((meaning for meaning, words in _WORDS.items() if words.search(description or code)), None)
        if meaning and meaning not in found.values():
            found[code] = meaning
    return found
