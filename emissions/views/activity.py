"""Activity series: the list, one series with its figures, and both as files."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from emissions.queries.activity import figures_of, figures_of_each, series_of
from emissions.reports.activity_words import answer_of, drawing_of, sheets_of, shown_parts, shown_periods
from emissions.views.activity_seen import KEEP, SEE, footprint_tabs, series_context, series_or_404
from foundation.addresses import page_of, without_page
from foundation.downloads import file_of, plain_name
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 50


@require_GET
@organisation_page(SEE)
def activity(request: OrganisationRequest) -> HttpResponse:
    """List the series with the newest figure of each."""
    page = page_of(request, series_of(request.organisation), PAGE_SIZE)
    context = {
        "page": page,
        "query": without_page(request),
        "rows": [{"series": each.series, "answer": answer_of(each)} for each in figures_of_each(list(page))],
        "tabs": footprint_tabs(request, "activity"),
        "may_change": request.place.may(KEEP),
    }
    return render_page(request, "emissions/activity.html", context)


@require_GET
@organisation_page(SEE)
def series(request: OrganisationRequest, series: UUID) -> HttpResponse:
    """Show one series: the newest total, all periods, how it is counted, what was corrected."""
    found = figures_of(series_or_404(request, series))
    context = {
        **series_context(request, found.series),
        "found": found,
        "answer": answer_of(found),
        "drawing": drawing_of(found),
        "periods": shown_periods(found),
        "parts": shown_parts(found),
        "corrections": () if request.place.is_visit else found.corrections,
        "is_parted": len(found.dimensions) > 1 or any(each.name for each in found.dimensions),
    }
    return render_page(request, "emissions/activity_series.html", context)


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, series: UUID, kind: str) -> HttpResponseBase:
    """Give out the figures with their factors; guests get no reasons of corrections, which may tell of people."""
    found = figures_of(series_or_404(request, series))
    return file_of(sheets_of(found, with_reasons=not request.place.is_visit), plain_name(found.series.title), kind)
