"""The limits of proportionality that hold: the organisation's own before the shipped ones."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import yaml
from django.utils import timezone

from organisations.models import Organisation
from requirements_bank.calculations.proportionality import LimitRow, Limits, Purchase, limits_for
from requirements_bank.calculations.proportionality_reading import ShippedLimits, read_limits
from requirements_bank.models import ProportionalityLimit

SHIPPED = Path(__file__).resolve().parent.parent / "proportionality.yaml"


@cache
def shipped_limits() -> ShippedLimits:
    """Return the limits of requirements_bank/proportionality.yaml."""
    return read_limits(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))


def own_limits(organisation: Organisation) -> list[ProportionalityLimit]:
    """Return the rows that the organisation set and has not ended."""
    return list(ProportionalityLimit.objects.filter(organisation=organisation, ended_at=None))


def limits_of(organisation: Organisation, purchase: Purchase, day: date | None = None) -> Limits:
    """Return what holds for the purchase on the day, today by default."""
    own = [
        LimitRow(row.name, row.limit, row.category, row.value_from, row.valid_from, is_own=True, reason=row.reason)
        for row in own_limits(organisation)
    ]
    return limits_for([*shipped_limits().rows, *own], purchase, day or timezone.localdate())


def in_kroner(value: Decimal | None, currency: str) -> Decimal | None:
    """Return a value of a currency as the limits count it; an unknown currency counts as kroner."""
    return None if value is None else value * shipped_limits().kroner.get(currency, Decimal(1))
