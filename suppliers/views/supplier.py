"""One supplier: how the ledgers write it, what was bought, what people decided about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation import figures
from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.forms.correct import CorrectionForm
from suppliers.models import SupplierCard, SupplierMerge
from suppliers.queries.known_elsewhere import known_places
from suppliers.queries.register import KnownSupplier
from suppliers.queries.reviews import corrections_of, merges_of, proposals_about
from suppliers.queries.supplier_money import money_of, sources_of
from suppliers.reports.supplier_page import (
    correction_rows,
    merge_rows,
    proposal_rows,
    written_rows,
    year_rows,
)
from suppliers.reports.supplier_words import public_number, shown_card, title_of
from suppliers.services.correct_supplier import correct_supplier
from suppliers.services.merge_suppliers import undo_merges
from suppliers.views.register_seen import CHANGE, SEE, crumbs, sees_numbers, supplier_or_404


@require_GET
@organisation_page(SEE)
def supplier(request: OrganisationRequest, supplier: UUID) -> HttpResponse:
    """Show the supplier that a card belongs to."""
    known, seen = supplier_or_404(request, supplier), sees_numbers(request)
    cards = [card.pk for card in known.cards]
    years = year_rows(money_of(request.organisation, cards=cards), request.organisation.currency)
    written = written_rows(known, sources_of(request.organisation, cards), numbers_are_seen=seen)
    title = title_of(known, numbers_are_seen=seen)
    context = {
        "crumbs": [*crumbs(request), {"title": title}],
        "title": title,
        "known": known,
        "number": public_number(known.head),
        "answer": _answer(request, known, years),
        "years": years,
        "written": written,
        "merges": merge_rows(merges_of(request.organisation, known.cards), numbers_are_seen=seen),
        "corrections": correction_rows(corrections_of(request.organisation, known.cards), numbers_are_seen=seen),
        "proposals": proposal_rows(
            proposals_about(request.organisation, known.cards), request.organisation, numbers_are_seen=seen
        ),
        "places": known_places(request.organisation, known.cards),
        "may_change": request.place.may(CHANGE),
    }
    return render_page(request, "suppliers/supplier.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page(CHANGE)
def correct(request: OrganisationRequest, supplier: UUID) -> HttpResponse:
    """Say what a card should have said."""
    card = SupplierCard.objects.filter(organisation=request.organisation, uuid=supplier).first()
    if card is None:
        raise Http404
    shown = shown_card(card, numbers_are_seen=sees_numbers(request))
    initial = {"number": shown.right_number, "name": shown.right_name, "revision": card.revision}
    form, status = CorrectionForm(request.POST or None, initial=initial), 200
    if form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        if shown.right_number != card.right_number and said["number"] == shown.right_number:
            said["number"] = None  # a masked number was left as it stood
        try:
            correct_supplier(card=card, **said, sees_numbers=sees_numbers(request))
        except DomainError as problem:
            field = getattr(problem, "field", "")
            form.add_error(field if field in form.fields else None, str(problem))
            status = problem.status if isinstance(problem, ConflictError) else 422
        else:
            messages.success(request, _("Corrected. What the ledger wrote stays beside it."))
            return redirect("supplier", request.organisation.slug, card.uuid)
    here = reverse("supplier", args=[request.organisation.slug, card.uuid])
    context = {
        "crumbs": [*crumbs(request, (shown.title, here)), {"title": _("Correct")}],
        "form": form,
        "shown": shown,
        "back": here,
    }
    refused = 422 if form.errors and status == 200 else status  # noqa: PLR2004 - OK
    return render_page(request, "suppliers/correct.html", context, status=refused)


@require_POST
@organisation_page(CHANGE)
def undo_merge(request: OrganisationRequest, merge: UUID) -> HttpResponse:
    """Take a merge back."""
    found = SupplierMerge.objects.filter(organisation=request.organisation, uuid=merge).select_related("card").first()
    if found is None:
        raise Http404
    undo_merges(organisation=request.organisation, merges=[found])
    messages.success(request, _("Parted again. Everything is as it was before."))
    return redirect("supplier", request.organisation.slug, found.card.uuid)


def _answer(request: OrganisationRequest, known: KnownSupplier, years: list[dict[str, Any]]) -> str:
    """Return in words what was bought in the newest year and in how many ways the ledgers write the supplier."""
    language, parts = get_language() or "en", []
    bought = next((row for row in years if row["amount"]), None)
    if bought:
        money = figures.money_in_words(bought["amount"], request.organisation.currency, language)
        parts.append(_("Bought for %(money)s in %(year)s.") % {"money": money, "year": bought["year"]})
    ways = ngettext("The ledgers write it in one way.", "The ledgers write it in %(count)s ways.", len(known.cards))
    return " ".join([*parts, ways % {"count": len(known.cards)}])
