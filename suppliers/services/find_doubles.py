"""Look for cards that may be one supplier, and keep what was found as proposals for people to decide."""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction

from foundation.jobs.progress import Progress, silent
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind, read_number
from suppliers.calculations.same_supplier import KnownCard, Proposed, propose
from suppliers.models import MergeProposal, SupplierCard
from suppliers.queries.supplier_money import CardMoney, money_of
from suppliers.services.hold_register import hold_register
from suppliers.services.identities import looked_for_doubles

BATCH = 2_000
FIELDS = ("pk", "identity", "number", "name", "right_number", "right_name", "is_personal")
Pair = tuple[int, int]


@transaction.atomic
def find_doubles(*, organisation: Organisation, progress: Progress = silent) -> int:
    """Write the proposals that hold now, and return how many wait for an answer.

    What people put off or rejected stays so, and is not proposed again while the two are what they were; a proposal
    that nobody answered goes where it holds no longer.
    """
    progress("reading", 0, 3)
    hold_register(organisation.pk)
    cards = list(SupplierCard.objects.filter(organisation=organisation).only(*FIELDS))
    money = money_of(organisation)
    progress("comparing", 1, 3)
    found = propose(_known(organisation, cards, money))
    progress("saving", 2, 3)
    _keep(organisation, _not_decided(organisation, cards, found), _at_stake(organisation, cards, money))
    looked_for_doubles(organisation.pk, len(cards))
    return MergeProposal.objects.filter(organisation=organisation, state=MergeProposal.State.OPEN).count()


def _known(organisation: Organisation, cards: list[SupplierCard], money: tuple[CardMoney, ...]) -> list[KnownCard]:
    accounts: dict[int, frozenset[str]] = defaultdict(frozenset)
    for row in money:
        accounts[row.card] |= row.accounts
    return [_known_card(card, organisation.country, accounts[card.pk]) for card in cards]


def _known_card(card: SupplierCard, buyer: str, accounts: frozenset[str]) -> KnownCard:
    found = read_number(card.known_number, buyer)
    return KnownCard(
        card=card.pk,
        identity=str(card.identity),
        number="" if found.kind is NumberKind.MISSING else card.known_number,
        name=card.known_name,
        valid=found.number if found.is_sure else "",
        country=found.country,
        is_personal=card.is_personal,
        accounts=accounts,
    )


def _not_decided(organisation: Organisation, cards: list[SupplierCard], found: list[Proposed]) -> list[Proposed]:
    """Leave out what people said no or later to: about the same two suppliers, by whichever of their cards."""
    identity = {card.pk: card.identity for card in cards}
    decided = MergeProposal.objects.filter(organisation=organisation).exclude(state=MergeProposal.State.OPEN)
    known = {frozenset((identity[card], identity[other])) for card, other in decided.values_list("card_id", "other_id")}
    return [each for each in found if frozenset((identity[each.card], identity[each.other])) not in known]


def _at_stake(
    organisation: Organisation, cards: list[SupplierCard], money: tuple[CardMoney, ...]
) -> dict[int, Decimal]:
    """Return the money of each card's supplier in the organisation's own currency, over all years."""
    sums: dict[object, Decimal] = defaultdict(Decimal)
    for row in money:
        if row.currency == organisation.currency:
            sums[row.identity] += row.amount
    return {card.pk: sums[card.identity] for card in cards}


def _keep(organisation: Organisation, found: list[Proposed], money: dict[int, Decimal]) -> None:
    waiting = MergeProposal.objects.filter(organisation=organisation, state=MergeProposal.State.OPEN)
    wanted = {(each.card, each.other): each for each in found}
    gone = [row.pk for row in waiting.only("card_id", "other_id") if (row.card_id, row.other_id) not in wanted]
    waiting.filter(pk__in=gone).delete()
    MergeProposal.objects.bulk_create(
        [
            MergeProposal(
                organisation=organisation,
                card_id=each.card,
                other_id=each.other,
                reason=each.reason.value,
                confidence=each.confidence,
                at_stake=min(abs(money[each.card]), abs(money[each.other])),
                is_personal=each.is_personal,
            )
            for each in found
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["organisation", "card", "other"],
        update_fields=["reason", "confidence", "at_stake", "is_personal", "found_at"],
    )
