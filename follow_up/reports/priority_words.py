"""Why a row of the priority list stands where it stands, in words, and its parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from follow_up.calculations.priority import part_column, points_column
from follow_up.calculations.priority_reasons import Reason, reasons_of
from follow_up.calculations.priority_weights import Part, PriorityWeights
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
HIGH, HARD = 0.6, 4
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
    words = [_SAID[each.code](each, row, currency) for each in adding]
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


def _money(_reason: Reason, row: Row, currency: str) -> str:
    return _("%(money)s a year") % {"money": figures.money_in_words(row["spend"], currency, _language())}


def _tonnes(_reason: Reason, row: Row, _currency: str) -> str:
    return _("%(mass)s a year") % {"mass": figures.mass(row["tonnes"] * 1000, _language())}


def _step_coming(reason: Reason, _row: Row, _currency: str) -> str:
    days: Any = reason.values["days"]
    return ngettext("a step takes effect in %(days)s day", "a step takes effect in %(days)s days", days) % {
        "days": days
    }


def _step_new(reason: Reason, _row: Row, _currency: str) -> str:
    days: Any = reason.values["days"]
    if days == 0:
        return _("a step takes effect today")
    if days == 1:
        return _("a step took effect yesterday")
    return _("a step took effect %(days)s days ago") % {"days": days}


def _evidence_missing(_reason: Reason, row: Row, _currency: str) -> str:
    missing, whole = row.get("without_evidence"), row.get("in_force")
    if not missing or not whole or whole == 1:
        return _("no evidence")
    return _("no evidence for %(missing)s of %(whole)s obligations") % {"missing": missing, "whole": whole}


def _evidence_expired(reason: Reason, _row: Row, _currency: str) -> str:
    days: Any = reason.values["days"]
    return ngettext("evidence expired %(days)s day ago", "evidence expired %(days)s days ago", days) % {"days": days}


def _evidence_expiring(reason: Reason, _row: Row, _currency: str) -> str:
    days: Any = reason.values["days"]
    return ngettext("evidence expires in %(days)s day", "evidence expires in %(days)s days", days) % {"days": days}


def _deviations_past(reason: Reason, _row: Row, _currency: str) -> str:
    controls: Any = reason.values["controls"]
    if not controls:
        return _("deviations before")
    return ngettext(
        "the supplier's record after %(controls)s control",
        "the supplier's record after %(controls)s controls",
        controls,
    ) % {"controls": controls}


def _sector(reason: Reason, _row: Row, _currency: str) -> str:
    is_high = float(str(reason.values["risk"])) >= HIGH
    high = {
        "climate": _("high climate risk in the category"),
        "social": _("high risk for people in the supply chain"),
        "wage": _("high risk of poor pay and hours"),
    }
    some = {
        "climate": _("some climate risk in the category"),
        "social": _("some risk for people in the supply chain"),
        "wage": _("some risk of poor pay and hours"),
    }
    return (high if is_high else some)[str(reason.values["kind"])]


def _market(reason: Reason, _row: Row, _currency: str) -> str:
    market, criticality = reason.values["market"], reason.values["criticality"]
    is_hard, is_critical = _at_least(market, HARD), _at_least(criticality, HARD)
    if is_hard and is_critical:
        return _("critical and hard to replace")
    if is_critical:
        return _("critical delivery")
    return _("hard to replace") if is_hard else _("market and criticality")


def _interview(reason: Reason, _row: Row, _currency: str) -> str:
    if _at_least(reason.values["worry"], HARD):
        return _("the adviser is worried")
    if _at_least(reason.values["dependence"], HARD):
        return _("we depend on it, says the adviser")
    knowledge: Any = reason.values["knowledge"]
    return _("the adviser knows it little") if knowledge is not None and knowledge <= 2 else _("the adviser's answers")  # noqa: PLR2004 - below the middle


def _at_least(value: Any, least: int) -> bool:  # noqa: ANN401 - an answer or None
    return value is not None and value >= least


def _months(reason: Reason, _row: Row, _currency: str) -> str:
    months = int(float(str(reason.values["months"])))
    if months < 1:
        return _("checked this month")
    return ngettext("%(months)s month since the check", "%(months)s months since the check", months) % {
        "months": months
    }


_SAID: Mapping[str, Callable[[Reason, Row, str], str]] = {
    "spend_high": _money,
    "tonnes_high": _tonnes,
    "step_coming": _step_coming,
    "step_new": _step_new,
    "evidence_missing": _evidence_missing,
    "evidence_expired": _evidence_expired,
    "evidence_expiring": _evidence_expiring,
    "deviations_open": lambda *_said: _("open deviations"),
    "deviations_past": _deviations_past,
    "sector_risk": _sector,
    "market_critical": _market,
    "never_checked": lambda *_said: _("never checked"),
    "checked_long_ago": _months,
    "interview": _interview,
}
