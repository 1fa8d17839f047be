"""The rows of a footprint's breakdowns as pages, charts and exports show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.formats import date_format

from emissions.calculations.uncertainty import Interval
from emissions.models import Footprint, FootprintPart
from emissions.models.footprints import Dimension
from emissions.queries.area_intervals import area_intervals
from emissions.queries.footprints import parts_of
from emissions.reports.category_words import area_of, category_name, ghg_name, part_key, part_name

NOTHING = Decimal(0)
_LONGEST_KEY = 10


@dataclass(frozen=True, slots=True)
class PartRow:
    """One row: its name, money, lines and kg CO2e with bounds. An area sums its leaves.

    `query` leads to its lines; it is empty for a unit or account that is called by a personal number. `amount` is in
    the footprint's currency, `other_money` by currency beside it; kg and lines are of all of them.
    """

    key: str
    code: str
    name: str
    amount: Decimal
    other_money: Mapping[str, Decimal]
    lines: int | None
    kg: Decimal | None
    low: Decimal | None
    high: Decimal | None
    query: str
    is_area: bool = False
    is_leaf: bool = False


def part_row(part: FootprintPart) -> PartRow:
    """Return one frozen part with its name and the way to its lines."""
    name, code = _name_and_code(part)
    key = part_key(part.key)
    return PartRow(
        key=key,
        code=code,
        name=name,
        amount=part.amount,
        other_money=other_money([part]),
        lines=part.lines,
        kg=part.kg,
        low=part.low_kg,
        high=part.high_kg,
        query=lines_query(part.dimension, key, is_energy=part.is_energy) if key == part.key else "",
    )


def lines_query(dimension: str, key: str, *, is_energy: bool = False) -> str:
    """Return the query of the lines page that shows what a part sums."""
    if dimension == Dimension.CATEGORY and not key:
        return urlencode({"treatment": "unclassified"})
    name = {Dimension.GHG_CATEGORY.value: "ghg"}.get(str(dimension), str(dimension))
    none = dimension in (Dimension.SUPPLIER, Dimension.UNIT) and not key
    chosen = {name: "none" if none else key}
    return urlencode({"treatment": "energy", **chosen} if is_energy else chosen)


def category_tree(footprint: Footprint) -> list[PartRow]:
    """Return areas, the largest first, each followed by its categories; money without a category stands last."""
    parts = list(parts_of(footprint, Dimension.CATEGORY))
    intervals = area_intervals(footprint, parts)
    leaves: dict[str, list[FootprintPart]] = defaultdict(list)
    for part in parts:
        leaves[area_of(part.key)].append(part)
    ordered = sorted(leaves.items(), key=lambda item: (not item[0], -_kg_of(item[1]), item[0]))
    return [row for area, below in ordered for row in _area_rows(area, below, intervals)]


def areas_of(rows: Sequence[PartRow]) -> list[PartRow]:
    """Return the areas among the rows of a category tree."""
    return [row for row in rows if row.is_area]


def plain_rows(footprint: Footprint, dimension: str, words: str, order: str) -> list[PartRow]:
    """Return all rows of a breakdown by our own words, searched in those words and sorted."""
    rows = [part_row(part) for part in parts_of(footprint, dimension)]
    if words:
        rows = [row for row in rows if words.casefold() in f"{row.code} {row.name}".casefold()]
    return sorted(rows, key=lambda row: _sort_key(row, order))


def money_by_currency(part: FootprintPart, own: str) -> dict[str, Decimal]:
    """Return a part's money by currency, the footprint's own first unless all of it is in others."""
    others = other_money([part])
    return others if others and not part.amount else {own: part.amount, **others}


def other_money(found: Iterable[FootprintPart | PartRow]) -> dict[str, Decimal]:
    """Return money in other currencies than the footprint's by currency, each summed by itself."""
    sums: dict[str, Decimal] = {}
    for one in found:
        for currency, amount in one.other_money.items():
            sums[currency] = sums.get(currency, NOTHING) + Decimal(amount)
    return dict(sorted(sums.items()))


def _area_rows(area: str, below: Sequence[FootprintPart], intervals: Mapping[str, Interval]) -> Iterable[PartRow]:
    if not area:
        yield from (part_row(part) for part in below)
        return
    interval = intervals.get(area)
    known = [part.kg for part in below if part.kg is not None]
    yield PartRow(
        key=area,
        code="",
        name=category_name(area),
        amount=sum((part.amount for part in below), NOTHING),
        other_money=other_money(below),
        lines=sum(part.lines or 0 for part in below),
        kg=sum(known, NOTHING) if known else None,
        low=interval.low_kg if interval else None,
        high=interval.high_kg if interval else None,
        query=lines_query(Dimension.CATEGORY, area),
        is_area=True,
    )
    yield from (replace(part_row(part), is_leaf=True) for part in below)


def _name_and_code(part: FootprintPart) -> tuple[str, str]:
    if part.dimension == Dimension.CATEGORY:
        return category_name(part.key), ""
    if part.dimension == Dimension.GHG_CATEGORY:
        return ghg_name(int(part.key)), ""
    if part.dimension == Dimension.MONTH:
        return month_name(part.key), ""
    name = part_name(part.dimension, part.key, part.label)
    return name, part_key(part.key) if part.dimension != Dimension.SUPPLIER and part.label else ""


def month_name(key: str) -> str:
    """Return a month such as "2024-03" in words."""
    year, month = key.split("-")
    return date_format(date(int(year), int(month), 1), "F Y")


def _kg_of(parts: Iterable[FootprintPart]) -> Decimal:
    return sum((part.kg or NOTHING for part in parts), NOTHING)


def _sort_key(row: PartRow, order: str) -> tuple[Decimal, str]:
    numbers = {"kg": row.kg, "amount": row.amount, "lines": Decimal(row.lines or 0)}
    if order not in numbers:
        return NOTHING, row.name.casefold() if order == "name" else row.key.zfill(_LONGEST_KEY)
    value = numbers[order]
    return (-value if value is not None else Decimal("Infinity")), row.name.casefold()
