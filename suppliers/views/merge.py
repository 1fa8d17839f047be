"""Say by hand that a supplier and another are one: search the other, choose it, see what stands, merge."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from foundation.typed_ids import uuid_or_none
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.models import SupplierCard
from suppliers.queries.register import KnownSupplier, Register, Wanted, supplier_of
from suppliers.reports.supplier_page import stands_rows
from suppliers.reports.supplier_words import called_now, numbers_of, title_of
from suppliers.services.merge_suppliers import Pair, merge_suppliers
from suppliers.views.register_seen import CHANGE, crumbs, sees_numbers, supplier_or_404

MOST_SHOWN = 20
MOST_LETTERS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page(CHANGE)
def merge(request: OrganisationRequest, supplier: UUID) -> HttpResponse:
    """Search another supplier, see what the two will be called, choose, and merge."""
    known, seen, problem = supplier_or_404(request, supplier), sees_numbers(request), ""
    if request.method == "POST":
        problem = _merge(request, known.head)
        if not problem:
            now = supplier_or_404(request, known.head.uuid)
            said = called_now(now.head, numbers_are_seen=seen)
            parted = _("You can part them again below; then both are called as before.")
            messages.success(request, " ".join((_("Merged."), said, parted)))
            return redirect("supplier", request.organisation.slug, now.head.uuid)
    title, here = (
        title_of(known, numbers_are_seen=seen),
        reverse("supplier", args=[request.organisation.slug, supplier]),
    )
    words = " ".join(request.GET.get("q", "")[:MOST_LETTERS].replace("\0", "").split())
    context = {
        "crumbs": [*crumbs(request, (title, here)), {"title": _("Merge")}],
        "title": title,
        "words": words,
        **_others(request, known, words),
        **_before(request, known),
        "problem": problem,
        "back": here,
    }
    return render_page(request, "suppliers/merge.html", context, status=422 if problem else 200)


def _others(request: OrganisationRequest, known: KnownSupplier, words: str) -> dict[str, Any]:
    """Return the suppliers that fit the words, each with its name and numbers."""
    seen = sees_numbers(request)
    register = (
        Register(request.organisation, Wanted(words=words, sort="name"), numbers_are_seen=seen) if words else None
    )
    others = [each for each in register.found if each != str(known.head.identity)] if register else []
    found = register.suppliers(others[:MOST_SHOWN]) if register else ()
    return {
        "rows": [
            (each, title_of(each, numbers_are_seen=seen), numbers_of(each.cards, numbers_are_seen=seen))
            for each in found
        ],
        "more": max(len(others) - MOST_SHOWN, 0),
    }


def _before(request: OrganisationRequest, known: KnownSupplier) -> dict[str, Any]:
    """Return what the two will be called, once the other one is chosen; nothing before."""
    sent = uuid_or_none(request.POST.get("other", "") or request.GET.get("other", ""))
    other = supplier_of(request.organisation, sent) if sent else None
    if other is None or other.head.identity == known.head.identity:
        return {"other": None}
    seen = sees_numbers(request)
    return {
        "other": other.head,
        "other_title": title_of(other, numbers_are_seen=seen),
        "stands": stands_rows([known.head, other.head], numbers_are_seen=seen),
    }


def _merge(request: OrganisationRequest, card: SupplierCard) -> str:
    """Merge the card with the one that was sent, and return what stands in the way, if anything."""
    cards = SupplierCard.objects.filter(organisation=request.organisation)
    sent, stands = (uuid_or_none(request.POST.get(name, "")) for name in ("other", "stands"))
    other = cards.filter(uuid=sent).first() if sent else None
    if other is None:
        return _("Choose the other supplier in the list.")
    try:
        chosen = cards.filter(uuid=stands).first() if stands else None
        pair = Pair(card, other, note=request.POST.get("note", ""), stands=chosen)
        merge_suppliers(organisation=request.organisation, pairs=[pair])
    except DomainError as problem:
        return str(problem)
    return ""
