"""The market dialogue of a procurement: its log, who is invited, and what everyone was told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from procurement.models import (
    DialogueEntry,
    DialoguePaper,
    FollowUp,
    MarketDialogue,
    Procurement,
    SupplierInvitation,
)


@dataclass(frozen=True, slots=True)
class Told:
    """What the buyer told in one talk: the words, and the papers that were handed out. Nobody else is named."""

    day: date
    kind: str
    words: str
    papers: tuple[DialoguePaper, ...]


def dialogue_of(procurement: Procurement) -> MarketDialogue:
    """Return what holds for the whole dialogue; an unsaved one where nobody has said anything yet."""
    found = MarketDialogue.objects.filter(procurement=procurement).first()
    return found or MarketDialogue(
        organisation_id=procurement.organisation_id, procurement=procurement, revision=0, updated_by=""
    )


def entries_of(procurement: Procurement) -> list[DialogueEntry]:
    """Return the log, the newest first, with follow-ups, papers and answers that were noted."""
    those = DialogueEntry.objects.filter(procurement=procurement)
    return list(those.prefetch_related("follow_ups", "papers", "supplier_answers"))


def entry_called(procurement: Procurement, uuid: UUID) -> DialogueEntry | None:
    """Return one talk of the procurement."""
    return DialogueEntry.objects.filter(procurement=procurement, uuid=uuid).select_related("procurement").first()


def open_follow_ups(procurement: Procurement) -> list[FollowUp]:
    """Return what is still to be done after talks, what is due first first."""
    those = FollowUp.objects.filter(procurement=procurement, done_on=None).select_related("entry")
    return sorted(those, key=lambda each: (each.due_on or date.max, each.pk))


def invitations_of(procurement: Procurement) -> QuerySet[SupplierInvitation]:
    """Return who was invited by name, those whose link was revoked last."""
    those = SupplierInvitation.objects.filter(procurement=procurement).select_related("answer", "procurement")
    return those.order_by("revoked_at", "supplier", "pk")


def told_in(entries: Sequence[DialogueEntry]) -> list[Told]:
    """Return what everyone may know of these talks, in the order in which it was told."""
    found = [
        Told(
            each.day, each.get_kind_display(), each.told.strip(), tuple(p for p in each.papers.all() if p.is_handed_out)
        )
        for each in sorted(entries, key=lambda each: (each.day, each.pk))
    ]
    return [each for each in found if each.words or each.papers]


def paper_handed_out(procurement: Procurement, uuid: UUID) -> DialoguePaper | None:
    """Return a paper that everyone who is invited may have."""
    found = DialoguePaper.objects.filter(procurement=procurement, uuid=uuid, is_handed_out=True)
    return found.select_related("file").first()
