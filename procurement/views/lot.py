"""One lot of a procurement: what is asked, weighed and rising in it, and its own versions of what is asked of all."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.lots import LotForm, LotWeightsForm
from procurement.models import AskedRequirement, Lot, Procurement
from procurement.queries.asked import AskedLine, asked_in, asked_lines
from procurement.reports.lot_words import shown_lot
from procurement.services.ask_in_lot import ask_apart
from procurement.services.lot_weights import weigh_lot
from procurement.services.lots import change_lot
from procurement.views.lots_seen import done, lot_or_404
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("procurement.view_procurement")
def lot(request: OrganisationRequest, procurement: UUID, lot: UUID) -> HttpResponse:
    """Show one lot; keep what is said of it, or what weighs what in it."""
    if request.method != "POST":
        found = procurement_or_404(request, procurement)
        return _one(request, lot_or_404(found, lot))
    if not request.place.may(RUN):
        raise Http404
    one = lot_or_404(led_or_404(request, procurement), lot)
    return _weighed(request, one) if request.POST.get("do") == "weigh" else _changed(request, one)


@require_POST
@organisation_page(RUN)
def own(request: OrganisationRequest, procurement: UUID, lot: UUID) -> HttpResponse:
    """Give the lot its own version of what is asked of all."""
    one = lot_or_404(led_or_404(request, procurement), lot)
    there = AskedRequirement.objects.filter(procurement=one.procurement, removed_at=None, lot=None)
    asked = next((each for each in there if str(each.uuid) == request.POST.get("asked")), None)
    if asked is None:
        raise Http404
    try:
        ask_apart(asked, one)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The lot has its own %(code)s now.") % {"code": asked.code})
    return redirect("procurement_lot", request.organisation.slug, procurement, lot)


def _changed(request: OrganisationRequest, one: Lot) -> HttpResponse:
    """Keep what was typed; where somebody else changed the lot meanwhile, it can be saved again."""
    typed = request.POST.copy()
    form = LotForm(typed, lot=one)
    revision = (form.cleaned_data["revision"] or 0) if form.is_valid() else 0
    if form.is_valid() and done(form, lambda: change_lot(one, revision=revision, **form.said)):
        return _saved(request, one)
    newer = lot_or_404(one.procurement, one.uuid)
    typed["revision"] = str(newer.revision)
    return _one(request, newer, form=form, status=422)


def _weighed(request: OrganisationRequest, one: Lot) -> HttpResponse:
    """Keep the weights; where somebody else changed what is asked meanwhile, what was typed can be saved again."""
    typed = request.POST.copy()
    form = LotWeightsForm(one, _lines(one), typed)
    weights = form.cleaned_data if form.is_valid() else None
    if weights is not None and done(
        form,
        lambda: weigh_lot(
            one, price_weight=weights["price_weight"], fillings=form.fillings, asked_revision=form.revision
        ),
    ):
        return _saved(request, one)
    typed["asked_revision"] = str(Procurement.objects.get(pk=one.procurement_id).asked_revision)
    return _one(request, one, weights=form, status=422)


def _saved(request: OrganisationRequest, one: Lot) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("procurement_lot", request.organisation.slug, one.procurement.uuid, one.uuid)


def _one(
    request: OrganisationRequest,
    one: Lot,
    *,
    form: LotForm | None = None,
    weights: LotWeightsForm | None = None,
    status: int = 200,
) -> HttpResponse:
    lines = asked_lines(one.procurement)
    context = {
        **procurement_context(request, one.procurement, "procurement_lots", one.title),
        "lot": one,
        "shown": shown_lot(one, lines),
        "form": form or LotForm(lot=one),
        "weights": weights or LotWeightsForm(one, asked_in(one, lines)),
        "is_changed": status != 200,  # noqa: PLR2004 - the usual answer
    }
    return render_page(request, "procurement/lot.html", context, status=status)


def _lines(one: Lot) -> list[AskedLine]:
    return asked_in(one, asked_lines(one.procurement))
