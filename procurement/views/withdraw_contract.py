"""Withdraw one contract of an award that its supplier will not sign, for whoever decides."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from procurement.models import Contract
from procurement.queries.bids import Reader, may_decide
from procurement.services.withdraw_contract import why_not_withdrawn, withdraw_contract
from procurement.views.contract_seen import kept_or_404
from procurement.views.procurement_seen import RUN

LONGEST_REVISION = 10


@require_POST
@organisation_page(RUN)
def withdraw(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Keep that a contract will not be signed, with the reason."""
    found, revision = kept_or_404(request, contract), request.GET.get("revision", "")
    if not _decides(request, found):
        raise Http404
    read = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < LONGEST_REVISION else 0
    try:
        withdraw_contract(found, because=request.POST.get("reason", "")[:5000], revision=read)
    except DomainError as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The contract is withdrawn. The others of the award stand."))
    return redirect("contract", request.organisation.slug, found.uuid)


def may_withdraw_contract(request: OrganisationRequest, contract: Contract) -> bool:
    """Whether the reader, who keeps the contract and may change it, can withdraw it as one of several of an award."""
    return not why_not_withdrawn(contract) and _decides(request, contract)


def _decides(request: OrganisationRequest, contract: Contract) -> bool:
    if contract.procurement is None:
        return False
    return may_decide(contract.procurement, Reader(request.organisation, request.user))
