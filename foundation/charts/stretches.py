"""Who or what holds from one value to another, a bar for each row: the winner by weight, or by price per tonne."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import AMBER, FIT, GREY, INK, SPRUCE, SPRUCE_LIGHT, SPRUCE_MIDDLE, Spec, unit_axis
from foundation.charts.words import as_float, in_two_lines, label_expression
from foundation.figures import Number

_ROW = 48
_LEGEND_ROW, _AXIS = 26, 62  # what stands above and below the bars
_COLOURS = (SPRUCE, AMBER, GREY, SPRUCE_LIGHT, SPRUCE_MIDDLE)
_DARK = (SPRUCE, SPRUCE_MIDDLE)
_LABEL_CHARACTERS = 22
_CHARACTER = 7.5  # pixels of a letter on a bar


@dataclass(frozen=True, slots=True)
class Stretch:
    """One part of a row, from `low` to `high`, and who holds it."""

    row: str
    low: Number
    high: Number
    holder: str


def stretches(
    parts: Sequence[Stretch],
    *,
    unit: str,
    title: str,
    description: str,
    language: str,
    mark: tuple[Number, str] | None = None,
    broad: bool = False,
    holders: Sequence[str] = (),
) -> Drawing:
    """Draw the rows in the order in which they come; `mark` is a value with a line, and the word for it.

    Drawings beside each other that are given the same `holders` show each of them in the same colour.
    """
    known = list(dict.fromkeys((*holders, *(part.holder for part in parts))))
    data = [_part(part, parts, known) for part in parts]
    at = {"at": as_float(mark[0]), "word": mark[1]} if mark and as_float(mark[0]) is not None else None
    return drawn(
        lambda width: _spec(data, unit, at, width),
        title=title,
        description=description,
        language=language,
        broad=broad,
    )


def _part(part: Stretch, parts: Sequence[Stretch], holders: Sequence[str]) -> Spec:
    rows = list(dict.fromkeys(each.row for each in parts))
    low, high = as_float(part.low) or 0.0, as_float(part.high) or 0.0
    colour = _COLOURS[holders.index(part.holder) % len(_COLOURS)]
    return {
        "row": rows.index(part.row),
        "label": part.row,
        "low": low,
        "high": high,
        "middle": (low + high) / 2,
        "holder": part.holder,
        "colour": colour,
        "ink": "white" if colour in _DARK else INK,
    }


def _spec(data: list[Spec], unit: str, mark: Spec | None, width: int) -> Spec:
    narrow = width == NARROW
    rows: dict[int, str | list[str]] = {each["row"]: in_two_lines(each["label"], _LABEL_CHARACTERS) for each in data}
    many = len(rows) > 1
    last = max((each["high"] for each in data), default=1.0) or 1.0
    room = width - (150 if many and not narrow else 0)
    axis = {
        "title": None,
        "labelExpr": label_expression(rows),
        "labelColor": INK,
        "labelLimit": 150,
        "labelLineHeight": 16,
    }
    y = {
        "field": "row",
        "type": "ordinal",
        "axis": axis if many and not narrow else None,
        "scale": {"paddingInner": 0.5 if narrow else 0.3, "paddingOuter": 0.3 if narrow else 0.1},
    }
    below = {**unit_axis(unit, labels=4 if narrow else 8), "titleY": 40, "grid": False}
    x = {"field": "low", "type": "quantitative", "axis": below, "scale": {"domain": [0, last], "nice": False}}
    names = list(dict.fromkeys((each["holder"], each["colour"]) for each in data))
    colour = {
        "field": "holder",
        "type": "nominal",
        "scale": {"domain": [name for name, _colour in names], "range": [shade for _name, shade in names]},
        "legend": {
            "columns": 1 if narrow else 3,
            "title": None,
            "labelLimit": width - 40 if narrow else width // 3 - 30,
            "offset": 26 if mark else 12,
        },
    }
    ink = {"field": "ink", "type": "nominal", "scale": None, "legend": None}
    fits = f"(datum.high - datum.low) / {last} * {room} > length(datum.holder) * {_CHARACTER} + 12"
    bars: Spec = {
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1.5},
        "encoding": {"x": x, "x2": {"field": "high"}, "y": y, "color": colour},
    }
    holders: Spec = {
        "mark": {"type": "text", "fontWeight": 600, "baseline": "middle"},
        "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "holder"}, "color": ink},
        "transform": [{"filter": fits}],
    }
    shade = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    layers = [bars, *(_mark(mark, x, last) if mark else ()), _halo(holders, {"stroke": shade, "color": shade}), holders]
    if many and narrow:
        words = {"type": "text", "align": "left", "baseline": "bottom", "x": 0, "dy": -19, "limit": width - 8}
        first = {"filter": "datum.low == 0"}
        rows_named: Spec = {"mark": words, "encoding": {"y": y, "text": {"field": "label"}}, "transform": [first]}
        layers += [_halo(rows_named, {"stroke": {"value": "white"}}), rows_named]
    legend = _LEGEND_ROW * (len(names) if narrow else -(-len(names) // 3))
    height = max(len(rows), 1) * (_ROW + (16 if narrow and many else 0)) + legend + _AXIS + (34 if mark else 0)
    return {"width": width, "height": height, "autosize": FIT, "data": {"values": data}, "layer": layers}


def _halo(words: Spec, colours: Spec) -> Spec:
    """Return the same words as a broad ground of their own, so that the line of the mark does not run through them."""
    mark = {**words["mark"], "strokeWidth": 6, "strokeJoin": "round", "aria": False}
    return {**words, "mark": mark, "encoding": {**words["encoding"], **colours}}


def _mark(mark: Spec, x: Spec, last: float) -> list[Spec]:
    to_the_left = mark["at"] > last * 0.7
    at = {"x": {**x, "field": "at"}}
    line = {"type": "rule", "color": INK, "strokeDash": [4, 3], "strokeWidth": 1.5}
    side = {"align": "right", "dx": -5} if to_the_left else {"align": "left", "dx": 5}
    word = {"type": "text", "y": 0, "baseline": "bottom", "dy": -3, **side}
    data = {"values": [mark]}
    return [
        {"data": data, "mark": line, "encoding": at},
        {"data": data, "mark": word, "encoding": {**at, "text": {"field": "word"}}},
    ]
