"""Search in everything the reader may open."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from foundation.search.documents import find_everything
from organisations.pages import OrganisationRequest, organisation_page, render_page

MOST = 50
LONGEST = 200


@require_GET
@organisation_page("organisations.view_organisation")
def search(request: OrganisationRequest) -> HttpResponse:
    """Show what fits the words best."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    found = find_everything(
        organisation_id=request.organisation.pk,
        query=words,
        language=get_language() or "nb",
        permissions=request.place.permissions,
        limit=MOST,
    )
    context = {"search_words": words, "found": found, "is_cut": len(found) == MOST}
    return render_page(request, "organisations/search.html", context)
