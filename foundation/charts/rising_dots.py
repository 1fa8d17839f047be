"""What was measured, in a picture of stairs: a round dot where it keeps what is asked, a red lozenge where not."""

from typing import TYPE_CHECKING, Any

from foundation.charts.rising_layout import Frame, room
from foundation.charts.rising_marks import path, plate, text
from foundation.charts.theme import INK, SPRUCE_MIDDLE
from foundation.charts.words import as_float

if TYPE_CHECKING:
    from foundation.charts.rising import Dot, Rising

RED = "#b3261e"
RADIUS = 6
MOST_NAMED = 6
NAMES_APART = 12


def dots(picture: "Rising", frame: Frame) -> list[Any]:
    """Return the dots on their days; their figures beside them where few of them leave room, else the newest one's."""
    seen = [dot for dot in picture.dots if frame.first <= dot.day <= frame.last]
    named = seen if len(seen) <= MOST_NAMED and not frame.is_narrow else seen[-1:]
    made: list[Any] = []
    for dot in seen:
        x, y = frame.x(dot.day), frame.y(as_float(dot.value) or 0.0)
        made.append(_mark(x, y, dot))
    for dot in named:
        made += _words(dot, frame)
    return made


def _mark(x: float, y: float, dot: "Dot") -> Any:  # noqa: ANN401 - an element of lxml
    r = RADIUS
    circle = f"M{x - r:g} {y:g}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"
    lozenge = f"M{x:g} {y - r - 1:g}L{x + r + 1:g} {y:g}L{x:g} {y + r + 1:g}L{x - r - 1:g} {y:g}Z"
    way, fill = (circle, SPRUCE_MIDDLE) if dot.is_kept else (lozenge, RED)
    return path(way, "#ffffff", width=2, fill=fill)


def _words(dot: "Dot", frame: Frame) -> list[Any]:
    """Return the figure of a dot below it, on a ground of its own, and within the drawing."""
    wide = room(dot.label, 12)
    end = frame.left + frame.width
    x = min(max(frame.x(dot.day) - wide / 2, frame.left + 4), end - wide)
    base = frame.head + frame.height
    below = frame.y(as_float(dot.value) or 0.0) + RADIUS + NAMES_APART + 4
    y = below if below < base - 2 else below - 2 * (RADIUS + NAMES_APART)
    return [plate(x, y, dot.label, 12), text(x, y, dot.label, size=12, fill=INK if dot.is_kept else RED, weight=600)]
