"""Say of every card what its number is, and give it the identity under which its money was grouped so far.

A number of another country that says so itself joins the party of that number now. Where a card's identity moves by
that, frozen footprints are told how it was grouped before.
"""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import migrations

from foundation.personal_numbers import without_personal_numbers
from suppliers.calculations.number_reading import read_number

READ = ["kind", "country", "may_be", "is_sure", "is_personal", "party", "identity"]
BATCH = 2_000
Moves = dict[int, list[tuple[int, UUID]]]


def read_cards(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001 - the framework's signature
    """Read the number of every card; nothing that a source wrote is changed."""
    cards = apps.get_model("suppliers", "SupplierCard")
    batch: list[Any] = []
    moves: Moves = defaultdict(list)
    known: dict[tuple[str, str], Any] = {}
    for card in cards.objects.select_related("organisation", "party").iterator(chunk_size=10_000):
        before = card.party.uuid if card.party_id and not card.is_personal else card.uuid
        _read(apps, card, known)
        if card.identity != before:
            moves[card.organisation_id].append((card.pk, before))
        batch.append(card)
        if len(batch) == BATCH:
            cards.objects.bulk_update(batch, READ)
            batch.clear()
    cards.objects.bulk_update(batch, READ)
    _tell(apps, moves)


def _read(apps: Any, card: Any, known: dict[tuple[str, str], Any]) -> None:
    found = read_number(card.number, card.organisation.country)
    card.kind, card.country, card.is_sure = found.kind.value, found.country, found.is_sure
    card.may_be = " ".join(found.may_be)
    card.is_personal = card.is_personal or found.kind == "person" or without_personal_numbers(card.name) != card.name
    if card.is_personal:
        card.party = None
    elif found.number and found.is_sure and not card.party_id:
        key = (found.country, found.number)
        if key not in known:
            parties = apps.get_model("suppliers", "Party").objects
            known[key], _made = parties.get_or_create(country=key[0], number=key[1], defaults={"name": card.name})
        card.party = known[key]
    card.identity = card.party.uuid if card.party_id else card.uuid


def _tell(apps: Any, moves: Moves) -> None:
    state, move = (apps.get_model("suppliers", name) for name in ("RegisterState", "IdentityMove"))
    for organisation, moved in moves.items():
        state.objects.create(organisation_id=organisation, revision=1)
        move.objects.bulk_create(
            [move(organisation_id=organisation, card_id=card, revision=1, before=before) for card, before in moved],
            batch_size=BATCH,
        )


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0005_fence_reviews_of_suppliers")]

    operations = [migrations.RunPython(read_cards, migrations.RunPython.noop)]
