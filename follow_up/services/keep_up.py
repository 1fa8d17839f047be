"""Bring where obligations stand up to the day, without looking at all of them on a day when time changes none."""

from datetime import date

from follow_up.queries.register import has_standings_due
from follow_up.services.standings import work_out_due
from organisations.models import Organisation


def keep_up(organisation: Organisation, today: date) -> int:
    """Work out what time has changed; return how many obligations that were."""
    return work_out_due(organisation.pk, today=today) if has_standings_due(organisation, today) else 0
