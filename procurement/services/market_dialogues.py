"""Open and close the dialogue of a procurement: what suppliers read first, until when they answer, who may reuse it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from procurement.models import MarketDialogue, Procurement
from procurement.queries.dialogues import dialogue_of
from procurement.services.locked_procurement import about, locked
from procurement.services.show_market import show_market
from procurement.services.supplier_links import let_links_last


@transaction.atomic
def set_dialogue_up(
    procurement: Procurement, *, introduction: str, closes_on: date | None, for_neighbours: bool, revision: int
) -> MarketDialogue:
    """Return the dialogue with what is said; links of suppliers last as long as the new closing day lets them.

    `revision` is the one that was read, 0 where nothing was said before; ConflictError if somebody saved since.
    """
    procurement = locked(procurement)
    dialogue = dialogue_of(procurement)
    if dialogue.revision != revision:
        sentence = _("%(who)s changed this in the meantime. What you typed is still here: compare, and save again.")
        raise ConflictError(sentence % {"who": dialogue.updated_by or _("Somebody")})
    dialogue.introduction, dialogue.closes_on = introduction.strip(), closes_on
    dialogue.for_neighbours = for_neighbours
    dialogue.revision, dialogue.updated_by = revision + 1, current_actor().name
    dialogue.save()
    if closes_on:
        let_links_last(procurement, closes_on)
    show_market(procurement)
    record_change(kind="procurement.dialogue", action="set_up", **about(procurement))
    return dialogue
