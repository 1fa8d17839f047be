"""Market dialogues of the tests' organisations; each function works within the open access."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from foundation.outbox.models import Message
from procurement.models import AskedRequirement, DialogueEntry, MarketDialogue, Procurement, SupplierInvitation
from procurement.queries.market_answers import asked_of_market
from procurement.services.dialogue_log import log_talk
from procurement.services.market_dialogues import set_dialogue_up
from procurement.services.supplier_answers import SaidInAll, SaidOfStep, note_answer
from procurement.services.supplier_invitations import invite_supplier


def open_dialogue(procurement: Procurement, **said: Any) -> MarketDialogue:
    """A dialogue in which suppliers can answer for another month."""
    terms: dict[str, Any] = {
        "introduction": "Vi planlegger skoleskyss med el.",
        "closes_on": timezone.localdate() + timedelta(30),
        "for_neighbours": True,
        "revision": 0,
    }
    return set_dialogue_up(procurement, **{**terms, **said})


def make_talk(procurement: Procurement, **said: Any) -> DialogueEntry:
    """A meeting of last week in which the buyer told something."""
    talked: dict[str, Any] = {
        "kind": DialogueEntry.Kind.MEETING,
        "day": timezone.localdate() - timedelta(7),
        "parties": "Vidde Buss AS",
        "topics": "Lading om natten",
        "heard": "Depotet har plass til tolv busser.",
        "told": "Kommunen bygger lading ved skolen.",
    }
    return log_talk(procurement, **{**talked, **said})


def make_invited(procurement: Procurement, supplier: str = "Vidde Buss AS", **said: Any) -> SupplierInvitation:
    """A supplier with a link, in a dialogue that is open."""
    if not MarketDialogue.objects.filter(procurement=procurement).exists():
        open_dialogue(procurement)
    email = said.pop("email", f"{supplier.split(maxsplit=1)[0].lower()}@supplier.example")
    return invite_supplier(procurement, supplier=supplier, email=email, **said)


def secret_of(invitation: SupplierInvitation) -> str:
    """The secret of the newest link that this supplier was sent."""
    body = Message.objects.filter(receiver=invitation.email).latest("pk").body
    found = re.search(r"/market/([\w-]+)/", body)
    assert found, body
    return found[1]


def noted(
    entry: DialogueEntry,
    asked: AskedRequirement,
    supplier: str,
    *says: str,
    price: int | None = None,
    later: date | None = None,
    **more: Any,
) -> None:
    """What a supplier says of the steps of a requirement, in their order, noted in a talk."""
    those = next(each for each in asked_of_market(entry.procurement) if each.asked.pk == asked.pk)
    effect = None if price is None else Decimal(price)
    steps = [
        SaidOfStep(asked, step.threshold, step.day, word, later if word == "later" else None, effect)
        for step, word in zip(those.steps, says, strict=False)
    ]
    note_answer(entry, SaidInAll(steps, **more), supplier=supplier)
