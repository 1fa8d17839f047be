"""The decision log: what was decided about our requirements, by whom, when and why."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.models import Decision
from requirements_bank.queries.decisions import decisions_of, verdicts_in
from requirements_bank.views.write_seen import write_context

PAGE_SIZE = 50


@require_GET
@organisation_page("requirements_bank.view_bank")
def decisions(request: OrganisationRequest) -> HttpResponse:
    """List the decisions, newest first, all or of one kind."""
    verdict = request.GET.get("verdict", "")
    verdict = verdict if verdict in Decision.Verdict.values else ""
    page = page_of(request, decisions_of(request.organisation, verdict), PAGE_SIZE)
    context = {
        **write_context(request, "decisions"),
        "page": page,
        "query": without_page(request),
        "chips": [
            {
                "title": Decision.Verdict(each).label,
                "address": changed(request, verdict=None if each == verdict else each),
                "current": each == verdict,
            }
            for each in verdicts_in(request.organisation)
        ],
    }
    return render_page(request, "requirements_bank/decisions.html", context)
