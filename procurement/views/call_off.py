"""Call off from a framework agreement, directly or after a mini-competition."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.call_off import CallOffForm
from procurement.queries.contracts import may_call_off
from procurement.services.call_off import call_off
from procurement.views.contract_seen import contract_context, contract_or_404
from procurement.views.procurement_seen import RUN


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def call_off_page(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show the form of a call-off, and keep it. Whoever shares the framework agreement may."""
    framework = contract_or_404(request, contract)
    if not may_call_off(request.organisation, framework):
        raise Http404
    form = CallOffForm(framework, request.organisation, request.POST or None)
    if form.is_valid():
        try:
            made = call_off(framework, form.chosen_party, form.said, buyer=request.organisation)
        except DomainError as problem:
            name = getattr(problem, "field", "")
            form.add_error(name if name in form.fields else None, str(problem))
        else:
            messages.success(request, _("It is called off."))
            return redirect("contract", request.organisation.slug, made.uuid)
    context = {**contract_context(request, framework, _("Call off")), "form": form, "title": _("Call off")}
    return render_page(request, "procurement/call_off.html", context, status=422 if form.errors else 200)
