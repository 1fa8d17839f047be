"""Find or make the supplier cards behind the numbers and names that a source writes."""

from collections.abc import Collection, Iterable

import polars as pl
from django.db import transaction

from foundation.named_sql import rows
from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.number_reading import NumberKind, NumberReading, read_number
from suppliers.models import Party, SupplierCard
from suppliers.services.keep_register import keep_suppliers

Pair = tuple[str, str]
PartyKey = tuple[str, str]  # country and number


@transaction.atomic
def register_suppliers(*, organisation_id: int, country: str, written: pl.DataFrame) -> pl.DataFrame:
    """Return `written` (supplier_number, supplier_name; null where missing) with the card's id as supplier_id.

    New cards are made for pairs not seen before; a card with a valid public number joins the shared party of that
    number, a personal number never does, nor does a card that has one in its name. A card whose party is known here
    under a merged identity joins that, too.
    """
    pairs = {(number or "", name or "") for number, name in written.iter_rows()} - {("", "")}
    known = _cards(organisation_id, pairs)
    missing = sorted(pairs - known.keys())
    if missing:
        _make(organisation_id, country, missing)
        known |= _cards(organisation_id, missing)
    found = [known.get((number or "", name or "")) for number, name in written.iter_rows()]
    return written.with_columns(pl.Series("supplier_id", found, dtype=pl.Int64))


def judge(card: SupplierCard, country: str) -> NumberReading:
    """Read the number that holds for a card, write what it is on the card, and return it; saves nothing.

    A card that a source wrote with a personal number stays a person's, whatever it is corrected to.
    """
    found = read_number(card.known_number, country)
    card.kind, card.country, card.is_sure = found.kind.value, found.country, found.is_sure
    card.may_be = " ".join(found.may_be)
    card.is_personal = found.kind is NumberKind.PERSON or is_person(card.number, card.name, country)
    return found


def is_person(number: str, name: str, country: str) -> bool:
    """Return whether what a source wrote is a person's: by the number, or by one in the name."""
    return read_number(number, country).kind is NumberKind.PERSON or without_personal_numbers(name) != name


def party_key(card: SupplierCard, found: NumberReading) -> PartyKey | None:
    """Return the party that a card with this number belongs to; None for persons and where the number is not sure."""
    return (found.country, found.number) if found.number and found.is_sure and not card.is_personal else None


def parties_of(keys: Collection[PartyKey]) -> dict[PartyKey, Party]:
    """Return the parties of these numbers, made where there are none yet."""
    Party.objects.bulk_create(
        [Party(country=country, number=number) for country, number in sorted(keys)],
        ignore_conflicts=True,
        batch_size=5000,
    )
    found = Party.objects.filter(number__in={number for _country, number in keys})
    return {(party.country, party.number): party for party in found if (party.country, party.number) in keys}


def _make(organisation_id: int, country: str, pairs: Iterable[Pair]) -> None:
    cards = [
        SupplierCard(organisation_id=organisation_id, number=number[:40], name=name[:300]) for number, name in pairs
    ]
    keys = [party_key(card, judge(card, country)) for card in cards]
    parties = parties_of({key for key in keys if key})
    for card, key in zip(cards, keys, strict=True):
        card.party = parties[key] if key else None
    _give_identities(organisation_id, cards)
    SupplierCard.objects.bulk_create(cards, ignore_conflicts=True, batch_size=5000)
    keep_suppliers(organisation_id, {card.identity for card in cards})


def _give_identities(organisation_id: int, cards: Collection[SupplierCard]) -> None:
    """Group each new card with those of its party that are there, as they are merged now; else it is its own."""
    wanted = {card.party_id for card in cards if card.party_id}
    there = SupplierCard.objects.filter(organisation_id=organisation_id, party_id__in=wanted).distinct("party_id")
    siblings = {card.party_id: card for card in there.order_by("party_id", "pk")}
    for card in cards:
        sibling = siblings.get(card.party_id) if card.party_id else None
        if sibling:
            card.identity, card.identity_number = sibling.identity, sibling.identity_number
            card.identity_name = sibling.identity_name
        else:
            card.identity = card.party.uuid if card.party else card.uuid


def _cards(organisation_id: int, pairs: Collection[Pair]) -> dict[Pair, int]:
    cut = {(number, name): (number[:40], name[:300]) for number, name in pairs}
    numbers, names = zip(*cut.values(), strict=True) if cut else ((), ())
    parameters = {"organisation_id": organisation_id, "numbers": list(numbers), "names": list(names)}
    found = {(card["number"], card["name"]): card["id"] for card in rows("suppliers.cards_of_pairs", parameters)}
    return {pair: found[short] for pair, short in cut.items() if short in found}
