"""The procurements that an organisation leads or buys along in, as a page and as a file."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, sortable, without_page
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.find_procurements import read_address
from procurement.models import Procurement, Stage
from procurement.queries.found_procurements import ASCENDING, Chosen, Numbers, found_procurements, numbers_of
from procurement.queries.signed_contracts import NOTHING_SIGNED, begins_on, signed_contracts
from procurement.queries.stopped_days import stopped_days
from procurement.reports.procurement_words import stopped_sentence
from procurement.reports.procurements_sheet import procurements_sheet
from procurement.views.lists_seen import list_tabs
from procurement.views.procurement_seen import RUN
from requirements_bank.reports.category_words import category_name

PAGE_SIZE = 25
MOST_IN_A_FILE = 5000


class TooManyProcurementsError(DomainError):
    """More procurements than a file is made of while somebody waits."""


@require_GET
@organisation_page("procurement.view_procurement")
def procurements(request: OrganisationRequest) -> HttpResponse:
    """List the procurements, searched, narrowed and sorted as the address says."""
    chosen = read_address(request.GET)
    numbers = numbers_of(request.organisation, request.user)
    page = page_of(request, found_procurements(request.organisation, chosen, request.user), PAGE_SIZE)
    context = {
        "tabs": list_tabs(request, "procurements"),
        "page": page,
        "rows": _rows(list(page.object_list)),
        "found": page.paginator.count,
        "chosen": chosen,
        "query": without_page(request),
        "columns": sortable(request, _columns(), chosen.sort, ASCENDING),
        "chips": _stage_chips(request, chosen, numbers),
        "areas": _area_chips(request, chosen, numbers),
        "mine": _mine_chip(request, chosen, numbers),
        "total": numbers.total,
        "running": numbers.running,
        "may_run": request.place.may(RUN),
    }
    return render_page(request, "procurement/procurements.html", context, partial="found")


@require_GET
@organisation_page("procurement.view_procurement")
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out what the list would show, all pages of it."""
    found = found_procurements(request.organisation, read_address(request.GET), request.user)
    rows = list(found[: MOST_IN_A_FILE + 1])
    if len(rows) > MOST_IN_A_FILE:
        sentence = _("These are more than %(most)s procurements. Narrow them down first.")
        raise TooManyProcurementsError(sentence % {"most": MOST_IN_A_FILE})
    sheet = procurements_sheet(rows)
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)


def _rows(found: list[Procurement]) -> list[tuple[Procurement, date | None, str]]:
    """Return each procurement with the day on which its contract begins, as signed or else as planned.

    Where it is stopped nothing begins, and a sentence says so.
    """
    signed, stopped = signed_contracts(found), stopped_days(found)
    return [
        (each, begins_on(each, signed.get(each.pk, NOTHING_SIGNED)), stopped_sentence(each, stopped.get(each.pk)))
        for each in found
    ]


def _columns() -> list[dict[str, Any]]:
    return [
        {"title": _("What is bought"), "order": "title"},
        {"title": _("Stage")},
        {"title": _("Bids due"), "order": "bids"},
        {"title": _("Contract begins"), "order": "begins"},
        {"title": _("Value"), "order": "value", "numeric": True},
        {"title": pgettext("of a procurement", "Requirements"), "numeric": True},
    ]


def _stage_chips(request: OrganisationRequest, chosen: Chosen, numbers: Numbers) -> list[dict[str, Any]]:
    return [
        {
            "title": each.label,
            "address": changed(request, stage=None if chosen.stage == each else each.value),
            "current": chosen.stage == each,
            "count": numbers.stages[each],
        }
        for each in Stage
        if numbers.stages[each] or chosen.stage == each
    ]


def _area_chips(request: OrganisationRequest, chosen: Chosen, numbers: Numbers) -> list[dict[str, Any]]:
    named = sorted((category_name(code), code) for code in {*numbers.areas, *filter(None, [chosen.area])})
    return [
        {
            "title": name,
            "address": changed(request, area=None if chosen.area == code else code),
            "current": chosen.area == code,
            "count": numbers.areas.get(code, 0),
        }
        for name, code in named
    ]


def _mine_chip(request: OrganisationRequest, chosen: Chosen, numbers: Numbers) -> list[dict[str, Any]]:
    address = changed(request, mine=None if chosen.mine else "1")
    return [{"title": _("I take part"), "address": address, "current": chosen.mine, "count": numbers.mine}]
