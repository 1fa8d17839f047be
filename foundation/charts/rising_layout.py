"""Where days and values stand in a picture of stairs, and how much room words take."""

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from foundation.charts.rendering import BROAD, NARROW
from foundation.charts.words import as_float

if TYPE_CHECKING:
    from foundation.charts.rising import Rising, Tread

LINE = 22
NAME_WIDTH = 230
LABELS = 5
_LETTER = 0.57  # of the type size, on average


@dataclass(frozen=True, slots=True)
class Frame:
    """The plot inside the drawing: its place and size, and what its sides stand for."""

    whole_width: int
    whole_height: float
    left: float
    head: float
    width: float
    height: float
    first: date
    last: date
    bottom: float
    top: float
    step: float
    over: float

    @property
    def is_narrow(self) -> bool:
        """Whether it is drawn for a phone."""
        return self.whole_width == NARROW

    def x(self, day: date) -> float:
        """Return where a day stands, at an edge where it lies beyond."""
        days = max((self.last - self.first).days, 1)
        return self.left + self.width * min(max((day - self.first).days / days, 0.0), 1.0)

    def y(self, value: float) -> float:
        """Return where a value stands."""
        return self.head + self.height * (1 - (value - self.bottom) / (self.top - self.bottom))


def frame_of(picture: "Rising", width: int) -> Frame:
    """Return the plot for a drawing of this width; what neighbours are called stands to its right, or below it."""
    narrow = width == NARROW
    height = {NARROW: 230.0, BROAD: 330.0}.get(width, 280.0)
    bottom, top, step = scale_of(picture)
    left = 14.0 + room(f"{top:g}", 13)
    names = max((room(each.name, 12) for each in picture.companions), default=0.0)
    right = 16.0 if narrow or not names else min(names + 20, NAME_WIDTH)
    below = 34 + (len(picture.companions) * 20 if narrow else len(picture.strips) * LINE + 4 * bool(picture.strips))
    over = 46.0 if narrow else 60.0
    head = over + 40
    return Frame(
        whole_width=width,
        whole_height=head + height + below,
        left=left,
        head=head,
        width=width - left - right,
        height=height,
        first=picture.first,
        last=picture.last,
        bottom=bottom,
        top=top,
        step=step,
        over=over,
    )


def scale_of(picture: "Rising") -> tuple[float, float, float]:
    """Return lowest and highest value of the axis and the distance of its lines, all of them even figures."""
    values = [as_float(tread.value) or 0.0 for tread in _treads(picture)]
    values += [as_float(value) or 0.0 for value, _words in picture.bounds]
    values += [as_float(dot.value) or 0.0 for dot in picture.dots]
    top, bottom = max([*values, as_float(picture.top) or 0.0, 0.0]), min([*values, 0.0])
    if top <= bottom:
        top = bottom + 1
    step = even_step((top - bottom) / LABELS)
    return math.floor(bottom / step) * step, math.ceil(round(top / step, 9)) * step, step


def even_step(least: float) -> float:
    """Return the smallest of 1, 2, 2.5, 5 and their tens that is no smaller than `least`.

    >>> even_step(17), even_step(0.3), even_step(20)
    (20.0, 0.5, 20.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= least * (1 - 1e-9))


def room(words: str, size: float) -> float:
    """Return roughly how wide words stand, in the drawing's units."""
    return len(words) * size * _LETTER


def fitted(words: str, size: float, width: float) -> str:
    """Return words as long as they have room, with dots where something is left out.

    >>> fitted("Kyst og Innland Engros AS", 12, 100), fitted("Granby", 12, 100)
    ('Kyst og Innla…', 'Granby')
    """
    most = max(int(width / (size * _LETTER)), 1)
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def _treads(picture: "Rising") -> list["Tread"]:
    return [*picture.treads, *(tread for each in picture.companions for tread in each.treads)]
