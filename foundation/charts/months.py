"""The months of a year as columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from babel import Locale

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import FIT, INK_SOFT, SPRUCE, TEXT_SIZE, Spec, unit_axis
from foundation.charts.words import as_float, label_expression
from foundation.figures import MISSING, Number, in_words

_HEIGHT = 220


@dataclass(frozen=True, slots=True)
class MonthValue:
    """The value of one month, 1 to 12."""

    month: int
    value: Number


def monthly_columns(
    months: Sequence[MonthValue], *, unit: str, title: str, description: str, language: str, broad: bool = False
) -> Drawing:
    """Draw one column per month with its value above; a month without one carries a dash instead of a column."""
    names = Locale.parse(language[:2]).months["format"]["abbreviated"]
    data = [_month(month, names[month.month], language) for month in months]
    return drawn(
        lambda width: _spec(data, unit, width), title=title, description=description, language=language, broad=broad
    )


def _month(month: MonthValue, name: str, language: str) -> Spec:
    value = as_float(month.value)
    figure = MISSING if value is None else in_words(month.value, language)
    return {"month": month.month, "name": name.rstrip("."), "value": value, "top": max(value or 0, 0), "figure": figure}


def _spec(data: list[Spec], unit: str, width: int) -> Spec:
    short = width == NARROW
    names: dict[int, str | list[str]] = {row["month"]: row["name"][0].upper() if short else row["name"] for row in data}
    x = {
        "field": "month",
        "type": "ordinal",
        "scale": {"paddingInner": 0.35},
        "axis": {"title": None, "labelAngle": 0, "labelExpr": label_expression(names)},
    }
    y = {"field": "value", "type": "quantitative", "axis": unit_axis(unit, labels=4)}
    column = {"type": "bar", "color": SPRUCE, "cornerRadiusEnd": 3}
    standing: Spec = {"angle": 270, "align": "left", "baseline": "middle", "dx": 6, "fontSize": TEXT_SIZE - 1}
    lying: Spec = {"baseline": "bottom", "dy": -4, "fontSize": TEXT_SIZE}
    figure = {"type": "text", "color": INK_SOFT, **(standing if short else lying)}
    layers = [
        {"mark": column, "encoding": {"x": x, "y": y}},
        {"mark": figure, "encoding": {"x": x, "y": {**y, "field": "top"}, "text": {"field": "figure"}}},
    ]
    return {"width": width, "height": _HEIGHT, "autosize": FIT, "data": {"values": data}, "layer": layers}
