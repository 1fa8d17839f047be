"""Footprints and their lines as Excel and CSV: the same rows as the page shows."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.forms.footprints import BreakdownForm, LinesForm
from emissions.models.footprints import Dimension
from emissions.queries.footprints import TOTALS, SeenFootprint, parts_of
from emissions.reports.breakdowns import PartRow, part_row, plain_rows
from emissions.reports.footprint_sheets import breakdown_sheet, footprint_sheets, lines_sheet
from emissions.reports.line_words import shown_line
from emissions.reports.sheets import Sheet, csv_of, workbook_of
from emissions.views.footprints_breakdown import usual_order
from emissions.views.footprints_seen import lines_or_404, reader_of, seen_or_404
from foundation.downloads import plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_LINES_IN_EXCEL = 100_000


class TooManyLinesError(DomainError):
    """More lines than an Excel file is made of while somebody waits."""


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def workbook(request: OrganisationRequest, footprint: UUID) -> HttpResponseBase:  # noqa: ARG001 - a page
    """Give out the whole footprint as one Excel file."""
    seen = seen_or_404(footprint)
    return _excel(footprint_sheets(seen), _name(seen, _("footprint")))


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


def _worded(parts: Iterator[str], language: str | None) -> Iterator[str]:
    """Yield the parts of a streamed answer, each made in the reader's language, which is given back in between."""
    while True:
        with override(language):
            part = next(parts, None)
        if part is None:
            return
        yield part


def file_of(sheets: list[Sheet], name: str, kind: str) -> HttpResponseBase:
    """Answer with the sheets as an Excel file, or with the first of them as CSV, to be saved under a name."""
    return _csv(sheets[0], name) if kind == "csv" else _excel(sheets, name)


def _excel(sheets: list[Sheet], name: str) -> HttpResponse:
    response = HttpResponse(workbook_of(sheets), content_type=EXCEL)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.xlsx")
    return response


def _csv(sheet: Sheet, name: str) -> StreamingHttpResponse:
    language = get_language() or "en"
    parts = _worded(csv_of(sheet, language), language)
    response = StreamingHttpResponse(parts, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.csv")
    return response
