"""Make a procurement, and change what it says; nobody overwrites what somebody else saved."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.procurement import ProcurementForm
from procurement.models import Procurement
from procurement.queries.procurements import led_procurement
from procurement.services.basis_bid_on import Basis, basis_of
from procurement.services.procurements import change_procurement, make_procurement
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def new(request: OrganisationRequest) -> HttpResponse:
    """Make a procurement, of which no more than its name has to be known."""
    form = ProcurementForm(request.organisation, request.POST or None)
    if form.is_valid():
        try:
            made = make_procurement(organisation=request.organisation, **form.said)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("The procurement is made."))
            return redirect("procurement", request.organisation.slug, made.uuid)
    crumbs = [
        {"title": _("Procurements"), "address": reverse("procurements", args=[request.organisation.slug])},
        {"title": _("A new procurement")},
    ]
    context = {"form": form, "crumbs": crumbs, "title": _("A new procurement")}
    return render_page(request, "procurement/edit_procurement.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def edit(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Change what is said of a procurement."""
    found = led_or_404(request, procurement)
    typed = request.POST.copy()
    basis = basis_of(found)
    form = ProcurementForm(request.organisation, typed or None, procurement=found, basis=basis)
    if form.is_valid() and _saved(found, form):
        messages.success(request, _("Saved."))
        return redirect("procurement", request.organisation.slug, found.uuid)
    newer = led_procurement(request.organisation, procurement) or found
    typed["revision"] = str(newer.revision)  # what was typed can be saved over what somebody else saved meanwhile
    title = _("Change the procurement")
    context = {
        **procurement_context(request, newer, "procurement", title),
        "form": form,
        "title": title,
        "is_decided": basis is Basis.DECIDED,
    }
    return render_page(request, "procurement/edit_procurement.html", context, status=422 if form.errors else 200)


def _saved(procurement: Procurement, form: ProcurementForm) -> bool:
    """Keep what was typed; where that is not possible, say so in the form."""
    try:
        because = form.cleaned_data.get("because", "")
        change_procurement(procurement, revision=form.cleaned_data["revision"] or 0, because=because, **form.said)
    except DomainError as problem:
        name = getattr(problem, "field", "")
        form.add_error(name if name in form.fields else None, str(problem))
        return False
    return True
