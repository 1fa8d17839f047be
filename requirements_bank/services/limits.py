"""Set limits of proportionality instead of the shipped ones, each with a reason and a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.typed_reasons import reason_of
from organisations.models import Organisation
from organisations.reference.categories import category_of
from requirements_bank.calculations.proportionality import HIGHEST_LEVEL, NAMES, WEIGHT_MOST
from requirements_bank.calculations.requirement import Level
from requirements_bank.models import ProportionalityLimit

MOST = 10_000
WHOLE_WEIGHT = 100


@transaction.atomic
def set_limit(
    *,
    organisation: Organisation,
    name: str,
    limit: str,
    reason: str,
    valid_from: date,
    category: str = "",
    value_from: Decimal = Decimal(0),
) -> ProportionalityLimit:
    """Return a new limit of the organisation; DomainError says what does not make sense."""
    if category and category_of(category) is None:
        raise DomainError(_("There is no category %(code)s.") % {"code": category})
    row = ProportionalityLimit.objects.create(
        organisation=organisation,
        name=name,
        limit=checked_limit(name, limit),
        category=category,
        value_from=value_from,
        reason=reason_of(reason),
        valid_from=valid_from,
        set_by=current_actor().name,
    )
    record_change(kind="requirements_bank.limit", action="set", **_about(row))
    return row


@transaction.atomic
def end_limit(row: ProportionalityLimit) -> None:
    """Let what is shipped, or another of one's own, hold again."""
    if ProportionalityLimit.objects.filter(pk=row.pk, ended_at=None).update(ended_at=timezone.now()):
        record_change(kind="requirements_bank.limit", action="ended", **_about(row))


def checked_limit(name: str, limit: str) -> str:
    """Return a limit as it is kept; DomainError if it makes no sense for the name."""
    if name not in NAMES:
        raise DomainError(_("There is no limit called %(name)s.") % {"name": name})
    typed = limit.strip()
    if name == HIGHEST_LEVEL:
        if typed not in tuple(Level):
            raise DomainError(_("Choose one of the levels: %(levels)s.") % {"levels": ", ".join(Level)})
        return typed
    highest = WHOLE_WEIGHT if name == WEIGHT_MOST else MOST
    if not (typed.isascii() and typed.isdigit()) or int(typed) > highest:
        raise DomainError(_("Write a whole number from 0 to %(most)s.") % {"most": highest})
    return str(int(typed))


def _about(row: ProportionalityLimit) -> dict[str, Any]:
    return {
        "organisation_id": row.organisation_id,
        "object_id": row.uuid,
        "summary": {"name": row.name, "limit": row.limit, "reason": row.reason},
    }
