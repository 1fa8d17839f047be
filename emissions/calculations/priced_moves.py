"""Money that moves from one place to another, with the kilograms that it gives before and after.

Kilograms are of the total. Money that does not count gives zero; where no factor is known, they are null.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from emissions.calculations.results import COUNTED, IN_TOTAL

# kg per unit of money by category and currency.
Intensities = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class Place:
    """Where money is: its treatment with a reason or a category."""

    treatment: str
    reason: str
    category: str


@dataclass(frozen=True, slots=True)
class Move:
    """Money that moves from one place to another; kilograms are what it gives to the total, null without a factor."""

    source: Place
    target: Place
    currency: str
    keys: int
    lines: int
    amount: Decimal
    kg_before: Decimal | None
    kg_after: Decimal | None


@dataclass(frozen=True, slots=True)
class MovedCode:
    """Money of one account or function that moves; `kind` is "account" or "function"."""

    kind: str
    code: str
    name: str
    currency: str
    lines: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The moves of one year, None where there are no accounts; `seen` is the mapping version they start from, or 0.

    `has_footprint` says whether tonnes are known for the year at all; `codes` is the same money by account and by
    function, where it was asked for.
    """

    year: int | None
    seen: int
    moves: tuple[Move, ...]
    has_footprint: bool
    codes: tuple[MovedCode, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines move."""
        return sum(move.lines for move in self.moves)

    @property
    def counted_change(self) -> dict[str, Decimal]:
        """By currency, how much more money counts, or less."""
        changes: dict[str, Decimal] = {}
        for move in self.moves:
            sign = (move.target.treatment in COUNTED) - (move.source.treatment in COUNTED)
            changes[move.currency] = changes.get(move.currency, Decimal(0)) + sign * move.amount
        return changes

    @property
    def kg_change(self) -> Decimal | None:
        """How many kg CO2e the total grows by, as far as factors are known; nothing where no footprint is."""
        if not self.has_footprint:
            return None
        return sum(((move.kg_after or Decimal(0)) - (move.kg_before or Decimal(0)) for move in self.moves), Decimal(0))

    @property
    def lacks_factor(self) -> bool:
        """Whether money moves to or from a category that counts and has no factor."""
        return any(
            kg is None and place.treatment in IN_TOTAL
            for move in self.moves
            for kg, place in ((move.kg_before, move.source), (move.kg_after, move.target))
        )


def priced_moves(moved: pl.DataFrame, intensities: Intensities | None) -> tuple[Move, ...]:
    """Return rows of `moves`, with their currency, as values in their order; None says that no footprint is there."""
    return tuple(_move(row, intensities) for row in moved.iter_rows(named=True))


def moved_codes(kind: str, moved: pl.DataFrame) -> tuple[MovedCode, ...]:
    """Return rows of `moves_by` as values in their order: `kind`, its name in `kind`_name, currency, lines, amount."""
    columns = moved.select(kind, f"{kind}_name", "currency", "lines", "amount")
    return tuple(
        MovedCode(kind, code or "", name or "", currency, lines, amount)
        for code, name, currency, lines, amount in columns.iter_rows()
    )


def _move(row: dict[str, Any], intensities: Intensities | None) -> Move:
    source, target = (
        Place(row[f"{side}_treatment"], row[f"{side}_reason"] or "", row[f"{side}_category"] or "")
        for side in ("from", "to")
    )
    return Move(
        source=source,
        target=target,
        currency=row["currency"],
        keys=row["keys"],
        lines=row["lines"],
        amount=row["amount"],
        kg_before=_kg(source, row, intensities),
        kg_after=_kg(target, row, intensities),
    )


def _kg(place: Place, row: dict[str, Any], intensities: Intensities | None) -> Decimal | None:
    """Return what the money gives to the total: zero where it does not count, None where no factor is known."""
    if intensities is None or place.treatment == "unclassified":
        return None
    if place.treatment not in IN_TOTAL:
        return Decimal(0)
    factor = intensities.get((place.category, row["currency"]))
    return None if factor is None else Decimal(row["amount"]) * factor
