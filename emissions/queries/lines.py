"""The ledger lines behind a figure of a footprint: those of its pinned imports under its mapping, and no others.

Money and line counts of a selection come from the spend cells, so that they cost the same however many lines there are.
Up to `SORTED_AT_MOST` lines are sorted one by one and searched in their texts; beyond that the lines come in the order
of their cells (supplier, account and month together), of which a page touches only a few.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection

from emissions.calculations.results import CAPITAL_GOODS_CATEGORY
from emissions.models import Footprint
from emissions.queries.spend import SpendBase
from foundation.named_sql import statement
from organisations.reference.categories import categories
from suppliers.models import SupplierCard

SORTED_AT_MOST = 20_000
PAGE_SIZE = 50
EXPORT_BATCH = 5_000
SORTS = ("size", "kg", "newest", "oldest")

COUNTED = ("purchase", "capital_good", "unclassified")
TREATMENTS: dict[str, tuple[str, ...]] = {
    "counted": COUNTED,
    "energy": ("energy",),
    "unclassified": ("unclassified",),
    "excluded": ("excluded",),
    "all": (*COUNTED, "energy", "excluded"),
}
NO_SUPPLIER, PERSONS = "none", "persons"


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
    """The chosen lines of one footprint: sums by currency and whether they can be sorted one by one."""

    sums: tuple[CurrencySum, ...]
    is_sorted: bool

    @property
    def lines(self) -> int:
        """How many lines."""
        return sum(item.lines for item in self.sums)

    @property
    def kg(self) -> Decimal | None:
        """Kg CO2e of all lines that have a factor; nothing where none has."""
        known = [item.kg for item in self.sums if item.kg is not None]
        return sum(known, Decimal(0)) if known else None


class FootprintLines:
    """Reads the lines of one footprint for one reader; `persons_are_named`: whether sole traders' names may show."""

    def __init__(self, footprint: Footprint, base: SpendBase, *, persons_are_named: bool) -> None:
        self.footprint = footprint
        self._persons_are_named = persons_are_named
        known = footprint.intensity_set.intensities.exclude(kg_per_unit=None)
        intensities = list(known.values_list("category", "currency", "kg_per_unit"))
        self._fixed: dict[str, Any] = {
            **base.parameters,
            "version": footprint.mapping_number,
            "categories": [category for category, _, _ in intensities],
            "currencies": [currency for _, currency, _ in intensities],
            "kg_per_unit": [str(kg) for _, _, kg in intensities],
            "persons_are_named": persons_are_named,
        }

    def select(self, chosen: LineFilter) -> LineSelection:
        """Return the sums of the chosen lines."""
        parameters = self._parameters(chosen)
        found = _rows(_with_cells("lines_total"), parameters)
        is_sorted = sum(row["lines"] for row in found) <= SORTED_AT_MOST
        if not chosen.words:
            return LineSelection(tuple(_sum_of(row) for row in found), is_sorted)
        if is_sorted:
            found = _rows(_with_cells("lines_found"), parameters)
            return LineSelection(tuple(_sum_of(row) for row in found), is_sorted)
        return LineSelection(tuple(_sum_of(row, "named_") for row in found if row["named_lines"]), is_sorted)

    def page(self, chosen: LineFilter, selection: LineSelection, *, start: int, size: int) -> list[dict[str, Any]]:
        """Return `size` described lines from position `start` in the chosen order."""
        name = "lines_sorted" if selection.is_sorted else "lines_grouped"
        parameters = {**self._parameters(chosen), "start": start, "size": size}
        return _rows(_described(name), parameters)

    def all(self, chosen: LineFilter, selection: LineSelection) -> Iterator[dict[str, Any]]:
        """Yield every chosen line in the order of imports and rows, read in batches."""
        parameters = {**self._parameters(chosen), "texts_too": selection.is_sorted, "size": EXPORT_BATCH}
        after = (0, -1)
        while True:
            batch = _rows(_described("lines_exported"), {**parameters, "after_import": after[0], "after_row": after[1]})
            yield from batch
            if len(batch) < EXPORT_BATCH:
                return
            after = batch[-1]["import_id"], batch[-1]["row"]

    def largest(self, chosen: LineFilter) -> list[dict[str, Any]]:
        """Return the largest suppliers, accounts and units of the selection.

        Columns: dimension, key, label, amount, lines, kg, and size, the number of keys in the dimension.
        """
        return _rows(_with_cells("lines_largest"), self._parameters(chosen))

    def line(self, import_id: int, row: int) -> dict[str, Any] | None:
        """Return one described line, whatever its treatment; None where the footprint does not rest on it."""
        found = _rows(_described("line_of_row"), {**self._fixed, "import_id": import_id, "row": row})
        return found[0] if found else None

    def _parameters(self, chosen: LineFilter) -> dict[str, Any]:
        words = chosen.words.strip()
        escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return {
            **self._fixed,
            "treatments": list(_treatments(chosen)),
            "chosen_categories": _categories(chosen),
            "reason": chosen.reason,
            "account": chosen.account,
            "unit": chosen.unit,
            "month": chosen.month,
            "without_supplier": chosen.supplier == NO_SUPPLIER,
            "cards": self._cards(chosen.supplier),
            "without_figure": chosen.gap,
            "sort": chosen.sort,
            "words": words,
            "pattern": f"%{escaped}%" if words else None,
            "prefix": f"{escaped}%" if words else None,
        }

    def _cards(self, supplier: str | None) -> list[int] | None:
        """Return the supplier cards that a part's key stands for; None where all suppliers are meant."""
        if supplier is None or supplier == NO_SUPPLIER:
            return None
        cards = SupplierCard.objects.filter(organisation=self.footprint.organisation_id)
        if supplier == PERSONS:
            cards = cards.filter(is_personal=True)
        else:
            by_party = cards.filter(party__uuid=supplier, is_personal=False)
            cards = by_party | cards.filter(uuid=supplier, party=None, is_personal=False)
        return list(cards.values_list("pk", flat=True))


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


def _sum_of(row: dict[str, Any], prefix: str = "") -> CurrencySum:
    return CurrencySum(row["currency"], row[f"{prefix}amount"], row[f"{prefix}lines"], row[f"{prefix}kg"])


def _with_cells(name: str) -> str:
    """Return a statement over `chosen`, the cells that the filter leaves."""
    return f"WITH chosen AS MATERIALIZED (\n{statement('emissions.chosen_cells')})\n{statement(f'emissions.{name}')}"


def _described(name: str) -> str:
    """Return a statement over `picked` lines with the names of what they say."""
    cells = f"chosen AS MATERIALIZED (\n{statement('emissions.chosen_cells')}),\n" if name != "line_of_row" else ""
    return f"WITH {cells}picked AS (\n{statement(f'emissions.{name}')})\n{statement('emissions.lines_described')}"


def _rows(sql: str, parameters: dict[str, Any]) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
