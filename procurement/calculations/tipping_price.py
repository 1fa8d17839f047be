"""What a tonne of CO2e must be worth for another bid to win: "B wins if a tonne is worth more than 812 kroner".

Method: docs/methods/evaluation.md. Compared are price + tonnes × price per tonne; prices per tonne from zero on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

from procurement.calculations.bids import Bid, sound_bids
from procurement.calculations.exact_figures import as_decimal, exact
from procurement.calculations.shadow_price import with_known_tonnes


@dataclass(frozen=True, slots=True)
class Tipping:
    """Two bids, the one with fewer tonnes first, and the price per tonne at which they are equal.

    Below it the second is ahead, above it the first. `exact` is None where one is never behind the other.
    """

    bid: str
    other: str
    exact: Fraction | None

    @property
    def per_tonne(self) -> Decimal | None:
        """The price per tonne, rounded once."""
        return None if self.exact is None else as_decimal(self.exact)


@dataclass(frozen=True, slots=True)
class WinningStretch:
    """Who wins while a tonne is worth more than `above` and less than `below`, None without end."""

    above: Decimal
    below: Decimal | None
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    tonnes: Fraction
    price: Fraction
    code: str


def tipping_prices(bids: Iterable[Bid], currency: str) -> list[Tipping]:
    """Return every pair of bids with known tonnes and the price per tonne at which their order changes.

    None where they have the same tonnes, and where the one with fewer is the cheaper one, too. Of equal prices the
    order changes at zero: as soon as a tonne is worth anything, the one with fewer is ahead.
    """
    return [
        Tipping(one.code, other.code, _crossing(one, other)) for one, other in combinations(_lines(bids, currency), 2)
    ]


def winners_by_tonne_price(bids: Iterable[Bid], currency: str) -> list[WinningStretch]:
    """Return who wins from a price of zero per tonne upwards; at the ends of a stretch both neighbours win."""
    lines = _lines(bids, currency)
    stretches: list[WinningStretch] = []
    above = Fraction(0)
    leader = min(lines, key=lambda line: (line.price, line.tonnes), default=None)
    while leader:
        following = _next(leader, lines)
        below = following[0] if following else None
        alike = tuple(line.code for line in lines if (line.price, line.tonnes) == (leader.price, leader.tonnes))
        stretches.append(WinningStretch(as_decimal(above), None if below is None else as_decimal(below), alike))
        above, leader = following or (above, None)
    return stretches


def _lines(bids: Iterable[Bid], currency: str) -> list[_Line]:
    """Return the bids that can be compared, fewest tonnes first."""
    known, _problems = with_known_tonnes(sound_bids(bids, currency)[0])
    return sorted(
        (_Line(exact(bid.tonnes or Decimal(0)), exact(bid.price), bid.code) for bid in known),
        key=lambda line: (line.tonnes, line.price, line.code),
    )


def _crossing(one: _Line, other: _Line) -> Fraction | None:
    if one.tonnes == other.tonnes or one.price < other.price:
        return None
    return (one.price - other.price) / (other.tonnes - one.tonnes)


def _next(leader: _Line, lines: Sequence[_Line]) -> tuple[Fraction, _Line] | None:
    """Return where another one takes the lead, and which: of several the one with fewest tonnes."""
    cleaner = (line for line in lines if line.tonnes < leader.tonnes)
    crossings = [(found, line.tonnes, line) for line in cleaner if (found := _crossing(line, leader)) is not None]
    return min(((at, line) for at, _tonnes, line in crossings), key=lambda one: (one[0], one[1].tonnes), default=None)
