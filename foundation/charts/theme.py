"""How charts look: our greens, Inter, quiet axes, numbers by language."""

from typing import Any

from foundation.figures import MINUS, NARROW_SPACE

SPRUCE = "#1b5e44"
SPRUCE_MIDDLE = "#4f9a7d"
SPRUCE_LIGHT = "#cfe5db"
GREY = "#b8c4be"
AMBER = "#d9932f"
INK = "#14201b"
INK_SOFT = "#4a5852"
GRID = "#e4eae7"
FONT = "Inter, system-ui, sans-serif"
TEXT_SIZE = 13

Spec = dict[str, Any]

CONFIG: Spec = {
    "background": None,
    "font": FONT,
    "padding": {"left": 2, "right": 4, "top": 6, "bottom": 2},
    "view": {"stroke": None},
    "axis": {
        "domain": False,
        "ticks": False,
        "gridColor": GRID,
        "labelColor": INK_SOFT,
        "labelFontSize": TEXT_SIZE,
        "labelPadding": 8,
        "titleColor": INK_SOFT,
        "titleFontSize": TEXT_SIZE,
        "titleFontWeight": 400,
    },
    "text": {"color": INK, "fontSize": TEXT_SIZE},
    "legend": {
        "labelColor": INK,
        "labelFontSize": TEXT_SIZE,
        "symbolType": "square",
        "symbolSize": 120,
        "orient": "top",
        "direction": "horizontal",
        "columnPadding": 20,
        "titleFontSize": 0,
        "offset": 12,
    },
}

# A drawing is as wide as asked for, labels included.
FIT: Spec = {"type": "fit", "contains": "padding"}

# Axis labels in d3's notation: three significant digits, parted thousands.
AXIS_NUMBERS = ",.3~r"


def number_locale(language: str) -> Spec:
    """Return d3's number locale for the language."""
    return {
        "decimal": "." if language.startswith("en") else ",",
        "thousands": "," if language.startswith("en") else NARROW_SPACE,
        "grouping": [3],
        "currency": ["", ""],
        "minus": MINUS,
    }


def unit_axis(unit: str, *, labels: int = 5) -> Spec:
    """Return a value axis whose unit stands above it, horizontally."""
    return {
        "title": unit,
        "titleAngle": 0,
        "titleAlign": "left",
        "titleAnchor": "end",
        "titleBaseline": "bottom",
        "titleX": 0,
        "titleY": -10,
        "tickCount": labels,
        "format": AXIS_NUMBERS,
    }
