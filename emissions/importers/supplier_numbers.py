"""Tells organisation numbers from the ledger's own numbers of suppliers, which titles mix up.

1. A column most of whose cells have the right check digit holds organisation numbers, whatever it is called.
2. A column with hardly any right check digit holds the ledger's own numbers, unless its title speaks of organisations
   and its cells are as long as such numbers: then they are organisation numbers that are wrong.
3. Two columns of one kind: that with more right check digits holds the organisation numbers.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from emissions.importers.column_contents import ColumnContent
from emissions.importers.ledger_columns import fold

ORGANISATION, OWN = "supplier_number", "supplier_own_number"
Guesses = dict[int, tuple[str, float, str]]
_MOSTLY, _HARDLY = 0.6, 0.1
_FEWEST: Final = 3
_SHORTEST: Final = 7.5
_OF_ORGANISATIONS: Final = re.compile(r"org|cvr|tunnus|\bvat\b|reg no|foretak|business|\bse nr")


def told_apart(guesses: Guesses, names: Sequence[str], contents: Sequence[ColumnContent]) -> Guesses:
    """Return the guesses with both kinds of numbers where their content says they stand."""
    places = {meaning: place for place, (meaning, _score, _reason) in guesses.items() if meaning in (ORGANISATION, OWN)}
    said = {place: _told(meaning, names[place], contents[place]) for meaning, place in places.items()}
    if len(said) > 1 and len({*said.values()}) == 1:
        organisation = max(said, key=lambda place: (contents[place].organisations, place == places[ORGANISATION]))
        said = {place: ORGANISATION if place == organisation else OWN for place in said}
    changed = {place: meaning for place, meaning in said.items() if guesses[place][0] != meaning}
    return {**guesses, **{place: (meaning, 0.7, _REASONS[meaning]) for place, meaning in changed.items()}}


_REASONS: Final[Mapping[str, str]] = {
    ORGANISATION: "looks_like_organisation_numbers",
    OWN: "looks_like_own_numbers",
}


def _told(meaning: str, name: str, content: ColumnContent) -> str:
    if content.filled < _FEWEST:
        return meaning
    if content.organisations > _MOSTLY:
        return ORGANISATION
    is_named = _OF_ORGANISATIONS.search(fold(name)) is not None
    if content.organisations < _HARDLY and not (is_named and content.length > _SHORTEST):
        return OWN
    return meaning
