"""Figures from a sheet: the template, a look at what would be entered, and entering it, all or nothing."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from emissions.forms.activity_sheet import SheetValues, template_of, values_in_sheet
from emissions.importers.activity_rows import MOST_BYTES, MOST_ROWS, SheetRows, read_activity_rows
from emissions.models import ActivitySeries
from emissions.services.activity_values import ValuesRefusedError, check_values, enter_values
from emissions.views.activity_seen import KEEP, series_context, series_or_404
from foundation.downloads import file_of, plain_name
from foundation.files.forms import too_large, upload_within
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.views.bounded import bounded

HOUR = 3600
SALT = "emissions.activity"
MOST_SIGNED = 2_000_000
FORM_BYTES = 4 * 1024 * 1024
"""What a form takes beside its file: the rows that were looked at come back in it."""
SENTENCES = {
    "file_empty": gettext_lazy("The file is empty. Choose another one."),
    "not_readable": gettext_lazy(
        "This is neither Excel nor CSV that can be read. Save it as .xlsx, and choose it again."
    ),
    "no_rows": gettext_lazy("There is no row below the titles. Write a row for each figure."),
    "workbook_is_too_large": gettext_lazy(
        "There is far more in the workbook than in such a table, or it reaches far beyond its cells. Copy the table "
        "into a new workbook, and choose that."
    ),
    "too_many_rows": gettext_lazy("There are more rows than %(most)s. Divide the sheet."),
}


@require_GET
@organisation_page(KEEP)
def template(request: OrganisationRequest, series: UUID) -> HttpResponseBase:
    """Give out an empty sheet."""
    found = series_or_404(request, series)
    return file_of([template_of(found)], plain_name(found.title), "xlsx")


def _too_large(request: OrganisationRequest, series: UUID) -> HttpResponse:
    return _page(request, series_or_404(request, series), {"refused": too_large(MOST_BYTES)}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(KEEP)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def bring_in(request: OrganisationRequest, series: UUID) -> HttpResponse:
    """Take a sheet, show what is in it, and enter it when somebody says so."""
    found = series_or_404(request, series)
    if request.method == "GET":
        return _page(request, found, {})
    rows = _looked_at(found, request.POST["rows"]) if "rows" in request.POST else _uploaded(request)
    if isinstance(rows, str):
        return _page(request, found, {"refused": rows}, status=422)
    values = _checked(found, values_in_sheet(found, rows))
    if "rows" in request.POST and not values.problems:
        try:
            entered = enter_values(found, values.said)
        except ValuesRefusedError as refused:
            values = SheetValues((), refused.rows)
        else:
            sentence = ngettext("%(count)s figure is entered.", "%(count)s figures are entered.", entered.new)
            same = _("All of these figures stand there already. Nothing was entered.")
            messages.success(request, sentence % {"count": entered.new} if entered.new else same)
            return redirect("activity_series", request.organisation.slug, found.uuid)
    if not values.problems and not values.said:
        return _page(request, found, {"refused": _("No row has an amount. Fill in the sheet first.")}, status=422)
    signed = "" if values.problems else signing.dumps(_kept(found, rows), salt=SALT, compress=True)
    if len(signed) > MOST_SIGNED:
        return _page(request, found, {"refused": _("There is too much in the sheet. Divide it.")}, status=422)
    context = {"found": values, "rows": signed}
    return _page(request, found, context, status=422 if values.problems else 200)


def _checked(series: ActivitySeries, values: SheetValues) -> SheetValues:
    """Add what keeps sound rows from being entered."""
    problems = (*values.problems, *check_values(series, values.said))
    return SheetValues(values.said, tuple(sorted(problems, key=lambda each: each.row)))


def _uploaded(request: OrganisationRequest) -> SheetRows | str:
    """Return the rows of the file that came, or why they cannot be read."""
    upload = upload_within(request, MOST_BYTES)
    if isinstance(upload, str):
        return upload
    rows = read_activity_rows(upload.read())
    return str(SENTENCES[rows.code]) % rows.values if isinstance(rows, Problem) else rows


def _kept(series: ActivitySeries, rows: SheetRows) -> dict[str, Any]:
    return {"for": str(series.uuid), "titles": rows.titles, "rows": rows.rows}


def _looked_at(series: ActivitySeries, signed: str) -> SheetRows | str:
    try:
        kept: dict[str, Any] = signing.loads(signed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        kept = {}
    if kept.get("for") != str(series.uuid):
        return _("What was looked at is no longer there. Choose the file again.")
    return SheetRows(tuple(kept["titles"]), tuple((number, tuple(row)) for number, row in kept["rows"]))


def _page(
    request: OrganisationRequest, series: ActivitySeries, found: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {**series_context(request, series, _("Figures from a sheet")), "most": MOST_ROWS, **found}
    return render_page(request, "emissions/activity_import.html", context, status=status)
