"""The lots of a procurement: add, order and take out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.lots import LotForm
from procurement.models import Procurement
from procurement.queries.asked import asked_lines
from procurement.reports.lot_value_words import lot_values_sentence
from procurement.reports.lot_words import shown_lots
from procurement.services.lots import add_lot, move_lot, remove_lot
from procurement.views.lots_seen import done, lot_or_404
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404

WAYS = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("procurement.view_procurement")
def lots(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the lots in their order; add one."""
    if request.method != "POST":
        return _list(request, procurement_or_404(request, procurement), LotForm())
    if not request.place.may(RUN):
        raise Http404
    found, form = led_or_404(request, procurement), LotForm(request.POST)
    if not form.is_valid() or not done(form, lambda: add_lot(found, **form.said)):
        return _list(request, found, form, status=422)
    messages.success(request, _("The lot is added."))
    return redirect("procurement_lots", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(RUN)
def move(request: OrganisationRequest, procurement: UUID, lot: UUID) -> HttpResponse:
    """Put a lot one place up or down."""
    found = led_or_404(request, procurement)
    by = WAYS.get(request.POST.get("way", ""))
    if by is None:
        raise Http404
    move_lot(lot_or_404(found, lot), by)
    return redirect("procurement_lots", request.organisation.slug, found.uuid)


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, procurement: UUID, lot: UUID) -> HttpResponse:
    """Take a lot out that asks for nothing of its own."""
    found = led_or_404(request, procurement)
    gone = lot_or_404(found, lot)
    try:
        remove_lot(gone)
    except DomainError as problem:
        messages.error(request, str(problem))
        return redirect("procurement_lot", request.organisation.slug, found.uuid, lot)
    messages.success(request, _("The lot “%(title)s” is taken out.") % {"title": gone.title})
    return redirect("procurement_lots", request.organisation.slug, found.uuid)


def _list(request: OrganisationRequest, procurement: Procurement, form: LotForm, *, status: int = 200) -> HttpResponse:
    shown = shown_lots(procurement, asked_lines(procurement))
    context = {
        **procurement_context(request, procurement, "procurement_lots"),
        "shown": shown,
        "values": lot_values_sentence(procurement, [each.lot for each in shown]),
        "form": form,
    }
    return render_page(request, "procurement/lots.html", context, status=status)
