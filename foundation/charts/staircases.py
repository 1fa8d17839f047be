"""The staircase as a chart: thresholds that rise from a date on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import FIT, SPRUCE, SPRUCE_LIGHT, TEXT_SIZE, Spec, unit_axis
from foundation.figures import Number, as_decimal, in_words

_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class StepPoint:
    """One step: from `day` on the threshold is `value`; `label` names it ("Step 1")."""

    day: date
    value: Number
    label: str


def staircase(
    steps: Sequence[StepPoint], *, until: date, unit: str, title: str, description: str, language: str
) -> Drawing:
    """Draw thresholds from their day until the next step, the last one until `until`; steps arrive in time order."""
    rows = [
        {
            "day": _noon(step.day),
            "end": _noon(following),
            "value": float(as_decimal(step.value) or 0),
            "label": step.label,
            "figure": f"{step.label}: {in_words(step.value, language)} {unit}",
        }
        for step, following in zip(steps, [*(step.day for step in steps[1:]), until], strict=True)
    ]
    return drawn(lambda width: _spec(rows, unit, width), title=title, description=description, language=language)


def _noon(day: date) -> str:
    return f"{day.isoformat()}T12:00:00"


def _spec(rows: list[Spec], unit: str, width: int) -> Spec:
    x = {
        "field": "day",
        "type": "temporal",
        "axis": {
            "title": None,
            "format": "%Y",
            "grid": False,
            "tickCount": "year",
            "labelAngle": 0,
            "labelFlush": False,
        },
    }
    y = {"field": "value", "type": "quantitative", "axis": unit_axis(unit, labels=4), "scale": {"zero": True}}
    narrow = width == NARROW
    words = {
        "type": "text",
        "align": "left",
        "dx": 6,
        "dy": -10,
        "fontWeight": 600,
        "fontSize": TEXT_SIZE - (1 if narrow else 0),
    }
    lines = [{"day": row["day"], "value": row["value"]} for row in rows]
    if rows:
        lines.append({"day": rows[-1]["end"], "value": rows[-1]["value"]})
    return {
        "width": width,
        "height": _HEIGHT,
        "autosize": FIT,
        "data": {"values": lines},
        "layer": [
            {
                "mark": {"type": "area", "interpolate": "step-after", "color": SPRUCE_LIGHT},
                "encoding": {"x": x, "y": y},
            },
            {
                "mark": {"type": "line", "interpolate": "step-after", "color": SPRUCE, "strokeWidth": 3},
                "encoding": {"x": x, "y": y},
            },
            {
                "data": {"values": rows},
                "mark": words,
                "encoding": {"x": x, "y": y, "text": {"field": "label" if narrow else "figure"}},
            },
        ],
    }
