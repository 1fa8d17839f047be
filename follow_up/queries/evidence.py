"""Evidence of contracts, the newest version of each first."""

from uuid import UUID

from django.db.models import QuerySet

from follow_up.models import Control, Evidence, EvidenceCover, EvidenceState
from organisations.models import Organisation
from procurement.models import Contract


def evidence_of(organisation: Organisation) -> QuerySet[Evidence]:
    """Return all evidence that the organisation keeps, every version of it."""
    return (
        Evidence.objects.filter(organisation=organisation)
        .select_related("contract", "file", "replaces", "replaced_by")
        .prefetch_related("covers__obligation")
    )


def newest_evidence(contract: Contract) -> QuerySet[Evidence]:
    """Return the evidence of a contract that no newer version stands in for."""
    return evidence_of(contract.organisation).filter(contract=contract, replaced_by__isnull=True)


def evidence_called(organisation: Organisation, uuid: UUID) -> Evidence | None:
    """Return the evidence with this id, an older version too."""
    return evidence_of(organisation).filter(uuid=uuid).first()


def evidence_from(control: Control) -> QuerySet[Evidence]:
    """Return the evidence that was filed from a control."""
    return evidence_of(control.contract.organisation).filter(contract=control.contract_id, source_id=control.uuid)


def former_versions(evidence: Evidence) -> list[Evidence]:
    """Return the versions before it, the newest first."""
    former = {each.pk: each for each in Evidence.objects.filter(contract=evidence.contract_id).select_related("file")}
    found, step = [], evidence.replaces_id
    while step is not None and step in former:
        found.append(former[step])
        step = former[step].replaces_id
    return found


def superseded(those: QuerySet[Evidence]) -> set[int]:
    """Return the keys of versions that an accepted newer one stands in for, whatever lies between the two.

    `those` holds every version of what is asked about. A newer version that waits or was rejected stands in for
    nothing: the one before it goes on counting.
    """
    newer = those.filter(replaces__isnull=False)
    rows = list(newer.order_by("pk").values_list("pk", "replaces_id", "state"))
    former = {key: before for key, before, _state in rows}
    found: set[int] = set()
    for key, _before, state in rows:
        step = former.get(key) if state == EvidenceState.ACCEPTED else None
        while step is not None and step not in found:
            found.add(step)
            step = former.get(step)
    return found


def covered_by_versions(evidence: Evidence) -> set[int]:
    """Return the keys of the obligations that this version or one before it speaks for."""
    versions = [evidence, *former_versions(evidence)]
    return set(EvidenceCover.objects.filter(evidence__in=versions).values_list("obligation_id", flat=True))
