"""Which months a ledger import becomes the source of, and which imports give way to it there.

Source: docs/decisions/0030-which-import-counts.md. A place is a month of the running or of the investment accounts.
1. A place that no import holds is taken.
2. A place held by another import is taken, unless the file only strays into it: it has less than a tenth of the lines
   that are there. Three late vouchers dated January never replace the accounts of January.
3. A file that knows the year only and files that know months never add up: one year and part has sources of one sort,
   and those of the other sort give way. A file of months strays into a year if it has less than a tenth of its lines
   in the whole year; a file of a year never strays.
4. A corrected period replaces the old one as a whole: months that the old import had and the new one lacks are taken,
   too, where they lie between months that were taken from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

STRAY = 10

Place = tuple[date, bool]


@dataclass(frozen=True, slots=True)
class Holding:
    """One import that is current for one month of the running or the investment accounts, with its lines there."""

    month: date
    investment: bool
    import_id: int
    granularity: str
    lines: int

    @property
    def place(self) -> Place:
        """Month and part."""
        return self.month, self.investment

    @property
    def by_year(self) -> bool:
        """Whether the import knows the year only."""
        return self.granularity == "year"


@dataclass(frozen=True, slots=True)
class Takeover:
    """What becomes of the places: `taken` by the new import, `replaced` from others, `kept` by others."""

    taken: tuple[Place, ...]
    replaced: tuple[Holding, ...]
    kept: tuple[Holding, ...]


def take_over(
    places: Mapping[Place, int], granularity: str, held: Iterable[Holding], *, import_id: int, everything: bool = False
) -> Takeover:
    """Return which of its `places` (with their numbers of lines) an import takes from those who hold them.

    `held` are the current holdings of the same ledger, those of the import itself among them. With `everything` nothing
    is a stray: somebody has said that the file is right.

    >>> january = date(2024, 1, 1)
    >>> old = Holding(january, False, 1, "day", 500)
    >>> take_over({(january, False): 480}, "day", [old], import_id=2).replaced == (old,)
    True
    >>> take_over({(january, False): 3}, "day", [old], import_id=2).kept == (old,)
    True
    """
    by_year = granularity == "year"
    others = [holding for holding in held if holding.import_id != import_id]
    alike = [holding for holding in others if holding.by_year is by_year]
    unlike = [holding for holding in others if holding.by_year is not by_year]
    kept: list[Holding] = []
    if not everything:
        kept = [holding for holding in alike if _strays(places.get(holding.place), holding)]
        if not by_year:
            kept += [holding for holding in unlike if _strays(_lines_in_year(places, holding), holding)]
    taken = {place for place in places if not any(_covers(holding, place) for holding in kept)}
    taken |= _between(taken, alike, places)
    replaced = [holding for holding in alike if holding.place in taken]
    replaced += [holding for holding in unlike if any(_same_year(holding, place) for place in taken)]
    return Takeover(tuple(sorted(taken)), _in_order(replaced), _in_order(kept))


def _strays(lines: int | None, holding: Holding) -> bool:
    """Whether a file with so many lines there only strays into what another holds; none at all is no stray."""
    return lines is not None and lines * STRAY < holding.lines


def _lines_in_year(places: Mapping[Place, int], holding: Holding) -> int | None:
    found = [lines for place, lines in places.items() if _same_year(holding, place)]
    return sum(found) if found else None


def _covers(holding: Holding, place: Place) -> bool:
    return _same_year(holding, place) if holding.by_year else holding.place == place


def _between(taken: set[Place], held: Sequence[Holding], places: Mapping[Place, int]) -> set[Place]:
    """Return the places of exception 4: held by an import from which places before and after are taken."""
    spans: dict[tuple[int, bool], list[date]] = {}
    for holding in held:
        if holding.place in taken:
            spans.setdefault((holding.import_id, holding.investment), []).append(holding.month)
    return {
        holding.place
        for holding in held
        if holding.place not in places
        and (months := spans.get((holding.import_id, holding.investment)))
        and min(months) < holding.month < max(months)
    }


def _same_year(holding: Holding, place: Place) -> bool:
    return (holding.month.year, holding.investment) == (place[0].year, place[1])


def _in_order(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(sorted(holdings, key=lambda holding: (holding.investment, holding.month, holding.import_id)))
