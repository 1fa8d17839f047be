"""The contracts that an organisation keeps or shares."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.find_contracts import read_contracts_address
from procurement.queries.bids import Reader
from procurement.queries.contract_terms import as_seen
from procurement.queries.found_contracts import WantedContracts, found_contracts, numbers_by_state
from procurement.views.lists_seen import list_tabs
from procurement.views.registered_seen import REGISTER

PAGE_SIZE = 25


@require_GET
@organisation_page("procurement.view_procurement")
def contracts(request: OrganisationRequest) -> HttpResponse:
    """List the contracts, searched and narrowed as the address says."""
    wanted, today = read_contracts_address(request.GET), timezone.localdate()
    numbers = numbers_by_state(request.organisation, today)
    found = found_contracts(request.organisation, wanted, today)
    page = page_of(request, as_seen(found, Reader(request.organisation, request.user)), PAGE_SIZE)
    context = {
        "tabs": list_tabs(request, "contracts"),
        "page": page,
        "found": page.paginator.count,
        "wanted": wanted,
        "query": without_page(request),
        "chips": _chips(request, wanted, numbers),
        "total": sum(numbers.values()),
        "running": numbers["running"],
        "today": today,
        "may_register": request.place.may(REGISTER),
    }
    return render_page(request, "procurement/contracts.html", context, partial="found")


def _chips(request: OrganisationRequest, wanted: WantedContracts, numbers: dict[str, int]) -> list[dict[str, Any]]:
    titles = {
        "unsigned": _("Not signed yet"),
        "running": _("Signed and not over"),
        "ended": _("Over"),
        "withdrawn": _("Withdrawn"),
    }
    return [
        {
            "title": titles[state],
            "address": changed(request, state=None if wanted.state == state else state),
            "current": wanted.state == state,
            "count": number,
        }
        for state, number in numbers.items()
        if number or wanted.state == state
    ]
