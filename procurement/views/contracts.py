"""The contracts that an organisation keeps or shares."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.queries.spend import years_with_spend
from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.find_contracts import read_contracts_address
from procurement.models import Contract
from procurement.queries.bids import Reader
from procurement.queries.contract_spend import spend_of_contracts
from procurement.queries.contract_terms import as_seen
from procurement.queries.found_contracts import WantedContracts, found_contracts, numbers_by_state
from procurement.reports.contract_spend_words import shown_spend
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
    year = next(iter(years_with_spend(request.organisation.pk)), None)
    if year:
        _put_spend_beside(request, list(page), year)
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
        "spend_year": year,
        "may_register": request.place.may(REGISTER),
    }
    return render_page(request, "procurement/contracts.html", context, partial="found")


def _put_spend_beside(request: OrganisationRequest, contracts: Sequence[Contract], year: int) -> None:
    """Say of each of these what was spent through it in the year."""
    sees_numbers = request.place.may("emissions.see_personal_numbers")
    told = spend_of_contracts(request.organisation, contracts, year, sees_numbers=sees_numbers)
    for each in contracts:
        each.spent = shown_spend(year, told.by_contract[each.pk], has_footprint=told.has_footprint)


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
