"""Call off from a framework agreement, directly or after a mini-competition."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.call_off import CallOffForm
from procurement.queries.contracts import may_call_off
from procurement.services.call_off import call_off
from procurement.services.called_off import withdraw_call_off
from procurement.views.contract_seen import contract_context, contract_or_404, kept_or_404
from procurement.views.procurement_seen import RUN

LONGEST_REVISION = 10
"""Digits that a number of saves can have."""


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
            if made.parent and made.parent.last_day and made.last_day and made.last_day > made.parent.last_day:
                sentence = _("It runs until %(day)s, after the framework agreement. Make sure that it may.")
                messages.warning(request, sentence % {"day": date_format(made.last_day)})
            return redirect("contract", request.organisation.slug, made.uuid)
    context = {**contract_context(request, framework, _("Call off")), "form": form, "title": _("Call off")}
    return render_page(request, "procurement/call_off.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(RUN)
def withdraw(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Withdraw a call-off, with the reason; whoever called off does."""
    found = kept_or_404(request, contract)
    revision = request.GET.get("revision", "")
    try:
        read = int(revision) if revision.isdecimal() and len(revision) < LONGEST_REVISION else 0
        withdraw_call_off(found, because=request.POST.get("reason", "")[:2000], revision=read)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The call-off is withdrawn."))
    return redirect("contract", request.organisation.slug, contract)
