"""What is remembered of the columns of tables: seen, forgotten, and remembered again."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from emissions.models import RememberedMapping
from emissions.queries.remembered_mappings import remembered_called, remembered_mappings
from emissions.reports.column_words import meanings_in_words
from emissions.services.remembered_mappings import forget_mapping, remember_again
from emissions.views.accounts_seen import accounts_tabs
from foundation.addresses import page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 25


@require_GET
@organisation_page("emissions.import_ledger")
def remembered(request: OrganisationRequest) -> HttpResponse:
    """List what was said of tables, the newest first."""
    page = page_of(request, remembered_mappings(request.organisation), PAGE_SIZE)
    context = {
        "page": page,
        "rows": [(each, meanings_in_words(each.mapping)) for each in page],
        "query": without_page(request),
        "tabs": accounts_tabs(request, "accounts"),
        "forgotten": _just_forgotten(request),
    }
    return render_page(request, "emissions/remembered_mappings.html", context)


@require_POST
@organisation_page("emissions.import_ledger")
def forget(request: OrganisationRequest, remembered: UUID) -> HttpResponse:
    """Forget one: the next file of its shape is asked about again."""
    found = _remembered_or_404(request, remembered)
    forget_mapping(found)
    return redirect(f"{reverse('remembered_mappings', args=[request.organisation.slug])}?forgotten={found.uuid}")


@require_POST
@organisation_page("emissions.import_ledger")
def undo(request: OrganisationRequest, remembered: UUID) -> HttpResponse:
    """Take forgetting back."""
    remember_again(_remembered_or_404(request, remembered))
    return redirect("remembered_mappings", request.organisation.slug)


def _remembered_or_404(request: OrganisationRequest, uuid: UUID) -> RememberedMapping:
    found = remembered_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _just_forgotten(request: OrganisationRequest) -> RememberedMapping | None:
    try:
        found = remembered_called(request.organisation, UUID(request.GET.get("forgotten", "")))
    except ValueError:
        return None
    return found if found and found.is_forgotten else None
