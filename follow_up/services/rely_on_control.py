"""Rely on a control of another buyer: where the rule allows it, with the reasoning and the provenance kept."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.audit_reuse import Verdict
from follow_up.calculations.measured_value import figure_in
from follow_up.models import CheckResult, ControlReuse, ObligationStanding, ResultSource, SharedFinding
from follow_up.queries.control_steps import asked_on
from follow_up.queries.shared_controls import Mine, numbers_of, verdict_of
from follow_up.services.note_result import Finding, note_result, void_results
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from foundation.problems import Problem
from foundation.typed_reasons import reason_of
from procurement.models import Obligation


@transaction.atomic
def rely_on(obligation: Obligation, finding: UUID, *, kind: str) -> ControlReuse:
    """Return what was relied on; the obligation has a result from it. Asked again, it is the one that is there.

    Raises FollowUpNotPossibleError where the finding is shared no more, and where a condition is not met.
    """
    standing = ObligationStanding.objects.select_for_update(of=("self",)).get(obligation=obligation)
    known = ControlReuse.objects.filter(obligation=obligation, finding_uuid=finding, undone_because="").first()
    if known:
        return known
    found = _finding(finding, obligation.organisation_id)
    today = timezone.localdate()
    mine = Mine(standing, asked_on([standing.obligation], today)[obligation.pk], kind, today)
    verdict = _verdict(mine, found)
    if not verdict.may_be_used:
        raise FollowUpNotPossibleError(_("This control cannot be relied on: a condition is not met."))
    identifier = ControlReuse._meta.get_field("uuid").get_default()  # noqa: SLF001 - the result names it before it is there
    result = _noted(mine, found, identifier)
    reuse = ControlReuse.objects.create(
        uuid=identifier,
        organisation_id=obligation.organisation_id,
        obligation=obligation,
        finding_uuid=finding,
        result=result,
        verdict=[_outcome(each) for each in verdict.outcomes],
        provenance=_provenance(found),
        used_by=current_actor().name,
    )
    about = {"title": obligation.title, "buyer": found.shared.organisation.name}
    record("control", "relied_on", reuse.uuid, obligation.contract, **about)
    return reuse


@transaction.atomic
def rely_no_more(reuse: ControlReuse, *, because: str) -> None:
    """Let the result from another's control count no more. Raises FollowUpNotPossibleError without a reason."""
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why it is not relied on any more."), field="because")
    void_results(source=ResultSource.REUSED, source_id=reuse.uuid, because=because)
    ControlReuse.objects.filter(pk=reuse.pk, undone_because="").update(undone_because=reason_of(because))
    about = {"title": reuse.obligation.title, "because": reason_of(because)[:500]}
    record("control", "relied_no_more", reuse.uuid, reuse.obligation.contract, **about)


def _finding(uuid: UUID, organisation_id: int) -> SharedFinding:
    those = SharedFinding.objects.filter(uuid=uuid, shared__taken_back_at=None).exclude(organisation=organisation_id)
    found = those.select_related("shared__organisation", "version").first()
    if found is None:
        raise FollowUpNotPossibleError(
            _("This control is shared no more. Look for another one, or check it yourselves.")
        )
    return found


def _verdict(mine: Mine, found: SharedFinding) -> Verdict:
    numbers = numbers_of(mine.standing) or [""]
    number = found.shared.supplier_number if found.shared.supplier_number in numbers else numbers[0]
    return verdict_of(mine, found, number)


def _noted(mine: Mine, found: SharedFinding, source: UUID) -> CheckResult:
    """Note that it is kept on the day of the control; with the audited threshold, which it reaches at least.

    The threshold is kept in the unit of one's own obligation, in which every value of it is compared.
    """
    obligation, asked = mine.standing.obligation, mine.asked
    is_measured = asked.threshold is not None and found.threshold is not None
    reached = figure_in(found.threshold, found.unit, obligation.unit) if found.threshold is not None else None
    return note_result(
        obligation,
        Finding(
            on=found.shared.held_on,
            is_kept=True,
            source=ResultSource.REUSED,
            source_id=source,
            value=reached if is_measured and not isinstance(reached, Problem) else None,
            unit=obligation.unit if is_measured else "",
            step=asked.step,
            threshold=asked.threshold,
            note=_("%(buyer)s looked at it") % {"buyer": found.shared.organisation.name},
        ),
    )


def _outcome(each: Any) -> dict[str, Any]:  # noqa: ANN401 - an Outcome
    return {
        "condition": each.condition.value,
        "met": each.met.value,
        "values": {name: str(value) for name, value in each.values.items()},
    }


def _provenance(found: SharedFinding) -> dict[str, str]:
    shared = found.shared
    return {
        "buyer": shared.organisation.name,
        "control": str(shared.uuid),
        "supplier": shared.supplier_name,
        "kind": shared.kind,
        "held_on": shared.held_on.isoformat(),
        "place": shared.place,
        "method": shared.method,
        "supplier_informed_on": shared.supplier_informed_on.isoformat(),
        "shared_by": shared.shared_by,
        "shared_at": shared.shared_at.isoformat(),
        "seen_by": shared.seen_by,
        "code": found.code,
        "version": str(found.version.number),
        "threshold": "" if found.threshold is None else format(found.threshold.normalize(), "f"),
        "unit": found.unit,
    }
