"""What the pages of a market dialogue share: loading, the ways between them, and how far it has come."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.models import DialogueEntry, MarketDialogue, Procurement, SupplierInvitation
from procurement.queries.dialogues import dialogue_of, entry_called, invitations_of
from procurement.views.procurement_seen import procurement_context

TAB = "market_dialogue"


def dialogue_context(request: OrganisationRequest, procurement: Procurement, current: str) -> dict[str, Any]:
    """Return what each page of the dialogue shows; `current` is the URL name of the open one."""
    context = procurement_context(request, procurement, TAB)
    place = [request.organisation.slug, procurement.uuid]
    dialogue, invited = dialogue_of(procurement), list(invitations_of(procurement))
    pages = (
        (TAB, _("Overview")),
        ("dialogue_answers", _("Answers")),
        ("supplier_invitations", _("Invited suppliers")),
        ("dialogue_told", _("What everyone was told")),
    )
    context["crumbs"] += [{"title": title} for name, title in pages[1:] if name == current]
    return {
        **context,
        "dialogue": dialogue,
        "invitations": invited,
        "is_open": is_open(dialogue),
        "answer": standing(dialogue, invited),
        "ways": [
            {"title": title, "address": reverse(name, args=place), "current": name == current} for name, title in pages
        ],
    }


def entry_or_404(procurement: Procurement, uuid: UUID) -> DialogueEntry:
    """Return a talk of the procurement's log."""
    found = entry_called(procurement, uuid)
    if found is None:
        raise Http404
    return found


def is_open(dialogue: MarketDialogue) -> bool:
    """Return whether suppliers can answer today."""
    return dialogue.closes_on is not None and dialogue.closes_on >= timezone.localdate()


def standing(dialogue: MarketDialogue, invited: list[SupplierInvitation]) -> str:
    """Return how far the dialogue has come, in a sentence or two."""
    there = [each for each in invited if not each.revoked_at or each.answered_at]
    said = []
    if there:
        words = {"answered": sum(bool(each.answered_at) for each in there), "invited": len(there)}
        said.append(_("%(answered)s of %(invited)s invited suppliers have answered.") % words)
    if dialogue.closes_on:
        day = date_format(dialogue.closes_on, "DATE_FORMAT")
        sentence = _("They answer until %(day)s.") if is_open(dialogue) else _("They could answer until %(day)s.")
        said.append(sentence % {"day": day})
    return " ".join(said)
