"""The ledger lines behind a figure of a footprint: those of its pinned imports under its mapping, and no others.

One statement over the spend cells gives the sums of a selection, what it consists of, and the cells that a page
touches; a second one reads the lines of those cells. So a page costs the same however many lines there are. Up to
`SORTED_AT_MOST` lines are sorted one by one and searched in their texts; beyond that they come in groups, cell by cell.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from emissions.calculations.results import CAPITAL_GOODS_CATEGORY, COUNTED
from emissions.models import Footprint
from emissions.queries.spend import SpendBase
from foundation.named_sql import rows, set_wise, statement
from foundation.personal_numbers import SHAPE, findable
from organisations.reference.categories import categories
from suppliers.models import SupplierCard
from suppliers.queries.identities import cards_under

SORTED_AT_MOST = 5_000
EVERY_CELL = 2**62
PAGE_SIZE = 50
EXPORT_BATCH = 5_000
SORTS = ("size", "kg", "newest", "oldest")

LEFT_OUT = "excluded"
TREATMENTS: dict[str, tuple[str, ...]] = {
    "counted": tuple(sorted(COUNTED)),
    "energy": ("energy",),
    "unclassified": ("unclassified",),
    "excluded": (LEFT_OUT,),
    "all": (*sorted(COUNTED), "energy", LEFT_OUT),
}
NO_SUPPLIER, PERSONS = "none", "persons"
_CELL_ARRAYS = {
    "cell_imports": "import_id",
    "cell_months": "month",
    "cell_keys": "key_id",
    "cell_currencies": "currency",
    "cell_treatments": "treatment",
    "cell_categories": "category",
    "cell_reasons": "reason",
    "cell_kg": "kg_per_unit",
    "cell_named": "is_named",
    "cell_positions": "position",
}


@dataclass(frozen=True, slots=True)
class LineFilter:
    """Which lines: every given condition holds; `treatment` is a key of TREATMENTS.

    `category` is an area, a leaf or nothing; `supplier` the key of a part, "persons" or "none"; `unit` may be empty
    text for lines without one; `month` the first of a month; `ghg` a GHG Protocol category; `gap` only what has no
    figure.
    """

    treatment: str = "counted"
    category: str | None = None
    supplier: str | None = None
    account: str | None = None
    unit: str | None = None
    month: date | None = None
    ghg: int | None = None
    reason: str | None = None
    gap: bool = False
    words: str = ""
    sort: str = "size"


@dataclass(frozen=True, slots=True)
class CurrencySum:
    """Lines of one currency: their money, their number, and kg CO2e where any of them has a factor."""

    currency: str
    amount: Decimal
    lines: int
    kg: Decimal | None


@dataclass(frozen=True, slots=True)
class LineSelection:
    """The chosen lines: sums by currency, the largest suppliers, accounts and units, and the cells to read.

    `is_sorted` says that they stand line by line in the chosen order, and `texts_too` that their texts were searched.
    """

    sums: tuple[CurrencySum, ...]
    largest: tuple[dict[str, Any], ...]
    cells: tuple[dict[str, Any], ...]
    is_sorted: bool
    texts_too: bool

    @property
    def lines(self) -> int:
        """How many lines."""
        return sum(item.lines for item in self.sums)


class FootprintLines:
    """Reads the lines of one footprint for one reader.

    `persons_are_named`: whether sole traders' names may show; `numbers_are_seen`: whether personal numbers may;
    `left_out_is_seen`: whether lines that are no purchases (wages, grants, …) may. What may not show is not found
    either: else a search, digit by digit, would tell it.
    """

    def __init__(
        self,
        footprint: Footprint,
        base: SpendBase,
        *,
        persons_are_named: bool,
        numbers_are_seen: bool = False,
        left_out_is_seen: bool = True,
        sorted_at_most: int = SORTED_AT_MOST,
    ) -> None:
        self.footprint = footprint
        self._sorted_at_most = sorted_at_most
        self._hidden = () if left_out_is_seen else (LEFT_OUT,)
        known = footprint.intensity_set.intensities.exclude(kg_per_unit=None)
        intensities = list(known.values_list("category", "currency", "kg_per_unit"))
        self._fixed: dict[str, Any] = {
            **base.parameters,
            "currency": footprint.currency,
            "version": footprint.mapping_number,
            "supplier_revision": footprint.supplier_revision,
            "categories": [category for category, _, _ in intensities],
            "currencies": [currency for _, currency, _ in intensities],
            "kg_per_unit": [str(kg) for _, _, kg in intensities],
            "persons_are_named": persons_are_named,
            "numbers_are_seen": numbers_are_seen,
            "like_numbers": SHAPE,
        }

    def select(self, chosen: LineFilter, *, start: int = 0, size: int = PAGE_SIZE) -> LineSelection:
        """Return the sums of the chosen lines and the cells in which the page from `start` lies."""
        return self._select(chosen, start, size)

    def page(self, chosen: LineFilter, selection: LineSelection, *, start: int, size: int) -> list[dict[str, Any]]:
        """Return `size` described lines from position `start`; `selection` was made for the same start and size."""
        before = 0 if selection.is_sorted else min((cell["lines_before"] for cell in selection.cells), default=0)
        return self._lines_of(chosen, selection.cells, {"start": start - before, "size": size})

    def all(self, chosen: LineFilter) -> Iterator[dict[str, Any]]:
        """Yield every chosen line, group by group, read in batches."""
        few = self.select(chosen)
        selection = few if few.is_sorted else self._select(chosen, 0, EVERY_CELL)
        for cells in _batches(selection.cells):
            yield from self._lines_of(chosen, cells, {"start": 0, "size": None})

    def line(self, import_id: int, row: int) -> dict[str, Any] | None:
        """Return one described line; None where the footprint does not rest on it or the reader may not see it."""
        found = _described("line_of_row", {**self._fixed, "import_id": import_id, "row": row})
        return found[0] if found and found[0]["treatment"] not in self._hidden else None

    def _select(self, chosen: LineFilter, start: int, size: int) -> LineSelection:
        limits = {"start": start, "size": size, "sorted_at_most": self._sorted_at_most}
        parameters = {**self._parameters(chosen), **limits}
        with set_wise():
            found = rows("emissions.chosen_lines", parameters)
        totals = [row for row in found if row["part"] == "total"]
        cells = sorted((row for row in found if row["part"] == "cell"), key=lambda row: row["position"])
        texts_too = sum(row["lines"] for row in totals) <= self._sorted_at_most
        if texts_too and chosen.words:
            sums = _sums(rows("emissions.lines_found", {**parameters, **_arrays(cells)}))
        else:
            sums = _sums([row for row in totals if row["named_lines"]], "named_")
        return LineSelection(
            sums=sums,
            largest=tuple(sorted((row for row in found if row["part"] == "largest"), key=_rank)),
            cells=tuple(cells),
            is_sorted=texts_too or sum(item.lines for item in sums) <= self._sorted_at_most,
            texts_too=texts_too,
        )

    def _lines_of(
        self, chosen: LineFilter, cells: Sequence[dict[str, Any]], window: dict[str, Any]
    ) -> list[dict[str, Any]]:
        return _described("lines_of_cells", {**self._parameters(chosen), **_arrays(cells), **window})

    def _parameters(self, chosen: LineFilter) -> dict[str, Any]:
        words = chosen.words.strip()
        escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return {
            **self._fixed,
            "treatments": [name for name in _treatments(chosen) if name not in self._hidden],
            "chosen_categories": _categories(chosen),
            "reason": chosen.reason,
            "account": self._findable(chosen.account),
            "unit": self._findable(chosen.unit),
            "month": chosen.month,
            "without_supplier": chosen.supplier == NO_SUPPLIER,
            "cards": self._cards(chosen.supplier),
            "without_figure": chosen.gap,
            "sort": chosen.sort,
            "words": words,
            "pattern": f"%{escaped}%" if words else None,
            "prefix": f"{escaped}%" if words else None,
        }

    def _findable(self, key: str | None) -> str | None:
        return findable(key, numbers_are_seen=self._fixed["numbers_are_seen"])

    def _cards(self, supplier: str | None) -> list[int] | None:
        """Return the supplier cards that a part's key stands for; None where all suppliers are meant."""
        if supplier is None or supplier == NO_SUPPLIER:
            return None
        if supplier == PERSONS:
            cards = SupplierCard.objects.filter(organisation=self.footprint.organisation_id, is_personal=True)
            return list(cards.values_list("pk", flat=True))
        return cards_under(self.footprint.organisation_id, supplier, self.footprint.supplier_revision)


