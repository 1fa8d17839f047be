"""Bring what neighbours see of an organisation's staircases up to date: kept rows may be older than what they tell."""

from datetime import date

from django.db import transaction

from organisations.models import Organisation
from procurement.models import Procurement
from procurement.services.locked_procurement import locked
from procurement.services.shown_staircases import show_staircases


@transaction.atomic
def renew_shown_staircases(organisation: Organisation, *, today: date | None = None) -> int:
    """Return of how many staircases others see something else now; 0 where all was up to date."""
    rising = Procurement.objects.filter(organisation=organisation, asked__staircase__isnull=False).distinct()
    return sum(show_staircases(locked(each), today=today) for each in rising.order_by("pk"))
