"""Periods of a series as columns, with a dashed line where the way of counting changes."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import AMBER, FIT, INK_SOFT, SPRUCE, SPRUCE_LIGHT, TEXT_SIZE, Spec, unit_axis
from foundation.charts.words import as_float, in_two_lines, label_expression
from foundation.figures import MISSING, Number, in_words

_HEIGHT = 240
_LABEL_CHARACTERS = 9
_MOST_LABELS = {True: 4, False: 12}


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """The value of one period; `is_partial` draws it paler, `is_break` a line before it."""

    label: str
    value: Number
    is_partial: bool = False
    is_break: bool = False


def period_columns(
    periods: Sequence[PeriodValue], *, unit: str, title: str, description: str, language: str, broad: bool = False
) -> Drawing:
    """Draw one column per period with its value above; a period without one carries a dash instead of a column."""
    data = [_row(place, period, language) for place, period in enumerate(periods)]
    return drawn(
        lambda width: _spec(data, unit, width), title=title, description=description, language=language, broad=broad
    )


def _row(place: int, period: PeriodValue, language: str) -> Spec:
    value = as_float(period.value)
    return {
        "place": place,
        "label": period.label,
        "value": value,
        "top": max(value or 0, 0),
        "figure": MISSING if value is None else in_words(period.value, language),
        "colour": SPRUCE_LIGHT if period.is_partial else SPRUCE,
        "is_break": period.is_break,
    }


def _spec(data: list[Spec], unit: str, width: int) -> Spec:
    most = _MOST_LABELS[width == NARROW]
    every = -(-len(data) // most) if data else 1
    names: dict[int, str | list[str]] = {
        row["place"]: in_two_lines(row["label"], _LABEL_CHARACTERS) if row["place"] % every == 0 else "" for row in data
    }
    x: Spec = {
        "field": "place",
        "type": "ordinal",
        "scale": {"paddingInner": 0.4, "paddingOuter": 0.3},
        "axis": {"title": None, "labelAngle": 0, "labelExpr": label_expression(names)},
    }
    y = {"field": "value", "type": "quantitative", "axis": unit_axis(unit, labels=4)}
    column = {"type": "bar", "cornerRadiusEnd": 3}
    figure = {"type": "text", "color": INK_SOFT, "baseline": "bottom", "dy": -4, "fontSize": TEXT_SIZE}
    rule = {"type": "rule", "color": AMBER, "strokeWidth": 2, "strokeDash": [6, 5]}
    layers: list[Spec] = [
        {"mark": column, "encoding": {"x": x, "y": y, "color": {"field": "colour", "type": "nominal", "scale": None}}},
        {
            "mark": rule,
            "transform": [{"filter": "datum.is_break"}],
            "encoding": {"x": {**x, "bandPosition": -0.33}},
        },
    ]
    if every == 1:
        text = {"field": "figure"}
        layers.append({"mark": figure, "encoding": {"x": x, "y": {**y, "field": "top"}, "text": text}})
    return {"width": width, "height": _HEIGHT, "autosize": FIT, "data": {"values": data}, "layer": layers}