def _treatments(chosen: LineFilter) -> tuple[str, ...]:
    if chosen.ghg is None:
        return TREATMENTS[chosen.treatment]
    return ("capital_good",) if chosen.ghg == CAPITAL_GOODS_CATEGORY else ("purchase",)


def _categories(chosen: LineFilter) -> list[str] | None:
    """Return the leaves of the chosen area, the chosen leaf, those of a GHG Protocol category; None for all."""
    if chosen.category is None and chosen.ghg in (None, CAPITAL_GOODS_CATEGORY):
        return None
    leaves = [leaf for leaf in categories() if leaf.is_leaf]
    if chosen.ghg not in (None, CAPITAL_GOODS_CATEGORY):
        leaves = [leaf for leaf in leaves if leaf.scope3 == chosen.ghg]
    if chosen.category is not None:
        leaves = [leaf for leaf in leaves if chosen.category in (leaf.code, leaf.parent)]
    return [leaf.code for leaf in leaves]


def _sums(found: list[dict[str, Any]], prefix: str = "") -> tuple[CurrencySum, ...]:
    """Return the sums by currency, the one with the most lines first."""
    sums = [
        CurrencySum(row["currency"], row[f"{prefix}amount"], row[f"{prefix}lines"], row[f"{prefix}kg"]) for row in found
    ]
    return tuple(sorted(sums, key=lambda item: (-item.lines, item.currency)))


def _rank(row: dict[str, Any]) -> tuple[str, int]:
    return row["dimension"], row["rank"]


def _arrays(cells: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    """Return the cells as the arrays that the statements over lines take."""
    return {name: [cell[column] for cell in cells] for name, column in _CELL_ARRAYS.items()}


def _batches(cells: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield the cells in groups of about EXPORT_BATCH lines."""
    batch: list[dict[str, Any]] = []
    lines = 0
    for cell in cells:
        batch.append(cell)
        lines += cell["lines"]
        if lines >= EXPORT_BATCH:
            yield batch
            batch, lines = [], 0
    if batch:
        yield batch


def _described(name: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the lines that a statement picks, with the names of what they say."""
    picked, described = statement(f"emissions.{name}"), statement("emissions.lines_described")
    with connection.cursor() as cursor:
        cursor.execute(f"WITH picked AS MATERIALIZED (\n{picked})\n{described}", parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
