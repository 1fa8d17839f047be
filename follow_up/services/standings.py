"""Work out where obligations stand: after whatever changes it, and on the day on which time alone does."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from follow_up.calculations.obligation_state import Known, Standing, standing_on
from follow_up.models import CheckResult, ObligationStanding, ResultSource
from follow_up.queries.known import known_of, worst_open
from procurement.models import Contract, ContractState, Obligation

BATCH = 2_000
LOOKED = (ResultSource.CONTROL, ResultSource.REUSED)
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
    known, worst, looked = (
        known_of(those),
        worst_open([each.pk for each in those]),
        _looked([each.pk for each in those]),
    )
    rows = [
        _row(each, known[each.pk], standing_on(known[each.pk], today), looked.get(each.pk), worst[each.pk], today)
        for each in those
    ]
    ObligationStanding.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["obligation"], update_fields=list(WRITTEN)
    )
    return len(rows)


def _looked(keys: Collection[int]) -> dict[int, date]:
    """Return the day of the last control of each."""
    rows = CheckResult.objects.filter(obligation__in=keys, source__in=LOOKED, void_because="").order_by("on")
    return dict(rows.values_list("obligation_id", "on"))


def _row(
    each: Obligation, known: Known, standing: Standing, looked: date | None, worst: list[str], today: date
) -> ObligationStanding:
    newest = max(known.results, key=lambda result: result.on, default=None)
    step, coming = standing.step, standing.next_step
    return ObligationStanding(
        organisation_id=each.organisation_id,
        obligation=each,
        contract_id=each.contract_id,
        state=standing.state.value,
        step=step.number if step else None,
        threshold=step.threshold if step else None,
        since=step.first if step else None,
        next_step=coming.number if coming else None,
        next_threshold=coming.threshold if coming else None,
        next_on=coming.first if coming else None,
        checked_on=looked,
        told_on=newest.on if newest else None,
        value=newest.value if newest else None,
        has_evidence=standing.has_proof,
        evidence_until=standing.proof_until,
        open_deviations=known.open_deviations,
        worst=worst[0] if worst else "",
        worked_out_on=today,
        changes_on=standing.changes_on,
    )
