"""What the pages of a registered contract share: who may, and that it was registered."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.models import Contract, ContractState
from procurement.queries.registered import is_registered
from procurement.views.contract_seen import kept_or_404

REGISTER = "procurement.register_contract"


def may_mend(request: OrganisationRequest, contract: Contract) -> bool:
    """Return whether the reader may mend it: it was registered by the reader's organisation, and stands."""
    is_kept = contract.organisation_id == request.organisation.pk
    stands = is_registered(contract) and contract.state == ContractState.SIGNED
    return is_kept and stands and request.place.may(REGISTER)


def of_registered_contract(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view of a form that is opened for a registered contract alone: else a sentence says why not."""

    @wraps(view)
    def shown(request: OrganisationRequest, contract: UUID, **named: UUID) -> HttpResponse:
        found = kept_or_404(request, contract)
        if may_mend(request, found):
            return view(request, contract, **named)
        if is_registered(found):
            sentence = _("“%(title)s” is withdrawn: nothing about it is changed any more.")
        else:
            sentence = _("“%(title)s” comes from an award: its terms change on a ground in law alone.")
        messages.error(request, sentence % {"title": found.title})
        return redirect("contract", request.organisation.slug, contract)

    return shown
