"""What follow-up does by itself for an organisation: standings, what comes again, reports, reminders."""

import logging
from collections.abc import Callable
from datetime import date

from django.db import connection
from django.utils import timezone

from follow_up.services.due_reports import make_due_reports, remind_of_reports
from follow_up.services.recurring_tasks import make_all_ahead
from follow_up.services.refresh_spend import refresh_spend, refresh_spend_after_changes
from follow_up.services.send_reminders import send_reminders
from follow_up.services.standings import work_out_due
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation

logger = logging.getLogger(__name__)

Step = Callable[[Organisation, date], int]


def do_daily(organisation: Organisation, today: date | None = None) -> int:
    """Work out what has changed, plan ahead, ask, and remind; return how many reminders were written. Safe to repeat.

    It may run many times a day, and twice at once. What goes wrong in one step keeps no other from its turn.
    """
    now = today or timezone.localdate()
    with open_access(access_for_work(organisation.pk)):
        for name, step in PREPARING.items():
            _tried(name, step, organisation, now)
        return sum(_tried(name, step, organisation, now) for name, step in REMINDING.items())


def refresh_spend_daily(organisation: Organisation) -> None:
    """Read anew from the accounts what went through the contracts: heavy, so once a day. Safe to repeat."""
    with open_access(access_for_work(organisation.pk)):
        refresh_spend(organisation)


def _tried(name: str, step: Step, organisation: Organisation, today: date) -> int:
    """Return what a step returns; 0 for one that fails, which is logged and keeps no connection that broke."""
    try:
        return step(organisation, today)
    except Exception:  # whatever it is, the other steps have their turn
        logger.exception("the daily follow-up of %s: %s did not come to its end", organisation.slug, name)
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        return 0


PREPARING: dict[str, Step] = {
    "standings": lambda organisation, today: work_out_due(organisation.pk, today=today),
    "spend after changes": lambda organisation, _today: refresh_spend_after_changes(organisation),
    "what comes again": lambda organisation, today: make_all_ahead(organisation, today=today),
    "due reports": lambda organisation, today: make_due_reports(organisation.pk, today),
}
REMINDING: dict[str, Step] = {
    "letters about reports": lambda organisation, today: remind_of_reports(organisation.pk, today),
    "reminders": lambda organisation, today: send_reminders(organisation, today=today),
}
