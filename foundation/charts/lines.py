"""A line over years with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import AMBER, FIT, INK_SOFT, SPRUCE, SPRUCE_LIGHT, TEXT_SIZE, Spec, unit_axis
from foundation.charts.words import as_float
from foundation.figures import Number, as_decimal, in_words

_HEIGHT = 280
_ALL_LABELLED = 4
_PLACES: dict[str, Spec] = {
    "above": {"dy": -15},
    "below": {"dy": 17},
    "left": {"align": "right", "dx": 2, "dy": -15},
    "right": {"align": "left", "dx": -2, "dy": -15},
}


@dataclass(frozen=True, slots=True)
class YearPoint:
    """One year's value with its bounds, in the unit of the chart; None where it is not known.

    A year with a `note` holds only a part: it stands as a dot with its note beside the line, and no line leads to it.
    """

    year: int
    value: Number
    low: Number = None
    high: Number = None
    note: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class GoalPoint:
    """What was decided for a year, in the unit of the chart."""

    year: int
    value: Number


def line_with_interval(
    points: Sequence[YearPoint],
    *,
    unit: str,
    title: str,
    description: str,
    language: str,
    goal: Sequence[GoalPoint] = (),
    goal_label: str = "",
) -> Drawing:
    """Draw values over years with their interval as a band; a year without a value leaves a gap in the line.

    `goal` is drawn dashed with `goal_label` at its end.
    """
    rows = [_row(point, language) for point in points]
    _mark_lone_points(rows)
    _choose_labels(rows)
    _place_labels(rows)
    aims = [{"year": aim.year, "value": as_float(aim.value), "label": ""} for aim in goal]
    if aims:
        aims[-1]["label"] = goal_label
    years = sorted({row["year"] for row in [*rows, *aims]})
    return drawn(
        lambda width: _spec(rows, aims, years, unit, width), title=title, description=description, language=language
    )


def _row(point: YearPoint, language: str) -> Spec:
    known = as_decimal(point.value) is not None and not point.note
    return {
        "year": point.year,
        "value": as_float(point.value) if known else None,
        "low": as_float(point.low) if known else None,
        "high": as_float(point.high) if known else None,
        "label": in_words(point.value, language) if known else "",
        "part": as_float(point.value) if point.note else None,
        "note": _in_two_lines(point.note),
    }


def _in_two_lines(words: str) -> str:
    """Break words at the blank nearest to their middle, so that they fit above a dot between two others."""
    blanks = [place for place, sign in enumerate(words) if sign == " "]
    middle = min(blanks, key=lambda place: abs(2 * place - len(words)), default=None)
    return words if middle is None else f"{words[:middle]}\n{words[middle + 1 :]}"


def _mark_lone_points(rows: list[Spec]) -> None:
    """Mark the points without a neighbour: a band has no width there, so their interval is drawn as a rule."""
    padded = [{"low": None}, *rows, {"low": None}]
    for before, row, after in zip(padded, rows, padded[2:], strict=False):
        row["alone"] = row["low"] is not None and before["low"] is None and after["low"] is None


def _choose_labels(rows: list[Spec]) -> None:
    """Label every point of a short line, and first and last of a long one."""
    known = [row for row in rows if row["value"] is not None]
    if len(known) > _ALL_LABELLED:
        for row in known[1:-1]:
            row["label"] = ""


def _place_labels(rows: list[Spec]) -> None:
    """Put each label where no line runs: above a peak, below a dip, and on a slope to the side that lies lower."""
    padded: list[Spec] = [{"value": None}, *rows, {"value": None}]
    for before, row, after in zip(padded, rows, padded[2:], strict=False):
        if row["value"] is None:
            continue
        rising = [each["value"] is not None and each["value"] > row["value"] for each in (before, after)]
        falling = [each["value"] is not None and each["value"] <= row["value"] for each in (before, after)]
        if not any(rising):
            row["place"] = "above"
        elif not any(falling):
            row["place"] = "below"
        else:
            row["place"] = "right" if rising[0] else "left"


def _year_axis(years: list[int], width: int) -> Spec:
    every = 2 if width == NARROW and len(years) > _ALL_LABELLED + 1 else 1
    first, last = (years[0], years[-1]) if years else (0, 0)
    margin = max((last - first) * 0.07, 0.5)
    return {
        "field": "year",
        "type": "quantitative",
        "scale": {"domain": [first - margin, last + margin], "nice": False, "zero": False},
        "axis": {"title": None, "grid": False, "format": "d", "values": years[::-every][::-1]},
    }


def _spec(rows: list[Spec], aims: list[Spec], years: list[int], unit: str, width: int) -> Spec:
    x = _year_axis(years, width)
    y = {"field": "value", "type": "quantitative", "axis": unit_axis(unit), "scale": {"zero": True, "nice": True}}
    interval = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    rule = {"type": "rule", "color": SPRUCE_LIGHT, "strokeWidth": 10, "strokeCap": "round"}
    line = {"type": "line", "color": SPRUCE, "strokeWidth": 2.5, "invalid": "break-paths-show-path-domains"}
    dot = {"type": "point", "color": SPRUCE, "fill": "white", "size": 60, "strokeWidth": 2.5, "opacity": 1}
    layers = [
        {"mark": {"type": "area", "color": SPRUCE_LIGHT}, "encoding": interval},
        {"mark": rule, "encoding": interval, "transform": [{"filter": "datum.alone"}]},
        *_part_layers(rows, x, y),
        *_goal_layers(aims, x, y),
        {"mark": line, "encoding": {"x": x, "y": y}},
        {"mark": dot, "encoding": {"x": x, "y": y}, "transform": [{"filter": "isValid(datum.value)"}]},
        *_label_layers(rows, {"x": x, "y": y, "text": {"field": "label"}}),
    ]
    return {"width": width, "height": _HEIGHT, "autosize": FIT, "data": {"values": rows}, "layer": layers}


def _label_layers(rows: list[Spec], encoding: Spec) -> list[Spec]:
    """Write the labels, those of each place in a layer of their own."""
    words = {"type": "text", "fontWeight": 600, "fontSize": TEXT_SIZE}
    found = [place for place in _PLACES if any(row["label"] and row.get("place") == place for row in rows)]
    return [
        {
            "mark": {**words, **_PLACES[place]},
            "encoding": encoding,
            "transform": [{"filter": f"datum.label != '' && datum.place == '{place}'"}],
        }
        for place in found
    ]


def _part_layers(rows: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    """Mark the years that hold only a part: an empty dot, and above it what they hold."""
    if not any(row["note"] for row in rows):
        return []
    encoding = {"x": x, "y": {**y, "field": "part"}}
    only = [{"filter": "datum.note != ''"}]
    dot = {"type": "point", "color": INK_SOFT, "fill": "white", "size": 60, "strokeWidth": 1.5, "strokeDash": [2, 2]}
    words = {"type": "text", "dy": -28, "lineBreak": "\n", "color": INK_SOFT, "fontSize": TEXT_SIZE}
    return [
        {"mark": {**dot, "opacity": 1}, "encoding": encoding, "transform": only},
        {"mark": words, "encoding": {**encoding, "text": {"field": "note"}}, "transform": only},
    ]


def _goal_layers(aims: list[Spec], x: Spec, y: Spec) -> list[Spec]:
    if not aims:
        return []
    line = {"type": "line", "color": AMBER, "strokeWidth": 2, "strokeDash": [6, 5]}
    end = {"type": "point", "color": AMBER, "fill": "white", "size": 60, "strokeWidth": 2.5, "opacity": 1}
    words = {"type": "text", "align": "right", "baseline": "top", "dx": 8, "dy": 12}
    encoding = {"x": x, "y": y}
    return [
        {"data": {"values": aims}, "mark": line, "encoding": encoding},
        {"data": {"values": aims[-1:]}, "mark": end, "encoding": encoding},
        {"data": {"values": aims[-1:]}, "mark": words, "encoding": {**encoding, "text": {"field": "label"}}},
    ]
