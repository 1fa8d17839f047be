"""Work out where obligations stand: after whatever changes it, and on the day on which time alone does."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from follow_up.calculations.next_change import is_good_proof, last_day_of_proofs, next_change
from follow_up.calculations.obligation_state import ResultKind, obligation_state
from follow_up.models import LOOKED, CheckResult, ObligationStanding
from follow_up.queries.known import Known, known_of
from procurement.models import Contract, ContractState, Obligation

BATCH = 2_000
TOLD = (ResultKind.CONTROL, ResultKind.REPORT)
WRITTEN = (
    *("state", "step", "threshold", "since", "next_step", "next_threshold", "next_on", "checked_on", "told_on"),
    *("value", "has_evidence", "evidence_until", "open_deviations", "worst", "worked_out_on", "changes_on"),
)


def work_out(keys: Collection[int], *, today: date | None = None) -> int:
    """Write anew where these obligations stand, by primary key; return how many: none of unsigned contracts."""
    now, those = today or timezone.localdate(), sorted(set(keys))
    done = 0
    for first in range(0, len(those), BATCH):
        with transaction.atomic():
            done += _work_out(those[first : first + BATCH], now)
    return done


def work_out_contract(contract: Contract, *, today: date | None = None) -> int:
    """Write anew where everything stands that a contract obliges to; nothing unless it is signed."""
    keys = list(Obligation.objects.filter(contract=contract).values_list("pk", flat=True))
    if contract.state != ContractState.SIGNED:
        ObligationStanding.objects.filter(contract=contract).delete()
        return 0
    return work_out(keys, today=today)


def work_out_due(organisation_id: int, *, today: date | None = None) -> int:
    """Write anew what time has changed since it was worked out, and what never was; return how many."""
    now = today or timezone.localdate()
    signed = Obligation.objects.filter(organisation=organisation_id, contract__state=ContractState.SIGNED)
    standing = ObligationStanding.objects.filter(obligation=OuterRef("pk"))
    due = signed.filter(Q(~Exists(standing)) | Q(Exists(standing.filter(changes_on__lte=now))))
    return work_out(list(due.values_list("pk", flat=True)), today=now)


def _work_out(keys: Iterable[int], today: date) -> int:
    those = list(
        Obligation.objects.filter(pk__in=keys, contract__state=ContractState.SIGNED)
        .select_related("contract")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    known, looked = known_of(those), _looked([each.pk for each in those])
    rows = [_row(each, known[each.pk], looked.get(each.pk), today) for each in those]
    ObligationStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["obligation"], update_fields=list(WRITTEN)
    )
    return len(rows)


def _looked(keys: Collection[int]) -> dict[int, date]:
    """Return the day of the last control of each."""
    rows = CheckResult.objects.filter(obligation__in=keys, source__in=LOOKED, void_because="").order_by("on")
    return dict(rows.values_list("obligation_id", "on"))


def _row(each: Obligation, known: Known, looked: date | None, today: date) -> ObligationStanding:
    found = obligation_state(known.direction, known.steps, known.results, known.deviations, today)
    told = [result for result in known.results if result.kind in TOLD]
    newest = max(told, key=lambda result: result.day, default=None)
    coming = next((step for step in known.steps if step.first > today), None)
    is_measured = each.rises or known.direction is not None
    proofs = [result for result in known.results if is_good_proof(result, today)]
    return ObligationStanding(
        organisation_id=each.organisation_id,
        obligation=each,
        contract_id=each.contract_id,
        state=found.state.value,
        step=found.step.number if found.step and is_measured else None,
        threshold=found.step.threshold if found.step and is_measured else None,
        since=found.step.first if found.step else None,
        next_step=coming.number if coming and is_measured else None,
        next_threshold=coming.threshold if coming and is_measured else None,
        next_on=coming.first if coming else None,
        checked_on=looked,
        told_on=newest.day if newest else None,
        value=newest.value if newest else None,
        has_evidence=bool(proofs),
        evidence_until=last_day_of_proofs(proofs),
        open_deviations=len(known.deviations),
        worst=known.severities[0] if known.severities else "",
        worked_out_on=today,
        changes_on=next_change(known.steps, known.results, today),
    )
