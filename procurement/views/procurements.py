"""The procurements that an organisation leads or buys along in."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Stage
from procurement.queries.procurements import procurements_of
from procurement.views.procurement_seen import RUN

PAGE_SIZE = 25
OVER = (Stage.AWARDED, Stage.STOPPED)


@require_GET
@organisation_page("procurement.view_procurement")
def procurements(request: OrganisationRequest) -> HttpResponse:
    """List the procurements, those of one stage where one is chosen."""
    everything = procurements_of(request.organisation)
    stage = request.GET.get("stage", "")
    shown = everything.filter(stage=stage) if stage in Stage.values else everything
    page = page_of(request, shown, PAGE_SIZE)
    numbers = dict.fromkeys(Stage.values, 0)
    for each in everything.order_by().values_list("stage", flat=True):
        numbers[each] += 1
    context = {
        "page": page,
        "query": without_page(request),
        "chips": [
            {
                "title": each.label,
                "address": changed(request, stage="" if stage == each else each.value),
                "current": stage == each,
                "count": numbers[each],
            }
            for each in Stage
            if numbers[each]
        ],
        "total": sum(numbers.values()),
        "running": sum(number for each, number in numbers.items() if each not in OVER),
        "may_run": request.place.may(RUN),
    }
    return render_page(request, "procurement/procurements.html", context)
