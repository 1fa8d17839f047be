"""A deviation in words: where it stands, what was asked and measured, and what happened to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from follow_up.calculations.deviation_moves import ESCALATION
from follow_up.models import Deviation, DeviationEvent, DeviationState, Severity
from foundation import figures
from procurement.reports.staircase_words import number
from requirements_bank.calculations.requirement import Direction

MOVES: Final[Mapping[str, Any]] = {
    "tell": gettext_lazy("Tell the supplier"),
    "remind": gettext_lazy("Remind the supplier"),
    "revoke_link": gettext_lazy("Take the link back"),
    "plan_action": gettext_lazy("Plan what is done"),
    "say_mended": gettext_lazy("It is mended"),
    "close": gettext_lazy("Check and close"),
    "send_back": gettext_lazy("It is not mended"),
    "reopen": gettext_lazy("Open it again"),
    "escalate": gettext_lazy("Take a further step"),
    "change": gettext_lazy("Change what is said"),
    "withdraw": gettext_lazy("Withdraw"),
}
AHEAD = ("tell", "plan_action")
"""What names the day until when something is to be done."""
HAPPENED: Final[Mapping[str, Any]] = {
    "noted": gettext_lazy("Noted"),
    "tell": gettext_lazy("Supplier told by e-mail"),
    "remind": gettext_lazy("Supplier reminded by e-mail"),
    "revoke_link": gettext_lazy("Link taken back"),
    "answer": gettext_lazy("The supplier answered"),
    "supplier_mended": gettext_lazy("The supplier says that it is mended"),
    "plan_action": gettext_lazy("Planned"),
    "change_action": gettext_lazy("Plan changed"),
    "action_done": gettext_lazy("Done"),
    "action_open": gettext_lazy("Not done after all"),
    "say_mended": gettext_lazy("Said to be mended"),
    "close": gettext_lazy("Checked and closed"),
    "send_back": gettext_lazy("Checked: not mended"),
    "reopen": gettext_lazy("Opened again"),
    "reminder": gettext_lazy("Formal reminder"),
    "warning": gettext_lazy("Warning"),
    "sanction": gettext_lazy("Sanction"),
    "change": gettext_lazy("Changed"),
    "withdraw": gettext_lazy("Withdrawn"),
    "requirement_note": gettext_lazy("Note for the next version of the requirement"),
}
FIELDS: Final[Mapping[str, Any]] = {
    "title": gettext_lazy("What is not kept"),
    "facts": gettext_lazy("Facts"),
    "severity": gettext_lazy("Severity"),
    "found_on": gettext_lazy("Found on"),
    "deadline": gettext_lazy("Deadline"),
    "case_number": gettext_lazy("Case number"),
    "what": gettext_lazy("What is to be done"),
    "owner": gettext_lazy("Who does it"),
    "due_on": gettext_lazy("By"),
}
_DAYS: Final = frozenset({"found_on", "deadline", "due_on"})


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing of the history as a page tells it; `before` are the fields that changed, with what stood there."""

    event: DeviationEvent
    what: str
    before: tuple[tuple[str, str], ...]
    when: str


def answer_sentence(deviation: Deviation, today: date) -> str:
    """Return where the deviation stands and what comes next, in a sentence or two."""
    words = {
        "who": deviation.mended_by_name or "–",
        "day": _day(deviation.mended_on),
        "closed": _day(deviation.closed_on),
        "by": deviation.closed_by,
    }
    sentences = {
        DeviationState.NOTED: _("It is noted. The supplier does not know of it yet."),
        DeviationState.TOLD: _("The supplier is told and has not answered yet."),
        DeviationState.ANSWERED: _("The supplier has answered. Read it, and agree on what is done."),
        DeviationState.MENDING: _("It is being mended."),
        DeviationState.MENDED: _("%(who)s says that it is mended since %(day)s. It has to be checked.") % words,
        DeviationState.CLOSED: _("%(by)s checked that it is mended and closed it on %(closed)s.") % words,
        DeviationState.WITHDRAWN: _("It is withdrawn and counts no more."),
    }
    state = DeviationState(deviation.state)
    return " ".join(part for part in (sentences[state], deadline_sentence(deviation, today)) if part)


