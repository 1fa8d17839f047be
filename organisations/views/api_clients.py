"""API clients: see them, make one, revoke one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.requests import absolute_address
from organisations.forms.clients import ClientForm
from organisations.models import ServiceAccount
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.queries.clients import clients_of
from organisations.services.api_clients import make_client, revoke_client


@require_GET
@organisation_page("organisations.manage_clients")
def clients(request: OrganisationRequest) -> HttpResponse:
    """List the clients and when each got its last token."""
    context = {"clients": clients_of(request.organisation), "tabs": office_tabs(request, "clients")}
    return render_page(request, "organisations/clients.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("organisations.manage_clients")
def new_client(request: OrganisationRequest) -> HttpResponse:
    """Make a client and show its secret, this once."""
    form = ClientForm(request.POST or None)
    context = {"form": form, "tabs": office_tabs(request, "clients")}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        credentials = make_client(
            organisation=request.organisation, name=told["name"], role=told["role"], scopes=told["scopes"]
        )
        address = absolute_address("/api/v1/token/")
        return render_page(
            request, "organisations/client_made.html", {**context, "credentials": credentials, "token_address": address}
        )
    return render_page(request, "organisations/new_client.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page("organisations.manage_clients")
def end_client(request: OrganisationRequest, client_id: UUID) -> HttpResponse:
    """Revoke a client."""
    account = get_object_or_404(ServiceAccount, uuid=client_id, organisation=request.organisation)
    revoke_client(account)
    messages.success(request, _("%(name)s gets in no more.") % {"name": account.name})
    return redirect("clients", request.organisation.slug)
