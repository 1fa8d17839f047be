"""Note what was found out about an obligation; where it stands is worked out anew at once."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import CheckResult, ResultSource
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.standings import work_out
from foundation.changes.record import current_actor
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from procurement.models import Obligation


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: kept or not on a day or for a period that ends on it, and what was measured in `unit`.

    `step` and `threshold` were in force on that day. `source_id` is of the control, report or evidence that told it; of
    what was noted by hand it is the client's key.
    """

    on: date
    is_kept: bool
    source: ResultSource
    source_id: UUID | None = None
    period_from: date | None = None
    value: Decimal | None = None
    unit: str = ""
    step: int | None = None
    threshold: Decimal | None = None
    note: str = ""


@transaction.atomic
def note_result(obligation: Obligation, finding: Finding) -> CheckResult:
    """Return the kept result; the same source tells once of an obligation, and what it told before is returned.

    What is noted by hand appends a change of its own; of all else, the control, report or evidence has appended one.
    Raises FollowUpNotPossibleError for a day that has not come, and for a period that begins after it.
    """
    if finding.on > timezone.localdate():
        raise FollowUpNotPossibleError(
            _("Only what has happened is noted: choose today or an earlier day."), field="on"
        )
    if finding.period_from and finding.period_from > finding.on:
        raise FollowUpNotPossibleError(_("The period begins after its last day."), field="period_from")
    if finding.source_id:
        hold("result", f"{obligation.pk} {finding.source_id}")
    known = CheckResult.objects.filter(
        obligation=obligation, source=finding.source, source_id=finding.source_id, void_because=""
    )
    if finding.source_id and (there := known.first()):
        return there
    result = CheckResult.objects.create(
        organisation_id=obligation.organisation_id,
        obligation=obligation,
        contract_id=obligation.contract_id,
        on=finding.on,
        period_from=finding.period_from,
        is_kept=finding.is_kept,
        value=finding.value,
        unit=finding.unit,
        step=finding.step,
        threshold=finding.threshold,
        note=finding.note,
        source=finding.source,
        source_id=finding.source_id,
        made_by=current_actor().name,
    )
    if finding.source == ResultSource.HAND:
        record("result", "noted", result.uuid, obligation.contract, title=obligation.title, on=finding.on.isoformat())
    work_out([obligation.pk])
    return result


@transaction.atomic
def void_results(*, source: ResultSource, source_id: UUID, because: str) -> int:
    """Let what a source told count no more, with the reason; return how many results that were.

    Raises FollowUpNotPossibleError without a reason.
    """
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why it does not count."), field="because")
    those = CheckResult.objects.filter(source=source, source_id=source_id, void_because="")
    touched = list(those.values_list("obligation_id", flat=True))
    those.update(void_because=reason_of(because))
    work_out(touched)
    return len(touched)
