"""What the pages of one contract share: loading it, its head and its breadcrumbs."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.models import Contract, ContractState
from procurement.queries.bids import Reader
from procurement.queries.contracts import contract_called
from procurement.views.procurement_seen import RUN


def contract_or_404(request: OrganisationRequest, uuid: UUID) -> Contract:
    """Return the contract that the organisation keeps or shares."""
    found = contract_called(Reader(request.organisation, request.user), uuid)
    if found is None:
        raise Http404
    return found


def kept_or_404(request: OrganisationRequest, uuid: UUID) -> Contract:
    """Return the contract that the organisation keeps: nobody else changes it."""
    found = contract_or_404(request, uuid)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return found


def of_standing_contract(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view of a form, which is not opened for a contract that was withdrawn: a sentence says so instead."""

    @wraps(view)
    def shown(request: OrganisationRequest, contract: UUID, **named: UUID) -> HttpResponse:
        found = kept_or_404(request, contract)
        if found.state != ContractState.WITHDRAWN:
            return view(request, contract, **named)
        sentence = _("“%(title)s” is withdrawn: nothing about it is changed any more.")
        messages.error(request, sentence % {"title": found.title})
        return redirect("contract", request.organisation.slug, contract)

    return shown


def contract_context(request: OrganisationRequest, contract: Contract, here: str = "") -> dict[str, Any]:
    """Return what every page of a contract shows; `here` names a page within it."""
    home = request.organisation.slug
    is_kept = contract.organisation_id == request.organisation.pk
    crumbs = [
        {"title": _("Procurements"), "address": reverse("procurements", args=[home])},
        {"title": _("Contracts"), "address": reverse("contracts", args=[home])},
        {"title": contract.title, "address": reverse("contract", args=[home, contract.uuid])},
    ]
    return {
        "contract": contract,
        "is_kept": is_kept,
        "may_change": is_kept and request.place.may(RUN),
        "crumbs": [*crumbs, {"title": here}] if here else crumbs,
    }
