"""What is asked over time, as a stair line with everything beside it, laid out by hand rather than by Vega-Lite.

A reader drags its steps, so that a page must know where each day and value stands: the drawing's root carries
`data-plot` (left, top, width, height), `data-first`, `data-last`, `data-bottom` and `data-top`.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from foundation.charts import rising_layout
from foundation.charts.rendering import BROAD, NARROW, WIDE, Drawing
from foundation.charts.rising_dots import dots
from foundation.charts.rising_lines import axes, bands, companions, ground, stairs, strips, today_line
from foundation.charts.svg import readable_svg
from foundation.figures import Number


@dataclass(frozen=True, slots=True)
class Tread:
    """What is asked from one day to another; `note` stands small below its label. One that may never come is dashed."""

    first: date
    last: date
    value: Number
    label: str
    note: str = ""
    is_possible: bool = False


@dataclass(frozen=True, slots=True)
class Companion:
    """Somebody else's stairs, drawn thin and named at their end."""

    name: str
    treads: tuple[Tread, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """Days with a ground of their own, such as an extension; `short` names it where there is little room."""

    first: date
    last: date
    label: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """One line of figures below the picture, a cell for each tread; left out where the cells have no room."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """What was measured on a day, and whether it keeps what was asked then; `label` is its figure in words."""

    day: date
    value: Number
    label: str
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Rising:
    """Everything that the picture shows; `bounds` are (value, words), `today` a day with its word."""

    treads: tuple[Tread, ...]
    first: date
    last: date
    unit: str
    bounds: tuple[tuple[Number, str], ...] = ()
    bands: tuple[Band, ...] = ()
    companions: tuple[Companion, ...] = ()
    strips: tuple[Strip, ...] = ()
    dots: tuple[Dot, ...] = ()
    today: tuple[date, str] | None = None
    top: Number = None


def rising(picture: Rising, *, title: str, description: str, language: str, broad: bool = False) -> Drawing:
    """Draw the stairs for a page, a phone and, if it has a page to itself, `broad`."""
    widths = (WIDE, NARROW, BROAD) if broad else (WIDE, NARROW)
    return Drawing(*(_drawn(picture, width, title, description, language) for width in widths))


def small_rising(picture: Rising, *, title: str, description: str, language: str) -> SafeString:
    """Draw the stairs as narrow as for a phone, for a page that shows many of them."""
    return _drawn(picture, NARROW, title, description, language)


def _drawn(picture: Rising, width: int, title: str, description: str, language: str) -> SafeString:
    return mark_safe(readable_svg(_svg(picture, width, language), title, description))  # noqa: S308 - made by lxml


def _svg(picture: Rising, width: int, language: str) -> str:
    frame = rising_layout.frame_of(picture, width)
    root = etree.Element("svg", _root(frame))
    parts = (
        bands(picture, frame),
        ground(picture, frame),
        axes(picture, frame, language),
        companions(picture, frame),
        today_line(picture, frame),
        stairs(picture, frame),
        dots(picture, frame),
        strips(picture, frame),
    )
    for part in parts:
        root.extend(part)
    return etree.tostring(root, encoding="unicode")


def _root(frame: rising_layout.Frame) -> dict[str, str]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": f"0 0 {frame.whole_width} {frame.whole_height:g}",
        "width": str(frame.whole_width),
        "height": f"{frame.whole_height:g}",
        "data-plot": f"{frame.left:g} {frame.head:g} {frame.width:g} {frame.height:g}",
        "data-first": frame.first.isoformat(),
        "data-last": frame.last.isoformat(),
        "data-bottom": f"{frame.bottom:g}",
        "data-top": f"{frame.top:g}",
    }
