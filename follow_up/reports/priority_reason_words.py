"""Each reason of a priority in a few words, in the reader's language."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from follow_up.calculations.priority_reasons import Reason
from foundation import figures

HIGH, HARD = 0.6, 4
Row = Mapping[str, Any]


def reason_in_words(reason: Reason, row: Row, currency: str) -> str:
    """Return a reason that adds to a score, such as “no evidence”; `row` is that of priority_scores."""
    return _SAID[reason.code](reason, row, currency)


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
