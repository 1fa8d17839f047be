"""The ladder of one topic: what is basic, advanced and spearhead, side by side."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.requirement_page import language_in
from requirements_bank.queries.related import topic_versions
from requirements_bank.reports.code_words import AREAS
from requirements_bank.reports.ladder import ladders
from requirements_bank.views.compare import MOST


@require_GET
@organisation_page("requirements_bank.view_bank")
def levels(request: OrganisationRequest, topic: str) -> HttpResponse:
    """Show every requirement of a topic by level, with the words that the level below does not have."""
    versions = topic_versions(topic)
    if not versions:
        raise Http404
    first, *others = ladders(versions, language_in(request.GET.get("language", "")), request.organisation)
    every = [shown for ladder in (first, *others) for shown in ladder.every]
    context = {
        "levels": first.levels,
        "others": others,
        "first": every[0],
        "area": AREAS[every[0].content.area],
        "compared": [each.version.uuid for each in every[:MOST]] if len(every) > 1 else [],
    }
    return render_page(request, "requirements_bank/requirement_levels.html", context)
