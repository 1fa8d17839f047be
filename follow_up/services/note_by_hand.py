"""Note what somebody, or another system, found out about an obligation, without control, report or evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.calculations.control_answers import Asked, is_kept
from follow_up.calculations.measured_value import PROBLEM_TEXTS, figure_in
from follow_up.models import CheckResult, ResultSource
from follow_up.queries.control_steps import AskedOn, asked_on
from follow_up.services.note_result import Finding, note_result
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.problems import Problem
from procurement.models import Obligation


@dataclass(frozen=True, slots=True)
class SaidByHand:
    """What is said of an obligation on a day or for a period that ends on it; `value` in the obligation's unit."""

    on: date
    is_kept: bool
    period_from: date | None = None
    value: Decimal | None = None
    note: str = ""


@transaction.atomic
def note_by_hand(obligation: Obligation, said: SaidByHand, *, key: UUID | None = None) -> CheckResult:
    """Return the kept result, held against the step in force on its day; the same key of an obligation tells once.

    A value that does not keep the step is not kept, whatever was said. Raises FollowUpNotPossibleError for a value
    that cannot be right, for a day that has not come, and for a period that begins after it.
    """
    asked = asked_on([obligation], said.on)[obligation.pk]
    value = _checked(obligation, said.value)
    finding = Finding(
        on=said.on,
        period_from=said.period_from,
        is_kept=said.is_kept and _keeps(obligation, asked, value),
        value=value,
        unit=obligation.unit if value is not None else "",
        step=asked.step,
        threshold=asked.threshold,
        note=said.note,
        source=ResultSource.HAND,
        source_id=key,
    )
    return note_result(obligation, finding)


def _checked(obligation: Obligation, value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    found = figure_in(value, obligation.unit, obligation.unit, place="value")
    if isinstance(found, Problem):
        raise FollowUpNotPossibleError(_(PROBLEM_TEXTS[found.code]).format(**found.values), field="value")
    return found


def _keeps(obligation: Obligation, asked: AskedOn, value: Decimal | None) -> bool:
    """Whether nothing in the value speaks against it; a value of what has no direction says nothing."""
    if value is None or not obligation.direction:
        return True
    return is_kept(value, Asked(asked.threshold, obligation.direction)) is not False
