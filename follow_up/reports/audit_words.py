"""Whether another's control may be relied on, condition by condition, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from follow_up.calculations.audit_reuse import MOST_MONTHS, Condition, Met, Outcome
from follow_up.models import ControlKind
from procurement.reports.staircase_words import number

NAMES: Mapping[Condition, Any] = {
    Condition.REQUIREMENT: gettext_lazy("The same requirement of the bank"),
    Condition.VERSION: gettext_lazy("The same version"),
    Condition.THRESHOLD: gettext_lazy("Ours is equal or weaker"),
    Condition.VARIABLES: gettext_lazy("All else that is filled in is the same"),
    Condition.METHOD: gettext_lazy("Looked at in as thorough a way"),
    Condition.AGE: gettext_lazy("At most 36 months old"),
    Condition.SUPPLIER: gettext_lazy("The same supplier"),
    Condition.PLACES: gettext_lazy("It covers our places"),
    Condition.RESULT: gettext_lazy("It was found kept"),
}
METS: Mapping[Met, tuple[Any, str]] = {
    Met.YES: (gettext_lazy("holds"), "good"),
    Met.NO: (gettext_lazy("does not hold"), "bad"),
    Met.NOT_KNOWN: (gettext_lazy("is not known"), "warning"),
}


@dataclass(frozen=True, slots=True)
class ShownCondition:
    """A condition with its outcome and the values that it was judged by."""

    name: str
    word: str
    tone: str
    values: str


def shown_conditions(outcomes: Iterable[Outcome]) -> list[ShownCondition]:
    """Return all conditions in words."""
    return [
        ShownCondition(str(NAMES[each.condition]), str(METS[each.met][0]), METS[each.met][1], _values(each))
        for each in outcomes
    ]


def _values(each: Outcome) -> str:
    values = each.values
    if each.condition == Condition.AGE:
        return _("good until %(day)s, %(months)s months after the control") % {
            "day": values["until"],
            "months": MOST_MONTHS,
        }
    if each.condition in (Condition.REQUIREMENT, Condition.SUPPLIER, Condition.RESULT):
        return ""
    if each.condition == Condition.PLACES:
        return _("it was at one place alone") if each.met is Met.NO else ""
    if each.condition == Condition.VARIABLES:
        differing = values.get("differing")
        return ", ".join(sorted(differing)) if isinstance(differing, dict) else ""
    return _("ours %(mine)s, theirs %(theirs)s") % {"mine": _said(values["mine"]), "theirs": _said(values["theirs"])}


def _said(value: Any) -> str:  # noqa: ANN401 - a figure, a version or a kind
    if value is None or value == "":
        return _("nothing said")
    if value in ControlKind.values:
        return str(ControlKind(value).label)
    return str(value) if isinstance(value, int) else str(number(value))
