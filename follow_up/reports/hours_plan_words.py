"""The plan of the hours in words: what moves and why, what falls outside and what that means."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from follow_up.calculations.capacity import OutsideReason, Risk, Slot
from follow_up.calculations.capacity_changes import Change, Moved
from follow_up.models import TaskKind
from follow_up.queries.hours_plan import HoursPlan
from foundation import figures
from organisations.models import User

WHY_MOVED: Mapping[Moved, Any] = {
    Moved.NEW: gettext_lazy("proposed from the priority list"),
    Moved.GONE: gettext_lazy("not planned any more"),
    Moved.APPOINTED: gettext_lazy("it has an appointment then"),
    Moved.MONTH_PASSED: gettext_lazy("its month has passed"),
    Moved.NOT_ALLOWED: gettext_lazy("that month is not possible any more"),
    Moved.FEWER_HOURS: gettext_lazy("there are fewer hours than were planned"),
    Moved.MADE_ROOM: gettext_lazy("it gives way to what is worth more"),
    Moved.NO_ROOM: gettext_lazy("there is no room left"),
}
WHY_OUTSIDE: Mapping[OutsideReason, Any] = {
    OutsideReason.HOURS_MISSING: gettext_lazy("nobody said how long it takes"),
    OutsideReason.NO_MONTH: gettext_lazy("no month is open for it"),
    OutsideReason.TOO_LARGE: gettext_lazy("it takes more hours than anybody has in a month"),
    OutsideReason.NO_ROOM: gettext_lazy("the hours are full"),
}


@dataclass(frozen=True, slots=True)
class ShownMove:
    """A control that is planned, moves or falls out: what, from where, to where, why."""

    title: str
    kind: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True)
class ShownOutside:
    """A control that is not planned: what, why, and what it is about."""

    title: str
    kind: str
    why: str
    score: str
    spend: str | None
    tonnes: str | None


def shown_moves(plan: HoursPlan, people: Mapping[str, User]) -> list[ShownMove]:
    """Return what the plan changes, by month."""
    those = sorted(plan.changes, key=lambda each: (each.after is None, each.after or each.before, each.task))
    return [
        ShownMove(
            title=_title(plan, each.task),
            kind=_kind(plan, each.task),
            before=_slot(each.before, people),
            after=_slot(each.after, people),
            why=_why(plan, each),
        )
        for each in those
    ]


def shown_outside(plan: HoursPlan, currency: str, most: int) -> list[ShownOutside]:
    """Return what falls outside, the most valuable first."""
    shown = []
    for each in plan.plan.outside[:most]:
        task = plan.tasks[each.task]
        shown.append(
            ShownOutside(
                title=_title(plan, each.task),
                kind=_kind(plan, each.task),
                why=str(WHY_OUTSIDE[each.reason]),
                score=figures.plain(round(task.value), _language()),
                spend=None if task.spend is None else figures.money_in_words(task.spend, currency, _language()),
                tonnes=None if task.tonnes is None else figures.mass(task.tonnes * 1000, _language()),
            )
        )
    return shown


def risk_in_words(risk: Risk, currency: str) -> str:
    """Return what falls outside in one or two sentences, with what is not known of it."""
    if not risk.tasks:
        return _("Everything that is worth a check fits.")
    outside = ngettext("%(checks)s check falls outside.", "%(checks)s checks fall outside.", risk.tasks)
    known = _known(risk, currency)
    words = [outside % {"checks": figures.integer(risk.tasks, _language())}]
    if known:
        words.append(_("Unchecked stay %(known)s a year.") % {"known": _(" and ").join(known)})
    if risk.without_spend or risk.without_tonnes:
        sentence = _("The money is not known of %(spend)s of %(checks)s, the emissions of %(tonnes)s.")
        counts = {"spend": risk.without_spend, "tonnes": risk.without_tonnes, "checks": risk.tasks}
        words.append(sentence % {name: figures.integer(number, _language()) for name, number in counts.items()})
    return " ".join(words)


def _known(risk: Risk, currency: str) -> list[str]:
    money = figures.money_in_words(risk.spend, currency, _language()) if risk.without_spend < risk.tasks else ""
    mass = figures.mass(risk.tonnes * 1000, _language()) if risk.without_tonnes < risk.tasks else ""
    return [each for each in (money, mass) if each]


def _title(plan: HoursPlan, task: str) -> str:
    return plan.contracts.get(task) or plan.titles.get(task, "–")


def _kind(plan: HoursPlan, task: str) -> str:
    kind = plan.kinds.get(task, "")
    return str(TaskKind(kind).label) if kind in TaskKind.values else ""


def _slot(slot: Slot | None, people: Mapping[str, User]) -> str:
    if slot is None:
        return _("not planned")
    person = people.get(slot.controller)
    name = person.name if person else _("somebody who is gone")
    return f"{date_format(slot.month, 'F Y')}, {name}"


def _why(plan: HoursPlan, change: Change) -> str:
    if change.why is not Moved.MADE_ROOM or not change.for_tasks:
        return str(WHY_MOVED[change.why])
    return _("it gives way to %(contracts)s") % {
        "contracts": ", ".join(_title(plan, each) for each in change.for_tasks[:3])
    }


def _language() -> str:
    return get_language() or "en"
