"""Keep on each card under what it is grouped, after people merged, parted or corrected cards."""

from collections.abc import Collection, Iterable
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from foundation.named_sql import rows
from suppliers.calculations.identities import CardFacts, Identity, identities
from suppliers.models import IdentityMove, RegisterState, SupplierCard, SupplierMerge
from suppliers.services.keep_register import keep_suppliers
from suppliers.signals import register_changed

_KEPT = ["identity", "identity_number", "identity_name", "revision"]
BATCH = 2_000


def regroup(organisation_id: int, touched: Collection[int]) -> None:
    """Group the touched cards, and all that hang together with them, as merges and parties say now.

    Counts a revision of the register, remembers how moved cards were grouped before, and tells the apps above. Must run
    while the register is held.
    """
    cards = _hanging_together(organisation_id, touched)
    links = _links(organisation_id, [card.pk for card in cards])
    chosen = list(_choices(organisation_id, [card.pk for card in cards]).values_list("stands", flat=True))
    found = identities([_facts(card) for card in cards], links, chosen)
    state = RegisterState.objects.select_for_update().get_or_create(organisation_id=organisation_id)[0]
    state.revision += 1
    changed = [card for card in cards if card.pk in touched or _identity(card) != found[card.pk]]
    moves = [
        IdentityMove(organisation_id=organisation_id, card=card, revision=state.revision, before=card.identity)
        for card in changed
        if card.identity != found[card.pk].key
    ]
    suppliers = {card.identity for card in changed} | {found[card.pk].key for card in changed}
    for card in changed:
        identity = found[card.pk]
        card.identity, card.identity_number, card.identity_name = identity.key, identity.number, identity.name
        card.revision += 1
    SupplierCard.objects.bulk_update(changed, _KEPT, batch_size=BATCH)
    IdentityMove.objects.bulk_create(moves, batch_size=BATCH)
    state.content_hash = _content_hash(organisation_id)
    state.save()
    keep_suppliers(organisation_id, suppliers)
    moved = [card.pk for card in changed]
    register_changed.send(SupplierCard, organisation_id=organisation_id, cards=moved, suppliers=suppliers)


def looked_for_doubles(organisation_id: int, cards: int) -> None:
    """Note that doubles were looked for among so many cards just now."""
    RegisterState.objects.update_or_create(
        organisation_id=organisation_id, defaults={"looked_at": timezone.now(), "cards_looked_at": cards}
    )


def _hanging_together(organisation_id: int, touched: Collection[int]) -> list[SupplierCard]:
    """Return the touched cards with all of their identities and parties, in order, held."""
    wanted = SupplierCard.objects.filter(organisation_id=organisation_id)
    found = set(touched)
    while True:
        keys = wanted.filter(pk__in=found).values_list("identity", "party")
        groups, parties = {identity for identity, _party in keys}, {party for _identity, party in keys if party}
        wider = set(wanted.filter(Q(identity__in=groups) | Q(party__in=parties)).values_list("pk", flat=True))
        wider |= {card for pair in _links(organisation_id, wider) for card in pair}
        if wider <= found:
            break
        found |= wider
    held = wanted.filter(pk__in=found).select_for_update(of=("self",)).select_related("party")
    return list(held.order_by("pk"))


def _links(organisation_id: int, cards: Iterable[int]) -> list[tuple[int, int]]:
    known = list(cards)
    merges = SupplierMerge.objects.filter(organisation_id=organisation_id, undone_at=None)
    return list(merges.filter(Q(card__in=known) | Q(other__in=known)).order_by().values_list("card_id", "other_id"))


def _choices(organisation_id: int, cards: Iterable[int] | None = None) -> QuerySet[SupplierMerge]:
    """Return the merges that say whose name and number stand, of these cards or of all, the newest first."""
    found = SupplierMerge.objects.filter(organisation_id=organisation_id, undone_at=None, stands__isnull=False)
    return (found if cards is None else found.filter(stands__in=list(cards))).order_by("-made_at", "-pk")


def _facts(card: SupplierCard) -> CardFacts:
    party = card.party.uuid if card.party and not card.is_personal else None
    number = "" if card.is_personal else card.known_number  # a person's stands on no other card
    return CardFacts(card.pk, card.uuid, party, number, card.known_name)


def _identity(card: SupplierCard) -> Identity:
    return Identity(card.identity, card.identity_number, card.identity_name)


def _content_hash(organisation_id: int) -> str:
    """Return a hash of what people decided, the same whenever the same holds; empty where nothing differs."""
    found = rows("suppliers.decided_cards", {"organisation_id": organisation_id})
    if not found:
        return ""
    stands = _choices(organisation_id).values_list("stands__uuid", flat=True)
    said = "\n".join("\x1f".join(str(row[name]) for name in ("uuid", "identity", "number", "name")) for row in found)
    said += "".join(f"\n{uuid}" for uuid in stands)
    return sha256(said.encode()).hexdigest()
