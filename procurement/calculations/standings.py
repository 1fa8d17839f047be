"""How bids stand under one model: what each part gives, the sum, the rank and the distance to the winner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from procurement.calculations.exact_figures import as_decimal, total


@dataclass(frozen=True, slots=True)
class Standing:
    """One bid under a model: by part what goes into its sum, and by criterion the points before weight."""

    bid: str
    parts: Mapping[str, Fraction]
    points: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def value(self) -> Fraction:
        """The sum of points, or the compared price."""
        return total(self.parts.values())


@dataclass(frozen=True, slots=True)
class RankedBid:
    """One bid's result, rounded once: sum of points or compared price, and how far it is behind the winner (≥ 0)."""

    bid: str
    rank: int
    value: Decimal
    behind: Decimal
    parts: Mapping[str, Decimal]
    points: Mapping[str, Decimal]


def ranked(standings: Iterable[Standing], *, highest_wins: bool) -> tuple[RankedBid, ...]:
    """Return the bids by rank, then code. Equal bids share a rank, and the next rank is left out: 1, 1, 3."""
    sign = -1 if highest_wins else 1
    listed = sorted(
        ((sign * standing.value, standing.bid, standing) for standing in standings), key=lambda one: one[:2]
    )
    ranks: dict[Fraction, int] = {}
    for place, (value, _bid, _standing) in enumerate(listed, start=1):
        ranks.setdefault(value, place)
    return tuple(
        _result(standing, ranks[value], sign * value, value - listed[0][0]) for value, _bid, standing in listed
    )


def _result(standing: Standing, rank: int, value: Fraction, behind: Fraction) -> RankedBid:
    return RankedBid(
        bid=standing.bid,
        rank=rank,
        value=as_decimal(value),
        behind=as_decimal(behind),
        parts=_decimals(standing.parts),
        points=_decimals(standing.points),
    )


def _decimals(figures: Mapping[str, Fraction]) -> dict[str, Decimal]:
    return {code: as_decimal(figure) for code, figure in figures.items()}
