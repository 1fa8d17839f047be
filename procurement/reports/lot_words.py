"""A lot as its pages show it: what is asked in it, what is its own, what weighs what, and what rises."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language

from procurement.models import Lot, Procurement
from procurement.queries.asked import AskedLine, asked_in, price_weight_in, weight_sum
from procurement.reports.asked_words import ShownSum, percent, shown_sums
from requirements_bank.reports.requirement_words import shown


@dataclass(frozen=True, slots=True)
class AskedHere:
    """One requirement in a lot; `is_own` where it is asked in this lot alone, `rises` where it has steps."""

    line: AskedLine
    title: str
    language: str
    is_own: bool

    @property
    def weight(self) -> str:
        """What it weighs, without noughts at its end; empty where that is not said."""
        return "" if self.line.asked.weight is None else percent(self.line.asked.weight)

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the requirements."""
        return f"#item-{self.line.asked.uuid}"

    @property
    def rises(self) -> bool:
        """Whether it rises in steps."""
        return self.line.staircase is not None


@dataclass(frozen=True, slots=True)
class ShownLot:
    """A lot with what is asked in it; `price` is what the price weighs there, `sum` None where nothing is weighed."""

    lot: Lot
    asked: Sequence[AskedHere]
    price: Decimal | None
    sum: ShownSum | None

    @property
    def usual_price(self) -> str:
        """What the price weighs in the procurement, empty where that is not said."""
        weight = self.lot.procurement.price_weight
        return "" if weight is None else percent(weight)

    @property
    def own(self) -> int:
        """How many requirements are its own."""
        return sum(each.is_own for each in self.asked)

    @property
    def rising(self) -> int:
        """How many requirements rise in steps."""
        return sum(each.rises for each in self.asked)


def shown_lots(procurement: Procurement, lines: Sequence[AskedLine]) -> list[ShownLot]:
    """Return the lots in their order."""
    lots = list(procurement.lots.all())
    for lot in lots:
        lot.procurement = procurement
    return [shown_lot(lot, lines) for lot in lots]


def shown_lot(lot: Lot, lines: Sequence[AskedLine]) -> ShownLot:
    """Return one lot with what is asked in it."""
    here = asked_in(lot, lines)
    sums = shown_sums([weight_sum(lot.procurement, lot, here)])
    return ShownLot(
        lot, [_asked(line, lot) for line in here], price_weight_in(lot.procurement, lot), sums[0] if sums else None
    )


def _asked(line: AskedLine, lot: Lot) -> AskedHere:
    said = shown(line.version, values=line.values) if line.version else None
    title, language = (said.title, said.language) if said else (line.asked.title, get_language() or "en")
    return AskedHere(line, title, language, line.asked.lot_id == lot.pk)
