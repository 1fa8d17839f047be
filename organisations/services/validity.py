"""Ends of rows that hold from a day to a day."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.errors import DomainError
from organisations.models import Membership, NetworkMembership, Share


def refuse_past(last_day: date | None) -> None:
    """Raise DomainError for a last day that is over already; none is for good."""
    if last_day and last_day < timezone.localdate():
        raise DomainError(_("The last day is over already. Choose today or a later day, or leave it empty."))


def end_now(row: Membership | NetworkMembership | Share) -> None:
    """Let the row end at once: its last day was yesterday, and one that began today was never there.

    What was is told by the change record.
    """
    yesterday = timezone.localdate() - timedelta(days=1)
    if row.valid_from > yesterday:
        row.delete()
        return
    row.valid_to = yesterday
    row.save(update_fields=["valid_to"])
