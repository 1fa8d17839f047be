"""What a picture of stairs is made of: lines, ways, grounds and words, with attributes alone."""

from lxml import etree

from foundation.charts.rising_layout import room
from foundation.charts.theme import FONT, INK, TEXT_SIZE

PLATE = "#ffffff"


def line(
    x: float, y: float, end: float, low: float, stroke: str, *, width: float = 1, dash: str = "none"
) -> etree._Element:
    """Return a straight line from (x, y) to (end, low)."""
    return path(f"M{x:g} {y:g}L{end:g} {low:g}", stroke, width=width, dash=dash)


def path(way: str, stroke: str, *, width: float = 1, dash: str = "none", fill: str = "none") -> etree._Element:
    """Return a way in the words of SVG."""
    drawn = {"d": way, "stroke": stroke, "stroke-width": f"{width:g}", "fill": fill}
    return etree.Element("path", {**drawn, "stroke-linejoin": "round", "stroke-dasharray": dash})


def rect(x: float, y: float, width: float, height: float, fill: str, *, radius: float = 0) -> etree._Element:
    """Return a rectangle; nothing of it is narrower than nothing."""
    placed = {"x": f"{x:g}", "y": f"{y:g}", "width": f"{max(width, 0):g}", "height": f"{height:g}"}
    return etree.Element("rect", {**placed, "fill": fill, "rx": f"{radius:g}"})


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    size: float = TEXT_SIZE,
    fill: str = INK,
    weight: int = 400,
) -> etree._Element:
    """Return words at a place."""
    look = {"font-family": FONT, "font-size": f"{size:g}", "font-weight": str(weight), "fill": fill}
    element = etree.Element("text", {"x": f"{x:g}", "y": f"{y:g}", "text-anchor": anchor, **look})
    element.text = words
    return element


def plate(x: float, y: float, words: str, size: float) -> etree._Element:
    """Return a ground for the words that begin at (x, y), so that no line runs through them."""
    ground = rect(x - 3, y - size, room(words, size) + 6, size + 4, PLATE, radius=3)
    ground.set("fill-opacity", "0.85")
    return ground
