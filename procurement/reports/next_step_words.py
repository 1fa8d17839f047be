"""What a procurement waits for, in one sentence."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from procurement.calculations.next_step import WHILE_ASKING, Awaited, NextStep, next_step, running_step
from procurement.calculations.plan_ahead import PlannedDays
from procurement.models import Procurement, Stage
from procurement.queries.milestones import closes_on
from procurement.queries.signed_contracts import NOTHING_SIGNED, Signed, next_signed_ending, signed_of
from procurement.queries.staircases import period_of

DAY_NAMES = tuple(PlannedDays.__dataclass_fields__)


def step_of(procurement: Procurement, today: date | None = None, signed: Signed | None = None) -> NextStep | None:
    """Return what the procurement waits for; what is signed by its own days, which lists read for all at once."""
    now = today or timezone.localdate()
    held = _signed(procurement) if signed is None else signed
    if held.replaces_plan:
        return running_step([each.first_day for each in held.contracts], next_signed_ending(held, now), now)
    days: dict[str, date | None] = {name: getattr(procurement, name) for name in DAY_NAMES}
    if procurement.stage in WHILE_ASKING:
        days[Awaited.ANSWERS] = closes_on(procurement)
    return next_step(procurement.stage, days, period_of(procurement), now)


def next_sentence(procurement: Procurement, today: date | None = None, signed: Signed | None = None) -> str:
    """Return what is next and when; nothing for a procurement that is stopped."""
    now = today or timezone.localdate()
    step = step_of(procurement, now, signed)
    if step is None:
        return ""
    left = step.days_left(now)
    if left is None:
        return _missing(step.awaited)
    if left < 0:
        return _passed(step.awaited, -left)
    return _today(step.awaited) if left == 0 else _coming(step.awaited, left)


def _signed(procurement: Procurement) -> Signed:
    return signed_of(procurement) if procurement.stage == Stage.AWARDED else NOTHING_SIGNED


def _coming(awaited: Awaited, days: int) -> str:
    sentences = {
        Awaited.DIALOGUE: ngettext(
            "The talk with the market begins in %(days)s day.",
            "The talk with the market begins in %(days)s days.",
            days,
        ),
        Awaited.ANSWERS: ngettext(
            "Suppliers have %(days)s day left to answer.", "Suppliers have %(days)s days left to answer.", days
        ),
        Awaited.NOTICE: ngettext(
            "The notice is to be sent in %(days)s day.", "The notice is to be sent in %(days)s days.", days
        ),
        Awaited.BIDS: ngettext("Bids are due in %(days)s day.", "Bids are due in %(days)s days.", days),
        Awaited.AWARD: ngettext(
            "The contract is to be awarded in %(days)s day.", "The contract is to be awarded in %(days)s days.", days
        ),
        Awaited.START: ngettext("The contract begins in %(days)s day.", "The contract begins in %(days)s days.", days),
        Awaited.END: ngettext("The contract ends in %(days)s day.", "The contract ends in %(days)s days.", days),
    }
    return sentences[awaited] % {"days": days}


def _today(awaited: Awaited) -> str:
    return {
        Awaited.DIALOGUE: _("The talk with the market begins today."),
        Awaited.ANSWERS: _("Today is the last day on which suppliers answer."),
        Awaited.NOTICE: _("The notice is to be sent today."),
        Awaited.BIDS: _("Bids are due today."),
        Awaited.AWARD: _("The contract is to be awarded today."),
        Awaited.START: _("The contract begins today."),
        Awaited.END: _("The contract ends today."),
    }[awaited]


def _passed(awaited: Awaited, days: int) -> str:
    sentences = {
        Awaited.DIALOGUE: ngettext(
            "The talk with the market was planned for %(days)s day ago. Move on, or change the day.",
            "The talk with the market was planned for %(days)s days ago. Move on, or change the day.",
            days,
        ),
        Awaited.NOTICE: ngettext(
            "The notice was to be sent %(days)s day ago. Move on, or change the day.",
            "The notice was to be sent %(days)s days ago. Move on, or change the day.",
            days,
        ),
        Awaited.BIDS: ngettext(
            "Bids were due %(days)s day ago. Move on to the evaluation.",
            "Bids were due %(days)s days ago. Move on to the evaluation.",
            days,
        ),
        Awaited.AWARD: ngettext(
            "The award was planned for %(days)s day ago. Move on, or change the day.",
            "The award was planned for %(days)s days ago. Move on, or change the day.",
            days,
        ),
        Awaited.START: ngettext("The contract began %(days)s day ago.", "The contract began %(days)s days ago.", days),
        Awaited.END: ngettext("The contract ended %(days)s day ago.", "The contract ended %(days)s days ago.", days),
    }
    return sentences[awaited] % {"days": days}


def _missing(awaited: Awaited) -> str:
    return {
        Awaited.DIALOGUE: _("No day is planned yet for the talk with the market."),
        Awaited.NOTICE: _("No day is planned yet for the notice."),
        Awaited.BIDS: _("No day is set for the bids."),
        Awaited.AWARD: _("No day is planned for the award."),
        Awaited.START: _("Nobody has said when the contract begins."),
        Awaited.END: _("Nobody has said for how long the contract runs."),
    }[awaited]
