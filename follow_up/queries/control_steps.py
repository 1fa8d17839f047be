"""What an obligation asks for on a day: the step in force, or the figure that its wording names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.db.models import Q

from procurement.models import Obligation, ObligationStep


@dataclass(frozen=True, slots=True)
class AskedOn:
    """What is asked for on the day: `threshold` in the unit of the obligation, of `step` where it has steps."""

    threshold: Decimal | None = None
    step: int | None = None


def asked_on(obligations: Collection[Obligation], day: date) -> dict[int, AskedOn]:
    """Return by primary key what each asks for on the day; nothing before its first step takes effect."""
    held = ObligationStep.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=day),
        obligation__in=[each.pk for each in obligations],
        first_day__lte=day,
        needs_option=False,
    )
    steps = {step.obligation_id: step for step in held.order_by("first_day", "number")}
    return {each.pk: _asked(each, steps.get(each.pk)) for each in obligations}


def _asked(obligation: Obligation, step: ObligationStep | None) -> AskedOn:
    if step is not None:
        return AskedOn(step.threshold, step.number)
    return AskedOn() if obligation.rises else AskedOn(_written(obligation))


def _written(obligation: Obligation) -> Decimal | None:
    """Return the figure of an obligation without steps: its requirement names it, or the variable that holds it."""
    measure = (obligation.version.content.get("measure") or {}) if obligation.version else {}
    named = measure.get("threshold")
    figure = obligation.values.get(named) if isinstance(named, str) and named in obligation.values else named
    try:
        return None if figure is None else Decimal(str(figure))
    except InvalidOperation:
        return None
