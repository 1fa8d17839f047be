"""What follow-up does by itself every day, for every organisation: standings, what comes again, reminders."""

import logging
from datetime import date

from django.db import DatabaseError
from django.utils import timezone

from follow_up.services.due_reports import make_due_reports, remind_of_reports
from follow_up.services.recurring_tasks import make_all_ahead
from follow_up.services.refresh_spend import refresh_spend
from follow_up.services.send_reminders import send_reminders
from follow_up.services.standings import work_out_due
from foundation.access import open_access
from foundation.errors import DomainError
from foundation.scoping import access_for_work
from organisations.models import Organisation

logger = logging.getLogger(__name__)


def do_daily(today: date | None = None) -> int:
    """Work out what has changed, plan ahead, and write reminders; return how many reminders. Safe to repeat.

    What goes wrong in one organisation keeps no other from its turn.
    """
    written = 0
    for organisation in Organisation.objects.order_by("pk"):
        try:
            with open_access(access_for_work(organisation.pk)):
                work_out_due(organisation.pk, today=today)
                refresh_spend(organisation)
                make_all_ahead(organisation, today=today)
                make_due_reports(organisation.pk, today or timezone.localdate())
                written += remind_of_reports(organisation.pk, today or timezone.localdate())
                written += send_reminders(organisation, today=today)
        except (DatabaseError, DomainError, ValueError):
            logger.exception("the daily follow-up of %s did not come to its end", organisation.slug)
    return written
