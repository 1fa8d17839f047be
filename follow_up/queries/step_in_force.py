"""Which step of an obligation is in force on a day."""

from datetime import date

from django.db.models import Q

from procurement.models import Obligation, ObligationStep


def step_in_force(obligation: Obligation | None, day: date) -> ObligationStep | None:
    """Return the step that holds on the day; None before the first, after the last, and where nothing rises."""
    if obligation is None:
        return None
    held = obligation.steps.filter(first_day__lte=day, needs_option=False)
    return held.filter(Q(last_day=None) | Q(last_day__gte=day)).order_by("-first_day").first()
