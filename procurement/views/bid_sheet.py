"""Bids from an Excel sheet: the template, a look at what would be registered, and registering it, all or nothing."""

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

from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.files.forms import too_large, upload_within
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.bid_sheet import SheetBids, bids_in_sheet
from procurement.importers.bid_rows import MOST_BYTES, MOST_ROWS, SheetRows, read_bid_rows
from procurement.models import BidState
from procurement.queries.bids import bids_in_lot, choice_kept, evaluation_of
from procurement.reports.bid_sheet import template_of
from procurement.services.bids import register_bids
from procurement.views.bids_seen import BidsSeen, bids_context, team_or_404
from requirements_bank.views.bounded import bounded

HOUR = 3600
SALT = "procurement.bids"
FORM_BYTES = 4 * 1024 * 1024
"""What a form takes beside its file: the rows that were looked at come back in it."""
MOST_SIGNED = 2_000_000
SENTENCES = {
    "file_empty": gettext_lazy("The file is empty. Choose another one."),
    "not_readable": gettext_lazy("This is no Excel workbook that can be read. Save it as .xlsx, and choose it again."),
    "sheet_empty": gettext_lazy("The sheet is empty. Fill in the template, a row for each supplier."),
    "no_rows": gettext_lazy("There is no row below the titles. Write a row for each supplier."),
    "too_many_rows": gettext_lazy("There are more rows than %(most)s. Divide the sheet."),
}


@require_GET
@organisation_page("procurement.view_procurement")
def template(request: OrganisationRequest, procurement: UUID) -> HttpResponseBase:
    """Give out an empty sheet."""
    seen = team_or_404(request, procurement)
    sheet = template_of(seen.part, seen.procurement.currency)
    return file_of([sheet], plain_name(_("Bids"), seen.procurement.title), "xlsx")


def _too_large(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    seen = team_or_404(request, procurement)
    return _page(request, seen, {"refused": too_large(MOST_BYTES)}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page("procurement.view_procurement")
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def bring_in(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Take a sheet, show what is in it, and register it when somebody says so."""
    seen = team_or_404(request, procurement)
    if request.method == "GET":
        return _page(request, seen, {})
    rows = _looked_at(seen, request.POST["rows"]) if "rows" in request.POST else _uploaded(request)
    if isinstance(rows, str):
        return _page(request, seen, {"refused": rows}, status=422)
    found = _bids(seen, rows)
    if "rows" in request.POST and not found.problems:
        try:
            made = register_bids(seen.procurement, seen.part.lot, [said for _row, said in found.bids])
        except DomainError as problem:
            return _page(request, seen, {"refused": str(problem)}, status=422)
        sentence = ngettext("%(count)s bid is registered.", "%(count)s bids are registered.", len(made))
        messages.success(request, sentence % {"count": len(made)})
        return redirect(seen.address("procurement_bids"))
    signed = "" if found.problems else _signed(seen, rows)
    if len(signed) > MOST_SIGNED:
        return _page(request, seen, {"refused": _("There is too much in the sheet. Divide it.")}, status=422)
    context = {"found": found, "rows": signed}
    return _page(request, seen, context, status=422 if found.problems else 200)


def _uploaded(request: OrganisationRequest) -> SheetRows | str:
    """Return the rows of the file that came, or why they cannot be read."""
    upload = upload_within(request, MOST_BYTES)
    if isinstance(upload, str):
        return upload
    rows = read_bid_rows(upload.read())
    return str(SENTENCES[rows.code]) % rows.values if isinstance(rows, Problem) else rows


def _bids(seen: BidsSeen, rows: SheetRows) -> SheetBids:
    stored = evaluation_of(seen.procurement, seen.part.lot)
    there = bids_in_lot(seen.procurement, seen.part.lot, seen.reader)
    known = [bid.supplier_name for bid in there if bid.state != BidState.STRUCK_OUT]
    choice = choice_kept(stored)
    return bids_in_sheet(seen.part, choice, rows, currency=seen.procurement.currency, known=known)


def _signed(seen: BidsSeen, rows: SheetRows) -> str:
    """Return the rows so that they come back as they were looked at, for the same lot."""
    kept = {"for": _key(seen), "titles": rows.titles, "rows": rows.rows}
    return signing.dumps(kept, salt=SALT, compress=True)


def _looked_at(seen: BidsSeen, signed: str) -> SheetRows | str:
    try:
        kept: dict[str, Any] = signing.loads(signed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        kept = {}
    if kept.get("for") != _key(seen):
        return _("What was looked at is no longer there. Choose the file again.")
    return SheetRows(tuple(kept["titles"]), tuple((number, tuple(row)) for number, row in kept["rows"]))


def _key(seen: BidsSeen) -> str:
    return f"{seen.procurement.uuid}/{seen.lot_number or ''}"


def _page(request: OrganisationRequest, seen: BidsSeen, found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = bids_context(request, seen, "procurement_bids")
    crumbs = [{"title": _("Bids"), "address": seen.address("procurement_bids")}, {"title": _("From Excel")}]
    context |= {"crumbs": [*context["crumbs"][:-1], *crumbs], "most": MOST_ROWS, **found}
    return render_page(request, "procurement/bids_import.html", context, status=status)
