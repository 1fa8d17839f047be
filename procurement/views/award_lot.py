"""Award a lot: say who wins on which terms, see what that obliges to and when, and only then decide."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.obligation_steps import ContractDays
from procurement.forms.award import TermsForm
from procurement.forms.award_rows import AwardForms, Typed, typed_rows
from procurement.models import Lot, Procurement
from procurement.queries.bids import Reader
from procurement.queries.planned_obligations import lines_of_lot, planned_obligations
from procurement.queries.staircases import period_of
from procurement.reports.award_warnings import award_warnings
from procurement.reports.spoken import SPOKEN
from procurement.services.award import award
from procurement.services.award_terms import Winner, check_award, check_competition
from procurement.views.award import named_lot_or_404
from procurement.views.award_bids import BidsToAward, bids_to_award
from procurement.views.award_preview import preview_of
from procurement.views.bids_seen import decider_or_404
from procurement.views.procurement_seen import RUN, procurement_context


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def award_lot(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the form, what it would make, or keep it: the button says which. Nothing that was typed is lost."""
    found = decider_or_404(request, procurement)
    lot = named_lot_or_404(found, request.GET.get("lot", ""))
    bids = bids_to_award(found, lot, Reader(request.organisation, request.user))
    if request.method == "GET":
        first: list[Typed] = bids.rows() or [{}]
        return _page(request, found, lot, AwardForms(_terms(request, found, lot, bids), first, told=bids.told()))
    rows, do = typed_rows(request.POST.dict()), request.POST.get("do", "")
    if do not in ("preview", "award"):
        more = [*rows, {}] if do == "add" else rows
        return _page(request, found, lot, AwardForms(_terms(request, found, lot, bids), more, told=bids.told()))
    forms = AwardForms(_terms(request, found, lot, bids, checks=True), rows, checks=True, told=bids.told())
    if forms.is_valid():
        go_on = _decided if do == "award" else _previewed
        return go_on(request, found, lot, forms, bids)
    return _page(request, found, lot, forms, status=422)


def _decided(
    request: OrganisationRequest, procurement: Procurement, lot: Lot | None, forms: AwardForms, bids: BidsToAward
) -> HttpResponse:
    try:
        award(procurement, lot, forms.winners(bids.offer), forms.terms.terms)
    except DomainError as problem:
        forms.refuse(getattr(problem, "field", ""), str(problem))
        return _page(request, procurement, lot, forms, status=problem.status)
    messages.success(request, _("It is awarded."))
    return redirect("procurement_award", request.organisation.slug, procurement.uuid)


def _previewed(
    request: OrganisationRequest, procurement: Procurement, lot: Lot | None, forms: AwardForms, bids: BidsToAward
) -> HttpResponse:
    winners, terms = forms.winners(bids.offer), forms.terms.terms
    try:
        check_award(winners, terms)
        check_competition(procurement, lot, terms)
    except DomainError as problem:
        forms.refuse(getattr(problem, "field", ""), str(problem))
        return _page(request, procurement, lot, forms, status=problem.status)
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "do")
        for value in values
    ]
    context = {
        **_context(request, procurement, lot),
        "preview": preview_of(procurement, lot, winners, terms),
        "warnings": list(award_warnings(procurement, bids.bids, bids.ranks, bids.failing, _won(winners))),
        "sent": sent,
    }
    return render_page(request, "procurement/award_preview.html", context)


def _won(winners: Sequence[Winner]) -> set[int]:
    return {winner.offer.bid for winner in winners if winner.offer.bid is not None}


def _page(
    request: OrganisationRequest, procurement: Procurement, lot: Lot | None, forms: AwardForms, *, status: int = 200
) -> HttpResponse:
    context = {**_context(request, procurement, lot), "forms": forms, "is_typed": request.method == "POST"}
    return render_page(request, "procurement/award_form.html", context, status=status)


def _context(request: OrganisationRequest, procurement: Procurement, lot: Lot | None) -> dict[str, object]:
    place = [request.organisation.slug, procurement.uuid]
    return {
        **procurement_context(request, procurement, "procurement_award", _("Award")),
        "lot": lot,
        "address": reverse("award_lot", args=place) + (f"?lot={lot.uuid}" if lot else ""),
    }


def _terms(
    request: OrganisationRequest, procurement: Procurement, lot: Lot | None, bids: BidsToAward, *, checks: bool = False
) -> TermsForm:
    period = period_of(procurement) or ContractPeriod(timezone.localdate(), 12)
    language = SPOKEN.get(procurement.country, "en")
    planned = planned_obligations(lines_of_lot(procurement, lot), ContractDays(period), language, bids.answered())
    sent = request.POST if request.method == "POST" else None
    return TermsForm(procurement, lot, planned, sent, checks=checks, has_bids=bool(bids.bids))
