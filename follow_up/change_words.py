"""How changes in follow-up speak on the pages of the frame."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day))


DEVIATIONS = Wording(
    name=_("Deviation"),
    sentences={"noted": _("noted the deviation {title} in {contract}")},
)
REGISTER = Wording(name=_("Register"), sentences={"edited": _("changed {number} obligations in the register")})
TASK = Wording(
    name=_("Planned task"),
    sentences={
        "planned": _("planned {title}"),
        "changed": _("changed the task {title}"),
        "moved": _("moved {title} from {before} to {day}"),
        "done": _("noted {title} as done"),
        "cancelled": _("cancelled {title}"),
    },
    values={"before": _day, "day": _day},
)
RECURRING_TASK = Wording(
    name=_("Recurring task"),
    sentences={
        "made": _("let {title} come again and again"),
        "changed": _("changed the recurring task {title}"),
        "ended": _("ended the recurring task {title}"),
    },
)
PLAN = Wording(name=_("Plan"), sentences={"taken_over": _("took {number} tasks over into the plan of {contract}")})
REMINDER_RULE = Wording(
    name=_("Reminder"), sentences={"added": _("added a rule of reminders"), "changed": _("changed a rule of reminders")}
)
CALENDAR_FEED = Wording(
    name=_("Calendar feed"),
    sentences={"made": _("made a calendar feed"), "revoked": _("revoked a calendar feed")},
)
MATCHES = Wording(
    name=_("Match with the bank"),
    sentences={
        "matched": _("matched {title} in {contract} with {code}"),
        "unlike": _("said that the bank has nothing like {title} in {contract}"),
    },
)
CONTROLS = Wording(
    name=_("Control"),
    sentences={
        "shared": _("shared a control of {supplier} in {contract}"),
        "taken_back": _("shared a control in {contract} no more: {because}"),
        "relied_on": _("let {title} in {contract} rest on a control of {buyer}"),
        "relied_no_more": _("let {title} in {contract} rest on another's control no more: {because}"),
    },
)

CONTROLS = Wording(
    name=_("Control"),
    sentences={
        "started": _("started a control of {contract}"),
        "finished": _("finished a control of {contract}"),
        "cancelled": _("cancelled a control of {contract}: {because}"),
    },
)
EVIDENCE = Wording(
    name=_("Evidence"),
    sentences={
        "filed": _("filed the evidence {title} in {contract}"),
        "changed": _("changed the evidence {title} in {contract}"),
        "accepted": _("accepted the evidence {title} in {contract}"),
        "rejected": _("rejected the evidence {title} in {contract}: {because}"),
    },
)


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.control", CONTROLS)
    register_changes("follow_up.evidence", EVIDENCE)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.task", TASK)
    register_changes("follow_up.recurring_task", RECURRING_TASK)
    register_changes("follow_up.plan", PLAN)
    register_changes("follow_up.reminder_rule", REMINDER_RULE)
    register_changes("follow_up.calendar_feed", CALENDAR_FEED)
    register_changes("follow_up.match", MATCHES)
    register_changes("follow_up.control", CONTROLS)
