"""Find requirements."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from foundation.addresses import page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.queries.requirements import published_versions
from requirements_bank.reports.requirement_words import shown
from requirements_bank.views.bank_seen import bank_tabs

PAGE_SIZE = 20


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirements(request: OrganisationRequest) -> HttpResponse:
    """List published requirements."""
    page = page_of(request, published_versions().order_by("requirement__code"), PAGE_SIZE)
    context = {
        "tabs": bank_tabs(request, "requirements"),
        "page": page,
        "query": without_page(request),
        "requirements": [shown(version) for version in page.object_list],
    }
    return render_page(request, "requirements_bank/requirements.html", context)
