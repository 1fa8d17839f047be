"""Which months a ledger import becomes the source of, and which imports give way to it there.

Source: docs/decisions/0030-which-import-counts.md. A place is a month of the running or of the investment accounts.
1. A place that no import holds is taken.
2. A place held by another import is taken, unless the file only strays into it: it has less than a tenth of the lines
   that are there. Three late vouchers dated January never replace the accounts of January.
3. A file that knows the year only and files that know months never add up: one year and part has sources of one sort,
   and those of the other sort give way. A file of months strays into a year if it has less than a tenth of its lines
   in the whole year. A file of a year never strays into months; into another file of the year it does, as in 2.
4. A corrected period replaces the old one as a whole: months that the old import had and the new one lacks are taken,
   too, where they lie between months that were taken from it.
5. One month of a general ledger hides the supplier ledger of the whole year (decision 0006). So a general ledger of
   months takes nothing in a year and part that only supplier ledgers hold, if it has less than a tenth of their lines
   there; and such a one gives way when supplier ledgers with more than ten times its lines come after it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

STRAY = 10

Place = tuple[date, bool]
YearPart = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class Holding:
    """One import that is current for one month of the running or the investment accounts, with its lines there."""

    month: date
    investment: bool
    import_id: int
    granularity: str
    lines: int
    ledger: str = "general"

    @property
    def place(self) -> Place:
        """Month and part."""
        return self.month, self.investment

    @property
    def by_year(self) -> bool:
        """Whether the import knows the year only."""
        return self.granularity == "year"


@dataclass(frozen=True, slots=True)
class Beside:
    """A year in which the other ledger has accounts, too: lines of file and other, and whether the file counts."""

    year: int
    lines: int
    other_lines: int
    counts: bool


@dataclass(frozen=True, slots=True)
class Takeover:
    """What becomes of the places: `taken` by the new import, `replaced` from others, `kept` by others.

    `beside` are the years in which, of two ledgers, the new import's hides the other, or the other hides it.
    """

    taken: tuple[Place, ...]
    replaced: tuple[Holding, ...]
    kept: tuple[Holding, ...]
    beside: tuple[Beside, ...] = ()


def take_over(
    places: Mapping[Place, int],
    granularity: str,
    held: Iterable[Holding],
    *,
    import_id: int,
    ledger: str = "general",
    everything: bool = False,
) -> Takeover:
    """Return which of its `places` (with their numbers of lines) an import takes from those who hold them.

    `held` are the current holdings of both ledgers, those of the import itself among them. With `everything` nothing
    is a stray: somebody has said that the file is right.

    >>> january = date(2024, 1, 1)
    >>> old = Holding(january, False, 1, "day", 500)
    >>> take_over({(january, False): 480}, "day", [old], import_id=2).replaced == (old,)
    True
    >>> take_over({(january, False): 3}, "day", [old], import_id=2).kept == (old,)
    True
    """
    every = list(held)
    by_year = granularity == "year"
    others = [holding for holding in every if holding.ledger == ledger and holding.import_id != import_id]
    alike = [holding for holding in others if holding.by_year is by_year]
    unlike = [holding for holding in others if holding.by_year is not by_year]
    kept: list[Holding] = []
    if not everything:
        kept = [holding for holding in alike if _strays(places.get(holding.place), holding.lines)]
        if not by_year:
            kept += [holding for holding in unlike if _strays(lines_against(places, [holding], ledger), holding.lines)]
            kept += _fuller_supplier_ledgers(places, every) if ledger == "general" else []
    taken = {place for place in places if not any(_covers(holding, place, ledger) for holding in kept)}
    taken |= _between(taken, alike, places)
    replaced = [holding for holding in alike if holding.place in taken]
    replaced += [holding for holding in unlike if any(_same_year(holding, place) for place in taken)]
    if ledger == "supplier":
        staying = [holding for holding in others if holding not in replaced]
        replaced += _sparse_general_ledgers(places, taken, staying, every)
    beside = _beside(places, taken, every, replaced, ledger)
    return Takeover(tuple(sorted(taken)), _in_order(replaced), _in_order(kept), beside)


def lines_against(places: Mapping[Place, int], holdings: Sequence[Holding], ledger: str) -> int | None:
    """Return how many lines a file of the ledger has where others hold a month or a whole year; None without any."""
    found = [lines for place, lines in places.items() if any(_covers(holding, place, ledger) for holding in holdings)]
    return sum(found) if found else None


def _fuller_supplier_ledgers(places: Mapping[Place, int], held: Sequence[Holding]) -> list[Holding]:
    """Return the holdings of rule 5 that a general ledger leaves alone."""
    own_years = {_year_part(holding.place) for holding in held if holding.ledger == "general"}
    found: list[Holding] = []
    for year_part, lines in _by_year(places).items():
        suppliers = _in_year(held, year_part, "supplier")
        if year_part not in own_years and _strays(lines, _lines(suppliers)):
            found += suppliers
    return found


def _sparse_general_ledgers(
    places: Mapping[Place, int], taken: Iterable[Place], staying: Sequence[Holding], held: Sequence[Holding]
) -> list[Holding]:
    """Return the holdings of rule 5 that give way to a supplier ledger, with what `staying` ones have beside it."""
    lines_by_year = _by_year(places)
    found: list[Holding] = []
    for year_part in {_year_part(place) for place in taken}:
        general = _in_year(held, year_part, "general")
        lines = lines_by_year.get(year_part, 0) + _lines(_in_year(staying, year_part, "supplier"))
        if not any(holding.by_year for holding in general) and _strays(_lines(general), lines):
            found += general
    return found


def _beside(
    places: Mapping[Place, int],
    taken: Iterable[Place],
    held: Sequence[Holding],
    replaced: Sequence[Holding],
    ledger: str,
) -> tuple[Beside, ...]:
    taken_years = {_year_part(place) for place in taken}
    found: dict[tuple[int, bool], Beside] = {}
    for year_part, lines in _by_year(places).items():
        general, supplier = (_in_year(held, year_part, name) for name in ("general", "supplier"))
        others = supplier if ledger == "general" else general
        if year_part not in taken_years or not others or (ledger == "general" and general):
            continue
        counts = ledger == "general" or all(holding in replaced for holding in general)
        known = found.get((year_part[0], counts), Beside(year_part[0], 0, 0, counts))
        found[year_part[0], counts] = Beside(
            year_part[0], known.lines + lines, known.other_lines + _lines(others), counts
        )
    return tuple(found[key] for key in sorted(found))


def _strays(lines: int | None, held: int) -> bool:
    """Whether a file with so many lines there only strays into what others hold; none at all is no stray."""
    return lines is not None and lines * STRAY < held


def _covers(holding: Holding, place: Place, ledger: str) -> bool:
    whole_year = holding.by_year or holding.ledger != ledger
    return _same_year(holding, place) if whole_year else holding.place == place


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


def _year_part(place: Place) -> YearPart:
    return place[0].year, place[1]


def _same_year(holding: Holding, place: Place) -> bool:
    return _year_part(holding.place) == _year_part(place)


def _in_year(holdings: Iterable[Holding], year_part: YearPart, ledger: str) -> list[Holding]:
    return [each for each in holdings if each.ledger == ledger and _year_part(each.place) == year_part]


def _by_year(places: Mapping[Place, int]) -> dict[YearPart, int]:
    sums: dict[YearPart, int] = {}
    for place, lines in places.items():
        sums[_year_part(place)] = sums.get(_year_part(place), 0) + lines
    return sums


def _lines(holdings: Iterable[Holding]) -> int:
    return sum(holding.lines for holding in holdings)


def _in_order(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    return tuple(sorted(holdings, key=lambda holding: (holding.investment, holding.month, holding.import_id)))
