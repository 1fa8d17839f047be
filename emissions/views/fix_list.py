"""The fix list: downloaded, sent back filled in, looked at, and applied as a job."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from emissions.forms.fix_list import answers_of
from emissions.importers.fix_list_rows import MOST_BYTES, SheetCells, read_fix_list
from emissions.queries.fix_list import fix_list
from emissions.queries.fix_lists import applied_fix_lists, fix_list_file
from emissions.queries.spend import years_with_spend
from emissions.reports.fix_list import fix_list_sheets
from emissions.services.fix_answers import look_at_answers
from emissions.services.fix_changes import Answer, FixLook
from emissions.services.fix_hidden import hidden_problem
from emissions.services.import_quality import ensure_import_quality
from emissions.services.keep_fix_list import keep_fix_list
from emissions.services.wrong_fix_rows import wrong_rows
from emissions.services.year_quality import quality_base
from emissions.views.accounts_seen import accounts_tabs, chosen_year, reader_at_home
from emissions.views.fix_look import shown_look
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.files.forms import too_large, upload_within
from foundation.files.models import StoredFile
from foundation.files.opened import opened
from foundation.jobs.start import start_once
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.views.bounded import bounded

CHANGE = "emissions.change_rules"
APPLY = "emissions.apply_fix_list"
FORM_BYTES = 64 * 1024
SENTENCES = {
    "file_empty": gettext_lazy("The file is empty. Choose another one."),
    "not_readable": gettext_lazy(
        "This is no Excel file that can be read. Save the fix list as .xlsx, and choose it again."
    ),
    "workbook_is_too_large": gettext_lazy(
        "There is far more in the workbook than in such a table, or it reaches far beyond its cells. Copy the table "
        "into a new workbook, and choose that."
    ),
    "too_many_rows": gettext_lazy("There are more rows than %(most)s. Divide the file."),
}


@require_GET
@organisation_page("emissions.view_ledger")
def download(request: OrganisationRequest) -> HttpResponseBase:
    """Give out the fix list of a year as an Excel file."""
    owner = request.organisation
    years = years_with_spend(owner.pk)
    asked = chosen_year(request)
    year = asked if asked in years else next(iter(years), None)
    base = quality_base(owner, year) if year else None
    if year is None or base is None:
        raise Http404
    ensure_import_quality(base.imports)
    sheets = fix_list_sheets(fix_list(base, owner.currency), year, reader_at_home(request))
    return file_of(sheets, plain_name(owner.name, year, _("Fix list")), "xlsx")


def _too_large(request: OrganisationRequest) -> HttpResponse:
    return _page(request, {"refused": too_large(MOST_BYTES)}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(CHANGE)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def bring_in(request: OrganisationRequest) -> HttpResponse:
    """Take a fix list that was filled in, keep it, and go on to what it would change."""
    if request.method == "GET":
        return _page(request, {})
    upload = upload_within(request, MOST_BYTES)
    if isinstance(upload, str):
        return _page(request, {"refused": upload}, status=422)
    sheets = _sheets(upload.read())
    read = answers_of(sheets) if isinstance(sheets, list) else sheets
    if isinstance(read, str):
        return _page(request, {"refused": read}, status=422)
    if hidden := _hidden_number(request, read[0]):
        return _page(request, {"refused": hidden}, status=422)
    upload.seek(0)
    stored = keep_fix_list(organisation=request.organisation, stream=upload, name=upload.name or _("Fix list"))
    return redirect("look_at_fix_list", request.organisation.slug, stored.sha256)


def _hidden_number(request: OrganisationRequest, answers: Sequence[Answer]) -> str:
    """Return what to say of the first personal number that the reader may not see; empty where there is none."""
    if reader_at_home(request).sees_numbers:
        return ""
    problem = next(filter(None, map(hidden_problem, answers)), None)
    if problem is None:
        return ""
    values = {"sheet": problem.place.sheet, "row": problem.place.row, "sentence": problem.sentence}
    return _("“%(sheet)s”, row %(row)s: %(sentence)s") % values


@never_cache
@require_GET
@organisation_page(CHANGE)
def look(request: OrganisationRequest, file: str) -> HttpResponse:
    """Show what a fix list would change, and the cells that cannot be taken."""
    stored = _file_or_404(request, file)
    found = _look(request, _read(stored))
    if isinstance(found, str):
        return _page(request, {"refused": found}, status=422)
    return _page(request, {"file": stored, **shown_look(found)}, status=422 if found.problems else 200)


@never_cache
@require_GET
@organisation_page(CHANGE)
def wrong(request: OrganisationRequest, file: str) -> HttpResponseBase:
    """Give the rows back that cannot be taken, each with its reason, as an Excel file."""
    stored = _file_or_404(request, file)
    sheets = _read(stored)
    found = _look(request, sheets)
    if isinstance(sheets, str) or isinstance(found, str) or not found.problems:
        raise Http404
    rows = wrong_rows(sheets, found.problems, reader_at_home(request))
    return file_of(rows, plain_name(request.organisation.name, _("Fix list"), _("Rows to mend")), "xlsx")


@require_POST
@organisation_page(CHANGE)
def apply(request: OrganisationRequest, file: str) -> HttpResponse:
    """Start the work that applies a fix list; without its wrong rows where that was asked for."""
    stored = _file_or_404(request, file)
    asked = {"leave_wrong": True} if request.POST.get("leave_wrong") else {}
    asked["sees_numbers"] = reader_at_home(request).sees_numbers
    job = start_once(APPLY, organisation_id=request.organisation.pk, file_id=stored.pk, **asked)
    return redirect("job", request.organisation.slug, job.uuid)


def _read(stored: StoredFile) -> list[SheetCells] | str:
    try:
        with opened(stored) as stream:
            return _sheets(stream.read())
    except DomainError as lost:
        return str(lost)


def _look(request: OrganisationRequest, sheets: list[SheetCells] | str) -> FixLook | str:
    read = answers_of(sheets) if isinstance(sheets, list) else sheets
    if isinstance(read, str):
        return read
    return look_at_answers(request.organisation, *read, sees_numbers=reader_at_home(request).sees_numbers)


def _sheets(data: bytes) -> list[SheetCells] | str:
    found = read_fix_list(data)
    return str(SENTENCES[found.code]) % found.values if isinstance(found, Problem) else found


def _file_or_404(request: OrganisationRequest, sha256: str) -> StoredFile:
    stored = fix_list_file(request.organisation, sha256)
    if stored is None:
        raise Http404
    return stored


def _page(request: OrganisationRequest, found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    slug = request.organisation.slug
    context = {
        "tabs": accounts_tabs(request, "quality"),
        "crumbs": [
            {"title": _("Accounts"), "address": reverse("accounts", args=[slug])},
            {"title": _("Quality"), "address": reverse("quality", args=[slug])},
            {"title": _("The fix list"), "address": ""},
        ],
        "most": MOST_BYTES // 1024 // 1024,
        "applied": applied_fix_lists(request.organisation),
        **found,
    }
    return render_page(request, "emissions/fix_list.html", context, status=status)
