"""The filters of the lines page in words: what is chosen, how to take it away, and what to narrow down to."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.queries.lines import NO_SUPPLIER, LineFilter
from emissions.reports.category_words import DIMENSIONS, category_name, ghg_name, part_key, part_name
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import quoted
from foundation.addresses import changed

NAMED = ("supplier", "account", "unit")


def treatment_tabs(request: HttpRequest, chosen: LineFilter, *, left_out_is_seen: bool) -> list[dict[str, Any]]:
    """Return the sorts of lines as tabs: what counts, energy, what has no category, what is left out, everything."""
    titles = {
        "counted": _("Counted"),
        "energy": _("Energy, apart"),
        "unclassified": _("No category yet"),
        **({"excluded": _("Left out")} if left_out_is_seen else {}),
        "all": _("All lines"),
    }
    return [
        {
            "title": title,
            "address": changed(request, treatment=name, reason=None, ghg=None, gap=None),
            "current": name == chosen.treatment,
        }
        for name, title in titles.items()
    ]


def chosen_chips(request: HttpRequest, footprint: Footprint, chosen: LineFilter) -> list[dict[str, Any]]:
    """Return every chosen condition as a chip whose address takes it away."""
    labels = _labels(footprint, chosen)
    words = {
        "category": category_name(chosen.category) if chosen.category else None,
        **{name: _named(name, getattr(chosen, name), labels) for name in NAMED},
        "month": date_format(chosen.month, "F Y") if chosen.month else None,
        "ghg": ghg_name(chosen.ghg) if chosen.ghg else None,
        "reason": reason_name(chosen.reason) if chosen.reason else None,
        "gap": _("Without a figure") if chosen.gap else None,
        "q": quoted(chosen.words) if chosen.words else None,
    }
    return [
        {"title": title, "address": changed(request, **{name: None}), "current": True}
        for name, title in words.items()
        if title is not None
    ]


def narrower(request: HttpRequest, largest: Sequence[dict[str, Any]], chosen: LineFilter) -> list[dict[str, Any]]:
    """Return the largest suppliers, accounts and units of the selection, each leading to its lines."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in largest:
        dimension = row["dimension"]
        if getattr(chosen, dimension) is None and row["keys"] > 1:
            key = "none" if dimension == "unit" and not row["key"] else row["key"]
            name = part_name(dimension, "" if row["key"] == NO_SUPPLIER else row["key"], row["label"])
            shown = part_key(row["key"])
            code = shown if dimension != "supplier" and row["label"] else ""
            address = changed(request, **{dimension: key}) if shown == row["key"] else ""
            entry = {**row, "key": shown, "name": name, "code": code, "address": address}
            groups.setdefault(dimension, []).append(entry)
    return [{"title": DIMENSIONS[Dimension(name)], "rows": groups[name]} for name in NAMED if name in groups]


def _labels(footprint: Footprint, chosen: LineFilter) -> Mapping[tuple[str, str], str]:
    """Return the source's names of the chosen supplier, account and unit."""
    wanted = [(name, getattr(chosen, name)) for name in NAMED if getattr(chosen, name)]
    if not wanted:
        return {}
    chosen_parts = Q()
    for dimension, key in wanted:
        chosen_parts |= Q(dimension=dimension, key=key)
    found = footprint.parts.filter(chosen_parts).values_list("dimension", "key", "label")
    return {(dimension, key): label for dimension, key, label in found}


def _named(dimension: str, key: str | None, labels: Mapping[tuple[str, str], str]) -> str | None:
    if key is None:
        return None
    key = "" if key == NO_SUPPLIER else key
    label = labels.get((dimension, key), "")
    name = part_name(dimension, key, label)
    return f"{part_key(key)} {name}" if dimension != "supplier" and label and label != key else name
