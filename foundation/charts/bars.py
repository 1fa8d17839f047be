"""One bar per row: categories or suppliers, usually the largest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import FIT, INK, SPRUCE, Spec
from foundation.charts.words import as_float, in_two_lines, label_expression
from foundation.figures import MISSING, Number, as_decimal, in_words

_ROW = 42
_ROW_WITH_LABEL_ABOVE = 52
_LABEL_CHARACTERS = 34
_ROOM_FOR_FIGURES = {False: 1.22, True: 1.45}


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar with its words and its value in the unit of the chart."""

    label: str
    value: Number


def horizontal_bars(
    rows: Sequence[BarRow], *, unit: str, title: str, description: str, language: str, broad: bool = False
) -> Drawing:
    """Draw one bar per row in the order given, its value with the unit at its end; a missing value shows as "–"."""
    data = [_row(place, row, unit, language) for place, row in enumerate(rows)]
    return drawn(lambda width: _spec(data, width), title=title, description=description, language=language, broad=broad)


def _row(place: int, row: BarRow, unit: str, language: str) -> Spec:
    value = as_float(row.value) or 0.0
    known = as_decimal(row.value) is not None
    figure = f"{in_words(row.value, language)} {unit}" if known else MISSING
    return {"row": place, "label": row.label, "value": value, "end": max(value, 0.0), "figure": figure}


def _spec(data: list[Spec], width: int) -> Spec:
    above = width == NARROW
    values = [row["value"] for row in data]
    domain = [min([0, *values]), (max([0, *values]) or 1) * _ROOM_FOR_FIGURES[above]]
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": domain}}
    y = {
        "field": "row",
        "type": "ordinal",
        "axis": None if above else _label_axis(data),
        "scale": {"paddingInner": 0, "paddingOuter": 0},
    }
    shift = 12 if above else 0
    bar = {"type": "bar", "color": SPRUCE, "height": 14, "cornerRadiusEnd": 3, "yOffset": shift}
    figure = {"type": "text", "align": "left", "dx": 8, "dy": shift + 1, "fontWeight": 600}
    layers: list[Spec] = [
        {"mark": bar, "encoding": {"x": x, "y": y}},
        {"mark": figure, "encoding": {"x": {**x, "field": "end"}, "y": y, "text": {"field": "figure"}}},
    ]
    if above:
        words = {"type": "text", "align": "left", "dy": -9, "x": 0, "limit": width - 8}
        layers.append({"mark": words, "encoding": {"y": y, "text": {"field": "label"}}})
    height = max(len(data), 1) * (_ROW_WITH_LABEL_ABOVE if above else _ROW)
    return {"width": width, "height": height, "autosize": FIT, "data": {"values": data}, "layer": layers}


def _label_axis(data: list[Spec]) -> Spec:
    labels: dict[int, str | list[str]] = {row["row"]: in_two_lines(row["label"], _LABEL_CHARACTERS) for row in data}
    return {
        "title": None,
        "labelLimit": 300,
        "labelColor": INK,
        "labelPadding": 12,
        "labelLineHeight": 16,
        "labelExpr": label_expression(labels),
    }
