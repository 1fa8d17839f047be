"""The calendar: the days of all procurements, a year at a time."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.contract_period import months_later
from procurement.forms.find_procurements import read_month
from procurement.queries.calendar_days import months_of
from procurement.queries.procurements import procurements_of
from procurement.reports.procurement_words import day_name, note_of
from procurement.views.lists_seen import list_tabs
from procurement.views.procurement_seen import RUN

MONTHS = 12


@require_GET
@organisation_page("procurement.view_procurement")
def calendar(request: OrganisationRequest) -> HttpResponse:
    """Show twelve months, from this one unless another is asked for."""
    today = timezone.localdate()
    first = read_month(request.GET, today)
    months = months_of(request.organisation, first, MONTHS)
    place = reverse("procurement_calendar", args=[request.organisation.slug])
    number = sum(len(month.milestones) for month in months)
    context = {
        "tabs": list_tabs(request, "procurement_calendar"),
        "months": [
            (month.first, [(each, day_name(each), each.day < today, note_of(each)) for each in month.milestones])
            for month in months
        ],
        "number": number,
        "is_empty": not number and not procurements_of(request.organisation).exists(),
        "today": today,
        "until": months_later(first, MONTHS - 1),
        "earlier": f"{place}?from={months_later(first, -MONTHS):%Y-%m}",
        "later": f"{place}?from={months_later(first, MONTHS):%Y-%m}",
        "now": "" if first == today.replace(day=1) else place,
        "may_run": request.place.may(RUN),
    }
    return render_page(request, "procurement/calendar.html", context)
