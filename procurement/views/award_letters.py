"""Letters that tell the bidders of a decision, for whoever decided."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.downloads import ZIP, plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page
from procurement.queries.awards import decisions
from procurement.queries.bid_lines import bid_parts
from procurement.queries.bids import Reader, bids_in_lot, evaluation_of
from procurement.queries.evaluation import compare
from procurement.reports.bidder_letters import letters_of
from procurement.reports.bidder_letters_word import letters_packed
from procurement.views.bids_seen import decider_or_404
from procurement.views.procurement_seen import RUN


@require_GET
@organisation_page(RUN)
def award_letters(request: OrganisationRequest, procurement: UUID, award: UUID) -> HttpResponse:
    """Give out a letter to each bidder, all in one file; without bids there is nobody to write to."""
    found = decider_or_404(request, procurement)
    decided = next((each for each in decisions(found) if each.award and each.award.uuid == award), None)
    if decided is None:
        raise Http404
    part = next(each for each in bid_parts(found) if each.lot == decided.lot)
    bids = bids_in_lot(found, decided.lot, Reader(request.organisation, request.user))
    compared = compare(found, part, evaluation_of(found, decided.lot), bids)
    letters = letters_of(decided, compared, bids, today=timezone.localdate())
    if not letters:
        messages.error(request, _("No bids are registered, so there is nobody to write to."))
        return redirect("procurement_award", request.organisation.slug, found.uuid)
    name = plain_name(_("letters"), found.title, decided.lot.number if decided.lot else "")
    return saved_as(f"{name}.zip", letters_packed(letters), ZIP)
