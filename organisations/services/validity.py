"""Ends of rows that hold from a day to a day."""

from datetime import timedelta

from django.utils import timezone

from organisations.models import Membership, NetworkMembership, Share


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
