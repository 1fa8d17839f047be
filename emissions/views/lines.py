"""The ledger lines behind a figure: what was bought, from whom, for how much, and what it became in kilograms."""

from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from emissions.forms.footprints import LinesForm
from emissions.queries.footprints import Depth
from emissions.queries.lines import PAGE_SIZE, FootprintLines, LineFilter, LineSelection
from emissions.reports.line_words import shown_line
from emissions.views.footprints_seen import lines_or_404, reader_of, seen_or_404
from emissions.views.lines_filters import chosen_chips, narrower, treatment_tabs
from foundation.addresses import changed, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page

GROUP_ORDERS = {
    "size": gettext_lazy("the group with the most money first"),
    "kg": gettext_lazy("the group with the most emissions first"),
    "newest": gettext_lazy("the newest month first"),
    "oldest": gettext_lazy("the oldest month first"),
}


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def lines(request: OrganisationRequest, footprint: UUID) -> HttpResponse:
    """List the ledger lines that the address asks for, with their sums on top."""
    seen = seen_or_404(footprint)
    source = lines_or_404(request, seen)
    form = LinesForm(request.GET)
    chosen = form.chosen
    selection, page = _page(source, chosen, form.values["page"])
    found = source.page(chosen, selection, start=start_of(page), size=PAGE_SIZE)
    reader = reader_of(request, seen)
    context = {
        "seen": seen,
        "footprint": seen.footprint,
        "ignored": form.ignored,
        "chosen": chosen,
        "selection": selection,
        "lines": [shown_line(line, reader) for line in found],
        "page": page,
        "query": without_page(request),
        "tabs": treatment_tabs(request, chosen, left_out_is_seen=seen.depth is Depth.OWN),
        "chips": chosen_chips(request, seen.footprint, chosen),
        "columns": heads_of(request, chosen, is_sorted=selection.is_sorted),
        "group_order": GROUP_ORDERS[chosen.sort],
        "narrower": narrower(request, selection.largest, chosen) if selection.lines > 1 else [],
        "hidden": [(name, value) for name, value in request.GET.items() if name not in ("q", "page")],
    }
    return render_page(request, "emissions/lines.html", context)


def _page(source: FootprintLines, chosen: LineFilter, number: int) -> tuple[LineSelection, Page[int]]:
    """Return the selection for a page of lines, the last page where there are not so many."""
    selection = source.select(chosen, start=(number - 1) * PAGE_SIZE)
    page = Paginator(range(selection.lines), PAGE_SIZE).get_page(number)
    if page.number != number:
        selection = source.select(chosen, start=start_of(page))
    return selection, page


def start_of(page: Page[int]) -> int:
    """Return the position of a page's first line, counted from zero."""
    return (page.number - 1) * PAGE_SIZE


def heads_of(request: HttpRequest, chosen: LineFilter, *, is_sorted: bool) -> list[dict[str, Any]]:
    """Return the heads of the table; three of them sort, and none says so where the lines stand in groups."""
    sort = chosen.sort if is_sorted else ""
    by_date = "oldest" if chosen.sort == "newest" else "newest"
    return [
        {
            "title": _("Date"),
            "address": changed(request, sort=by_date),
            "sorted": {"newest": "descending", "oldest": "ascending"}.get(sort, ""),
        },
        {"title": _("What")},
        {"title": _("Counts as")},
        {"title": _("From whom")},
        {
            "title": _("Amount"),
            "numeric": True,
            "address": changed(request, sort="size"),
            "sorted": "descending" if sort == "size" else "",
        },
        {
            "title": _("Emissions"),
            "unit": "kg CO₂e",
            "numeric": True,
            "address": changed(request, sort="kg"),
            "sorted": "descending" if sort == "kg" else "",
        },
    ]
