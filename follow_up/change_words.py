"""How changes in follow-up speak on the pages of the frame."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes


def _day(day: str) -> str:
    return date_format(date.fromisoformat(day))


DEVIATIONS = Wording(
    name=_("Deviation"),
    sentences={
        "noted": _("noted the deviation {title} in {contract}"),
        "tell": _("told the supplier of deviation {number}, {title}, in {contract}"),
        "remind": _("reminded the supplier of deviation {number}, {title}"),
        "revoke_link": _("took back the links to deviation {number}, {title}"),
        "answer": _("answered to deviation {number}, {title}"),
        "supplier_mended": _("said that deviation {number}, {title}, is mended"),
        "plan_action": _("planned what is done about deviation {number}, {title}"),
        "change_action": _("changed what is planned about deviation {number}, {title}"),
        "action_done": _("did something about deviation {number}, {title}"),
        "action_open": _("opened an action about deviation {number}, {title}, again"),
        "say_mended": _("said that deviation {number}, {title}, is mended"),
        "close": _("checked and closed deviation {number}, {title}"),
        "send_back": _("found deviation {number}, {title}, not mended"),
        "reopen": _("opened deviation {number}, {title}, again"),
        "reminder": _("gave the supplier a formal reminder of deviation {number}, {title}"),
        "warning": _("gave the supplier a warning for deviation {number}, {title}"),
        "sanction": _("gave the supplier a sanction for deviation {number}, {title}"),
        "change": _("changed what is said of deviation {number}, {title}"),
        "withdraw": _("withdrew deviation {number}, {title}"),
        "requirement_note": _("wrote a note on {code} from deviation {number}, {title}"),
    },
)
CLAIMS = Wording(
    name=_("Bonus and penalty"),
    sentences={
        "reckoned": _("reckoned {amount} {currency} for {title} in {contract}"),
        "claimed": _("decided to invoice {amount} {currency} for {title} in {contract}"),
        "waived": _("waived {amount} {currency} for {title} in {contract}: {because}"),
    },
)
SUPPLIERS = Wording(
    name=_("Supplier's card"),
    sentences={
        "contact_kept": _("kept the contact {name}"),
        "contact_removed": _("took the contact {name} out"),
        "note_kept": _("wrote a note on the supplier {supplier}"),
    },
)
REGISTER = Wording(name=_("Register"), sentences={"edited": _("changed {number} obligations in the register")})
TASK = Wording(
    name=_("Planned task"),
    sentences={
        "planned": _("planned {title}"),
        "changed": _("changed the task {title}"),
        "moved": _("moved {title} from {before} to {day}"),
        "given_hours": _("gave {title} hours in {month}"),
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
        "started": _("started a control of {contract}"),
        "finished": _("finished a control of {contract}"),
        "cancelled": _("cancelled a control of {contract}: {because}"),
    },
)
RESULTS = Wording(
    name=_("Result"),
    sentences={"noted": _("noted what was found about {title} in {contract} on {on}")},
    values={"on": _day},
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

WEIGHTS = Wording(name=_("Weights of the priority"), sentences={"given": _("changed the weights of the priority list")})
SECTOR_RISK = Wording(name=_("Risk of a category"), sentences={"set": _("changed the risk of the category {category}")})
TRAITS = Wording(name=_("Market and criticality"), sentences={"noted": _("noted market and criticality of {contract}")})
RISK = Wording(
    name=_("Yearly assessment of risk"),
    sentences={
        "made": _("made the assessment of risk for {year}"),
        "approved": _("approved the assessment of risk for {year}"),
    },
)
HOURS = Wording(name=_("Hours for controls"), sentences={"said": _("changed the hours for controls")})
INTERVIEW = Wording(name=_("Talk with an adviser"), sentences={"written": _("wrote down the talk with {adviser}")})
REQUESTS = Wording(
    name=_("Reports asked for"),
    sentences={
        "asked": _("asked {supplier} for the report {title} in {contract}"),
        "changed": _("changed what is asked in the report {title} in {contract}"),
        "ended": _("asks no longer for the report {title} in {contract}"),
        "revoked": _("revoked the links to the report {title} in {contract}"),
    },
)
REPORTS = Wording(
    name=_("Supplier's report"),
    sentences={
        "received": _("sent the report {title} in {contract}"),
        "reminded": _("reminded the supplier of the report {title} in {contract}"),
        "returned": _("sent the report {title} in {contract} back"),
        "accepted": _("accepted the report {title} in {contract}"),
        "corrected": _("corrected the report {title} in {contract}"),
    },
)


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.control", CONTROLS)
    register_changes("follow_up.evidence", EVIDENCE)
    register_changes("follow_up.result", RESULTS)
    register_changes("follow_up.price_claim", CLAIMS)
    register_changes("follow_up.supplier", SUPPLIERS)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.task", TASK)
    register_changes("follow_up.recurring_task", RECURRING_TASK)
    register_changes("follow_up.plan", PLAN)
    register_changes("follow_up.reminder_rule", REMINDER_RULE)
    register_changes("follow_up.calendar_feed", CALENDAR_FEED)
    register_changes("follow_up.match", MATCHES)
    register_changes("follow_up.weights", WEIGHTS)
    register_changes("follow_up.sector_risk", SECTOR_RISK)
    register_changes("follow_up.traits", TRAITS)
    register_changes("follow_up.hours", HOURS)
    register_changes("follow_up.risk_assessment", RISK)
    register_changes("follow_up.interview", INTERVIEW)
    register_changes("follow_up.report_request", REQUESTS)
    register_changes("follow_up.supplier_report", REPORTS)
