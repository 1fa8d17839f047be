"""Accept or reject evidence; where its obligations stand is worked out anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import Evidence, EvidenceState
from follow_up.queries.evidence import covered_by_versions
from follow_up.services.refusals import FollowUpNotPossibleError, record
from follow_up.services.standings import work_out
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of


@transaction.atomic
def accept_evidence(evidence: Evidence, *, revision: int | None = None) -> Evidence:
    """Return the accepted evidence; from then on it counts where its obligations stand.

    Raises ConflictError if it was saved after `revision`.
    """
    return _decided(evidence, EvidenceState.ACCEPTED, revision=revision)


@transaction.atomic
def reject_evidence(evidence: Evidence, *, because: str, revision: int | None = None) -> Evidence:
    """Return the rejected evidence with the reason.

    Raises FollowUpNotPossibleError without a reason, and ConflictError if it was saved after `revision`.
    """
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why it is rejected."), field="because")
    return _decided(evidence, EvidenceState.REJECTED, because=reason_of(because), revision=revision)


def locked_evidence(evidence: Evidence, revision: int | None) -> Evidence:
    """Return the evidence as it is now, held. Raises ConflictError if it was saved after `revision`, where given."""
    held = Evidence.objects.select_for_update(of=("self",)).select_related("contract").get(pk=evidence.pk)
    if revision not in (None, held.revision):
        raise ConflictError(_("Somebody else changed this evidence in the meantime. Look at it again."))
    return held


def _decided(evidence: Evidence, state: EvidenceState, *, because: str = "", revision: int | None = None) -> Evidence:
    held = locked_evidence(evidence, revision)
    held.state, held.rejected_because = state, because
    held.decided_by, held.decided_on = current_actor().name, timezone.localdate()
    held.revision += 1
    held.save()
    said = {"because": because[:500]} if because else {}
    record("evidence", state.value, held.uuid, held.contract, title=held.title, **said)
    work_out(covered_by_versions(held))
    return held
