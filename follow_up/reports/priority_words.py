"""Why a row of the priority list stands where it stands, in words, and its parts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from follow_up.calculations.priority import part_column, points_column
from follow_up.calculations.priority_reasons import reasons_of
from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.reports.priority_reason_words import reason_in_words
from foundation import figures

PART_NAMES: Mapping[Part, Any] = {
    Part.SPEND: gettext_lazy("Money spent"),
    Part.TONNES: gettext_lazy("Emissions"),
    Part.STEP: gettext_lazy("Step that takes effect"),
    Part.EVIDENCE: gettext_lazy("Evidence missing or expired"),
    Part.HISTORY: gettext_lazy("The supplier's history"),
    Part.SECTOR: gettext_lazy("Risk of the category"),
    Part.MARKET: gettext_lazy("Market and criticality"),
    Part.LAST_CHECK: gettext_lazy("Time since the last check"),
    Part.INTERVIEW: gettext_lazy("What the adviser says"),
}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a score: its name, the figure from 0 to 1 and the points as text (None not known), its weight."""

    name: str
    figure: str | None
    weight: str
    points: str | None
    share: float | None


def why(row: Row, weights: PriorityWeights, currency: str) -> str:
    """Return one sentence of the reasons that add most, such as “No evidence, a step took effect yesterday”."""
    adding = [each for each in reasons_of(row, weights) if each.part is not None]
    words = [reason_in_words(each, row, currency) for each in adding]
    return capfirst(", ".join(words)) if words else _("Nothing to worry about in what is known")


def what_is_missing(row: Row, weights: PriorityWeights) -> str:
    """Return what is not known about a row; empty where everything is."""
    told = {each.code: each for each in reasons_of(row, weights) if each.part is None}
    if "not_known" not in told:
        return ""
    parts: Any = told["not_known"].values["parts"]
    names = ", ".join(str(PART_NAMES[Part(each)]).lower() for each in parts)
    if "little_known" in told:
        return _("Little is known, so the place says little. Missing: %(parts)s") % {"parts": names}
    return _("Not known: %(parts)s") % {"parts": names}


def parts_of(row: Row, weights: PriorityWeights) -> list[ShownPart]:
    """Return every part of a row with its weight and points, in the order of the method."""
    return [
        ShownPart(
            name=str(PART_NAMES[part]),
            figure=_plain(row[part_column(part)], 2),
            weight=figures.plain(weights.of(part), _language()),
            points=_plain(row[points_column(part)], 1),
            share=None if row[part_column(part)] is None else 100 * row[part_column(part)],
        )
        for part in Part
    ]


def score_in_words(score: float | None) -> str | None:
    """Return the score as a whole number, None where nothing is known."""
    return None if score is None else figures.plain(round(score), _language())


def _plain(value: float | None, decimals: int) -> str | None:
    return None if value is None else figures.plain(value, _language(), decimals)


def _language() -> str:
    return get_language() or "en"
