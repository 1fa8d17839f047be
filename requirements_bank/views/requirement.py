"""One requirement: what it says, why, how it is proven and followed up."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.queries.requirements import version_to_show
from requirements_bank.reports.requirement_words import shown
from requirements_bank.views.bank_seen import requirement_or_404


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirement(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show a requirement."""
    found = requirement_or_404(requirement)
    version = version_to_show(found)
    if version is None:
        raise Http404
    context = {"requirement": found, "shown": shown(version)}
    return render_page(request, "requirements_bank/requirement.html", context)
