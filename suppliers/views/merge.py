"""Say by hand that a supplier and another are one: search the other, choose it, merge."""

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
from suppliers.queries.register import Register, Wanted
from suppliers.reports.supplier_words import numbers_of, title_of
from suppliers.services.merge_suppliers import Pair, merge_suppliers
from suppliers.views.register_seen import CHANGE, crumbs, sees_numbers, supplier_or_404

MOST_SHOWN = 20
MOST_LETTERS = 200


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page(CHANGE)
def merge(request: OrganisationRequest, supplier: UUID) -> HttpResponse:
    """Search another supplier and merge it with this one."""
    known, seen, problem = supplier_or_404(request, supplier), sees_numbers(request), ""
    if request.method == "POST":
        problem = _merge(request, known.head)
        if not problem:
            messages.success(request, _("Merged. Both are one supplier now; you can part them again below."))
            return redirect("supplier", request.organisation.slug, known.head.uuid)
    words = " ".join(request.GET.get("q", "")[:MOST_LETTERS].replace("\0", "").split())
    wanted = Wanted(words=words, sort="name")
    register = Register(request.organisation, wanted, numbers_are_seen=seen) if words else None
    others = [each for each in register.found if each != str(known.head.identity)] if register else []
    title, here = (
        title_of(known, numbers_are_seen=seen),
        reverse("supplier", args=[request.organisation.slug, supplier]),
    )
    context = {
        "crumbs": [*crumbs(request, (title, here)), {"title": _("Merge")}],
        "title": title,
        "words": words,
        "rows": [
            (each, title_of(each, numbers_are_seen=seen), numbers_of(each.cards, numbers_are_seen=seen))
            for each in (register.suppliers(others[:MOST_SHOWN]) if register else ())
        ],
        "more": max(len(others) - MOST_SHOWN, 0),
        "problem": problem,
        "back": here,
    }
    return render_page(request, "suppliers/merge.html", context, status=422 if problem else 200)


def _merge(request: OrganisationRequest, card: SupplierCard) -> str:
    """Merge the card with the one that was sent, and return what stands in the way, if anything."""
    sent = uuid_or_none(request.POST.get("other", ""))
    other = SupplierCard.objects.filter(organisation=request.organisation, uuid=sent).first() if sent else None
    if other is None:
        return _("Choose the other supplier in the list.")
    try:
        pair = Pair(card, other, note=request.POST.get("note", ""))
        merge_suppliers(organisation=request.organisation, pairs=[pair])
    except DomainError as problem:
        return str(problem)
    return ""