def deadline_sentence(deviation: Deviation, today: date) -> str:
    """Return how many days are left until the deadline, or have passed since; empty where none runs."""
    ended = (DeviationState.MENDED, DeviationState.CLOSED, DeviationState.WITHDRAWN)
    if deviation.deadline is None or deviation.state in ended:
        return ""
    left = (deviation.deadline - today).days
    words = {"days": abs(left), "day": _day(deviation.deadline)}
    if left < 0:
        sentence = ngettext(
            "%(days)s day over the deadline, %(day)s.", "%(days)s days over the deadline, %(day)s.", -left
        )
    elif left == 0:
        return _("The deadline is today.")
    else:
        sentence = ngettext(
            "%(days)s day left until the deadline, %(day)s.", "%(days)s days left until the deadline, %(day)s.", left
        )
    return sentence % words


def is_late(deviation: Deviation, today: date) -> bool:
    """Whether the deadline has passed and nobody says that it is mended."""
    ended = (DeviationState.MENDED, DeviationState.CLOSED, DeviationState.WITHDRAWN)
    return bool(deviation.deadline and deviation.deadline < today and deviation.state not in ended)


def asked_and_measured(deviation: Deviation) -> list[tuple[str, str | None]]:
    """Return what was asked and what was measured, as terms and values; nothing where nothing is measured."""
    if deviation.threshold is None and deviation.value is None:
        return []
    asked = with_unit(deviation.threshold, deviation.unit)
    at_most = deviation.obligation is not None and deviation.obligation.direction == Direction.AT_MOST.value
    if asked:
        asked = (_("at most %(figure)s") if at_most else _("at least %(figure)s")) % {"figure": asked}
        if deviation.step:
            asked = _("%(asked)s (step %(number)s)") % {"asked": asked, "number": deviation.step}
    return [(_("Asked"), asked), (_("Measured"), with_unit(deviation.value, deviation.unit))]


def with_unit(value: Decimal | None, unit: str) -> str | None:
    """Return a figure with its unit: "40 %"; None where there is none."""
    if value is None:
        return None
    return f"{figures.plain(number(value), get_language() or 'en')} {unit}".strip()


def history_of(deviation: Deviation) -> list[Happened]:
    """Return everything that happened, the newest first."""
    events = reversed(list(deviation.events.all()))
    return [
        Happened(each, str(HAPPENED.get(each.action, each.action)), tuple(_before(each)), _when(each))
        for each in events
    ]


def next_step(deviation: Deviation) -> str:
    """Return the code of the next step of escalation; empty after the last one."""
    return ESCALATION[deviation.escalation] if deviation.escalation < len(ESCALATION) else ""


def last_step(deviation: Deviation) -> str:
    """Return the step of escalation that was taken last, in words; empty before the first."""
    return str(HAPPENED[ESCALATION[deviation.escalation - 1]]) if deviation.escalation else ""


def _when(event: DeviationEvent) -> str:
    """Return the day of an event: when it was, or until when what was said then is to be done."""
    if event.on is None:
        return ""
    return _("by %(day)s") % {"day": _day(event.on)} if event.action in AHEAD else _day(event.on)


def _before(event: DeviationEvent) -> list[tuple[str, str]]:
    return [(str(FIELDS.get(name, name)), _said(name, text)) for name, text in event.before.items()]


def _said(name: str, text: str) -> str:
    if not text:
        return "–"
    if name in _DAYS:
        return _day(date.fromisoformat(text))
    return str(Severity(text).label) if name == "severity" and text in Severity.values else text


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "–"
