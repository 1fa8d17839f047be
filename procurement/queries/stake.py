"""What is at stake in a procurement: money and tonnes of its category in the newest footprint of an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from emissions.models import Footprint, FootprintPart
from emissions.models.footprints import Dimension
from emissions.queries.area_intervals import area_intervals
from emissions.queries.footprints import newest_footprints
from organisations.models import Organisation
from organisations.reference.categories import category_of
from procurement.queries.categories_below import codes_below


@dataclass(frozen=True, slots=True)
class Stake:
    """Sums of one category or area in the year of a footprint; None and empty where nothing is known.

    `kg` is what the money with a factor costs the climate; `is_partial` says that some of it has no factor.
    """

    footprint: Footprint
    category: str
    amount: Decimal | None = None
    other_money: tuple[tuple[str, Decimal], ...] = ()
    kg: Decimal | None = None
    low_kg: Decimal | None = None
    high_kg: Decimal | None = None
    is_partial: bool = False
    is_energy: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the year's accounts hold nothing of the category."""
        return self.amount is None

    @property
    def part_of_total(self) -> Decimal | None:
        """Its share of the footprint's total, 0 to 1; energy is in no total and has none."""
        total = self.footprint.known_kg
        return None if self.is_energy or self.kg is None or not total else self.kg / total

    @property
    def is_leaf(self) -> bool:
        """Whether it is one category rather than an area."""
        known = category_of(self.category)
        return known is not None and known.is_leaf


def stake_of(organisation: Organisation, category: str) -> Stake | None:
    """Return what the category cost in the newest year that has a footprint; None where no year has one."""
    footprint = newest_footprints([organisation.pk]).first()
    if footprint is None:
        return None
    parts = list(footprint.parts.filter(dimension=Dimension.CATEGORY, key__in=codes_below(category)).order_by("key"))
    return _summed(footprint, category, parts) if parts else Stake(footprint, category)


def _summed(footprint: Footprint, category: str, parts: Sequence[FootprintPart]) -> Stake:
    known = [part.kg for part in parts if part.kg is not None]
    low, high = _bounds(footprint, category, parts)
    return Stake(
        footprint=footprint,
        category=category,
        amount=sum((part.amount for part in parts), Decimal(0)),
        other_money=_abroad(parts),
        kg=sum(known, Decimal(0)) if known else None,
        low_kg=low,
        high_kg=high,
        is_partial=bool(known) and len(known) < len(parts),
        is_energy=all(part.is_energy for part in parts),
    )


def _bounds(
    footprint: Footprint, category: str, parts: Sequence[FootprintPart]
) -> tuple[Decimal | None, Decimal | None]:
    if len(parts) == 1:
        return parts[0].low_kg, parts[0].high_kg
    interval = area_intervals(footprint, parts).get(category)
    return (interval.low_kg, interval.high_kg) if interval else (None, None)


def _abroad(parts: Sequence[FootprintPart]) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for part in parts:
        for currency, amount in part.other_money.items():
            sums[currency] = sums.get(currency, Decimal(0)) + Decimal(amount)
    return tuple(sorted(sums.items()))
