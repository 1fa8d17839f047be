"""The bids of a procurement by lot; register one, change one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.bid import TEXT, BidForm
from procurement.models import Bid, BidState
from procurement.queries.bid_lines import BidPart
from procurement.queries.bids import bids_in_lot, choice_kept, evaluation_of, is_in_team
from procurement.reports.bid_words import findings_of, lateness_of
from procurement.services.bids import change_bid, register_bid
from procurement.services.strike_out_bid import strike_out_bid
from procurement.views.bids_seen import (
    BidsSeen,
    bid_or_404,
    bids_context,
    bids_of_request,
    team_or_404,
    who_sees_bids,
)

LONGEST_REVISION = 10


@require_GET
@organisation_page("procurement.view_procurement")
def bids(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """List the bids for a lot, with what does not meet what is asked; who does not see them reads who does."""
    seen = bids_of_request(request, procurement)
    found = bids_in_lot(seen.procurement, seen.part.lot, seen.reader) if seen.sees else []
    rows = [_row(seen, bid) for bid in found]
    context = {
        **bids_context(request, seen, "procurement_bids"),
        "rows": rows,
        "seen_by": who_sees_bids(seen.procurement, seen.part.lot),
    }
    return render_page(request, "procurement/bids.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
def new(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Register a bid."""
    seen = team_or_404(request, procurement)
    form = _form(seen, seen.part, request.POST or None)
    if form.is_valid():
        try:
            bid = register_bid(seen.procurement, seen.part.lot, form.said)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("The bid of %(supplier)s is registered.") % {"supplier": bid.supplier_name})
            return redirect(seen.address("bid", bid.uuid))
    return _page(request, seen, form, None)


@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
def bid(request: OrganisationRequest, procurement: UUID, bid: UUID) -> HttpResponse:
    """Show a bid and what a machine sees of it; the team changes it until the award."""
    seen = team_or_404(request, procurement) if request.method == "POST" else bids_of_request(request, procurement)
    found = bid_or_404(seen, bid)
    part = next(each for each in seen.parts if each.lot == found.lot)
    typed = request.POST.copy()
    form = _form(seen, part, typed or None, found)
    if not is_in_team(seen.procurement, seen.reader):
        del form.fields["note"]
    if form.is_valid() and _saved(found, form):
        messages.success(request, _("Saved."))
        return redirect(seen.address("bid", found.uuid))
    newer = bid_or_404(seen, bid)
    typed["revision"] = str(newer.revision)  # what was typed can be saved over what somebody else saved meanwhile
    return _page(request, seen, form, newer, [*lateness_of(seen.procurement, newer), *findings_of(part, newer)])


def _row(seen: BidsSeen, bid: Bid) -> dict[str, Any]:
    found = findings_of(seen.part, bid)
    breaches = sum(each.is_breach for each in found)
    is_late = bool(lateness_of(seen.procurement, bid))
    return {"bid": bid, "breaches": breaches, "unanswered": len(found) - breaches, "is_late": is_late}


@require_POST
@organisation_page("procurement.view_procurement")
def strike_out(request: OrganisationRequest, procurement: UUID, bid: UUID) -> HttpResponse:
    """Strike out a bid that was registered by mistake, with the reason."""
    seen = team_or_404(request, procurement)
    found, revision = bid_or_404(seen, bid), request.GET.get("revision", "")
    read = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < LONGEST_REVISION else 0
    try:
        strike_out_bid(found, because=request.POST.get("reason", "")[:TEXT], revision=read)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The bid is struck out. It counts nowhere, and stays readable with your reason."))
    return redirect(seen.address("bid", found.uuid))


def _form(seen: BidsSeen, part: BidPart, typed: Any, bid: Bid | None = None) -> BidForm:  # noqa: ANN401 - a request
    stored = evaluation_of(seen.procurement, part.lot)
    return BidForm(part, choice_kept(stored), typed, bid=bid)


def _saved(bid: Bid, form: BidForm) -> bool:
    """Keep what was typed; where that is not possible, say so in the form."""
    try:
        change_bid(bid, form.said, revision=form.cleaned_data["revision"] or 0)
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True


def _page(
    request: OrganisationRequest,
    seen: BidsSeen,
    form: BidForm,
    bid: Bid | None,
    findings: Any = (),  # noqa: ANN401
) -> HttpResponse:
    context = bids_context(request, seen, "procurement_bids")
    context["may_write"] = context["may_write"] and not (bid and bid.state == BidState.STRUCK_OUT)
    title = bid.supplier_name if bid else _("A new bid")
    crumbs = [{"title": _("Bids"), "address": seen.address("procurement_bids")}, {"title": title}]
    context |= {
        "crumbs": [*context["crumbs"][:-1], *crumbs],
        "form": form,
        "bid": bid,
        "findings": findings,
        "title": title,
    }
    return render_page(request, "procurement/bid.html", context, status=422 if form.errors else 200)
