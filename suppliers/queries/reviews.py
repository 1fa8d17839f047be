"""What people decided about one supplier, and the proposals that wait."""

from collections.abc import Collection

from django.db.models import F, Q, QuerySet

from organisations.models import Organisation
from suppliers.models import MergeProposal, RegisterState, SupplierCard, SupplierCorrection, SupplierMerge

ORDERS = {"money": ("-at_stake", "-confidence", "pk"), "sure": ("-confidence", "-at_stake", "pk")}
STATES = tuple(MergeProposal.State.values)


def proposals_of(organisation: Organisation, state: str, order: str = "money") -> QuerySet[MergeProposal]:
    """Return the proposals in a state, with both cards; those with most money at stake first, or the surest."""
    found = MergeProposal.objects.filter(organisation=organisation, state=state)
    return found.select_related("card", "other").order_by(*ORDERS[order])


def proposals_about(organisation: Organisation, cards: Collection[SupplierCard]) -> QuerySet[MergeProposal]:
    """Return the proposals about any of these cards that wait for an answer, now or later."""
    those = [card.pk for card in cards]
    waiting = Q(state=MergeProposal.State.OPEN) | Q(state=MergeProposal.State.LATER)
    found = MergeProposal.objects.filter(waiting, organisation=organisation).filter(
        Q(card__in=those) | Q(other__in=those)
    )
    return found.exclude(card__identity=F("other__identity")).select_related("card", "other").order_by("-confidence")


def merges_of(organisation: Organisation, cards: Collection[SupplierCard]) -> QuerySet[SupplierMerge]:
    """Return the merges of these cards, undone ones too, the newest first."""
    those = [card.pk for card in cards]
    found = SupplierMerge.objects.filter(organisation=organisation).filter(Q(card__in=those) | Q(other__in=those))
    return found.select_related("card", "other")


def corrections_of(organisation: Organisation, cards: Collection[SupplierCard]) -> QuerySet[SupplierCorrection]:
    """Return the corrections of these cards, the newest first."""
    found = SupplierCorrection.objects.filter(organisation=organisation, card__in=[card.pk for card in cards])
    return found.select_related("card")


def state_of_register(organisation: Organisation) -> RegisterState | None:
    """Return how often the register was changed and when doubles were looked for; None where never."""
    return RegisterState.objects.filter(organisation=organisation).first()
