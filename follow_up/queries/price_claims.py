"""Bonus and penalty: the clauses of steps that can be reckoned, and what was reckoned from them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from follow_up.models import ClaimKind, ClaimState, PriceClaim
from organisations.models import Organisation
from procurement.models import ContractState, ObligationStep
from procurement.queries.named_parties import parties_named

SEEN_WITH = ("contract", "obligation__party", "deviation")


@dataclass(frozen=True, slots=True)
class WantedClaims:
    """What a reader looks for; nothing chosen shows every one."""

    words: str = ""
    state: str = ""
    kind: str = ""


def claims_of(organisation: Organisation) -> QuerySet[PriceClaim]:
    """Return every bonus and penalty that the organisation has reckoned."""
    return PriceClaim.objects.filter(organisation=organisation)


def claim_called(organisation: Organisation, uuid: UUID) -> PriceClaim | None:
    """Return the organisation's claim with this id."""
    return claims_of(organisation).select_related(*SEEN_WITH, "organisation").filter(uuid=uuid).first()


def found_claims(organisation: Organisation, wanted: WantedClaims) -> QuerySet[PriceClaim]:
    """Return the claims, the newest first; every word stands in contract, its number, obligation or supplier."""
    found = claims_of(organisation)
    for word in wanted.words.split():
        found = found.filter(
            Q(contract__title__icontains=word)
            | Q(contract__number__icontains=word)
            | Q(obligation__title__icontains=word)
            | Q(contract__parties__in=parties_named(word))
        )
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    found = found.select_related(*SEEN_WITH).prefetch_related("contract__parties")
    return found.distinct().order_by("-made_at", "-pk")


def numbers_of_claims(organisation: Organisation) -> dict[str, int]:
    """Return how many there are in each state and of each kind, and in all."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in ClaimState}
    counts |= {kind.value: Count("pk", filter=Q(kind=kind)) for kind in ClaimKind}
    return claims_of(organisation).aggregate(total=Count("pk"), **counts)


def steps_with_clauses(organisation: Organisation, words: str = "") -> QuerySet[ObligationStep]:
    """Return the steps of signed contracts that give a bonus or take a penalty, and hold on some day."""
    signed = ObligationStep.objects.filter(
        organisation=organisation, obligation__contract__state=ContractState.SIGNED, first_day__isnull=False
    )
    found = signed.filter(~Q(bonus="") | ~Q(penalty=""))
    for word in words.split():
        found = found.filter(Q(obligation__title__icontains=word) | Q(obligation__contract__title__icontains=word))
    order = ("obligation__contract__title", "obligation__position", "number")
    return found.select_related("obligation__contract", "obligation__party").order_by(*order)
