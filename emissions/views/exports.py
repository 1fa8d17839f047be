"""Footprints and their lines as Excel and CSV: the same rows as the page shows."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.forms.footprints import BreakdownForm, LinesForm
from emissions.models.footprints import Dimension
from emissions.queries.footprints import TOTALS, SeenFootprint, parts_of
from emissions.reports.breakdowns import PartRow, part_row, plain_rows
from emissions.reports.footprint_sheets import breakdown_sheet, footprint_sheets, lines_sheet
from emissions.reports.line_words import shown_line
from emissions.views.footprints_breakdown import usual_order
from emissions.views.footprints_seen import lines_or_404, reader_of, seen_or_404
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page

MOST_LINES_IN_EXCEL = 100_000


class TooManyLinesError(DomainError):
    """More lines than an Excel file is made of while somebody waits."""


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def workbook(request: OrganisationRequest, footprint: UUID) -> HttpResponseBase:  # noqa: ARG001 - a page
    """Give out the whole footprint as one Excel file."""
    seen = seen_or_404(footprint)
    return file_of(footprint_sheets(seen), _name(seen, _("footprint")), "xlsx")


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def breakdown(request: OrganisationRequest, footprint: UUID, dimension: str, kind: str) -> HttpResponseBase:
    """Give out one breakdown, searched and sorted as the address says."""
    seen = seen_or_404(footprint)
    if dimension not in {name.value for name in seen.dimensions}:
        raise Http404
    chosen = Dimension(dimension)
    form = BreakdownForm(request.GET)
    order = form.values["sort"] if request.GET.get("sort") else usual_order(chosen)
    sheet = breakdown_sheet(seen.footprint, chosen, _rows(seen, chosen, form.values["q"], order))
    return file_of([sheet], _name(seen, str(sheet.title)), kind)


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def lines(request: OrganisationRequest, footprint: UUID, kind: str) -> HttpResponseBase:
    """Give out the chosen ledger lines in the order of their files, however many there are."""
    seen = seen_or_404(footprint)
    source = lines_or_404(request, seen)
    chosen = LinesForm(request.GET).chosen
    selection = source.select(chosen)
    if kind == "xlsx" and selection.lines > MOST_LINES_IN_EXCEL:
        raise TooManyLinesError(
            _("These are more than %(most)s lines. Choose CSV, or narrow the selection down first.")
            % {"most": MOST_LINES_IN_EXCEL}
        )
    reader = reader_of(request, seen)
    sheet = lines_sheet(shown_line(line, reader) for line in source.all(chosen))
    return file_of([sheet], _name(seen, str(sheet.title)), kind)


def _rows(seen: SeenFootprint, dimension: Dimension, words: str, order: str) -> Iterable[PartRow]:
    if dimension in TOTALS:
        return plain_rows(seen.footprint, dimension, words, order)
    return map(part_row, parts_of(seen.footprint, dimension, words=words, order=order))


def _name(seen: SeenFootprint, what: str) -> str:
    return plain_name(seen.owner.name, seen.footprint.year, what)
