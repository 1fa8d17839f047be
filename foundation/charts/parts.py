"""Money in its parts: counted, excluded, unclassified."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.charts.rendering import NARROW, Drawing, drawn
from foundation.charts.theme import AMBER, GREY, INK, SPRUCE, Spec
from foundation.charts.words import as_float, label_expression
from foundation.figures import Number, percent

_ROW = 40
_SHARE_WORTH_A_WORD = {False: 0.07, True: 0.14}
_COLOURS = (SPRUCE, GREY, AMBER)


@dataclass(frozen=True, slots=True)
class PartRow:
    """One bar of money in its parts, in the order of the parts' names."""

    label: str
    values: tuple[Number, ...]


def stacked_money(
    rows: Sequence[PartRow], *, parts: tuple[str, ...], title: str, description: str, language: str
) -> Drawing:
    """Draw money in up to three parts as shares of a whole; parts are usually counted, excluded and unclassified.

    A share with room for it is written on the bar; a missing or negative part takes no room.
    """
    data = [
        {**share, "row": place, "label": row.label}
        for place, row in enumerate(rows)
        for share in _shares(row.values, parts, language)
    ]
    return drawn(lambda width: _spec(data, parts, width), title=title, description=description, language=language)


def _shares(values: tuple[Number, ...], parts: tuple[str, ...], language: str) -> list[Spec]:
    amounts = [max(as_float(value) or 0.0, 0.0) for value in values]
    whole = sum(amounts) or 1.0
    shares, start = [], 0.0
    for place, (part, amount) in enumerate(zip(parts, amounts, strict=True)):
        end = start + amount / whole
        word = percent(amount / whole, language)
        shares.append(
            {"part": part, "place": place, "start": start, "end": end, "middle": (start + end) / 2, "word": word}
        )
        start = end
    return shares


def _spec(data: list[Spec], parts: tuple[str, ...], width: int) -> Spec:
    narrow = width == NARROW
    rows: dict[int, str | list[str]] = {row["row"]: row["label"] for row in data}
    axis = {"title": None, "labelLimit": 140, "labelExpr": label_expression(rows)} if len(rows) > 1 else None
    y = {"field": "row", "type": "ordinal", "axis": axis, "scale": {"paddingInner": 0.3, "paddingOuter": 0.1}}
    x = {"field": "start", "type": "quantitative", "axis": None, "scale": {"domain": [0, 1]}}
    colour = {
        "field": "part",
        "type": "nominal",
        "scale": {"domain": list(parts), "range": list(_COLOURS[: len(parts)])},
        "legend": {"columns": 1 if narrow else len(parts)},
    }
    ink = {"condition": {"test": "datum.place == 0", "value": "white"}, "value": INK}
    bar = {"type": "bar", "stroke": "white", "strokeWidth": 1.5}
    word = {"type": "text", "fontWeight": 600, "baseline": "middle"}
    wide_enough = f"datum.end - datum.start >= {_SHARE_WORTH_A_WORD[narrow]}"
    layers = [
        {"mark": bar, "encoding": {"x": x, "x2": {"field": "end"}, "y": y, "color": colour}},
        {
            "mark": word,
            "encoding": {"x": {**x, "field": "middle"}, "y": y, "text": {"field": "word"}, "color": ink},
            "transform": [{"filter": wide_enough}],
        },
    ]
    return {"width": width, "height": {"step": _ROW}, "data": {"values": data}, "layer": layers}
