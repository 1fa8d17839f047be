"""Contracts from a file: the template, a look at what would be registered, and registering what is good, or nothing."""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.files.forms import too_large, upload_within
from foundation.problems import Problem
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.contract_file import LookedAt, looked_at, tables_of
from procurement.importers.contract_rows import MOST_BYTES, MOST_ROWS, Table
from procurement.reports.contract_sheet import templates_of
from procurement.services.bring_in_contracts import bring_in_contracts
from procurement.views.registered_seen import REGISTER
from requirements_bank.views.bounded import bounded

HOUR = 3600
SALT = "procurement.contracts"
FORM_BYTES = 4 * 1024 * 1024
"""What a form takes beside its file: the rows that were looked at come back in it."""
MOST_SIGNED = 2_000_000
SENTENCES = {
    "file_empty": gettext_lazy("The file is empty. Choose another one."),
    "not_readable": gettext_lazy("The file is no Excel workbook or text that can be read. Save it as .xlsx or .csv."),
    "no_workbook": gettext_lazy(
        "The file is called a workbook and is none. Save it in Excel as .xlsx, or call it .csv."
    ),
    "no_rows": gettext_lazy("There is no row below the titles. Write a row for each contract."),
    "too_many_rows": gettext_lazy("There are more rows than %(most)s. Divide the file."),
    "not_json": gettext_lazy("The file begins as JSON and cannot be read as such. Save it anew where it comes from."),
    "no_ocds": gettext_lazy("The file is no release or record package of OCDS. Choose one of those."),
    "no_contracts": gettext_lazy("No contract stands in the package. Choose one that was made after signature."),
}


@require_GET
@organisation_page(REGISTER)
def template(request: OrganisationRequest, kind: str) -> HttpResponseBase:  # noqa: ARG001 - an empty sheet for all
    """Give out the empty sheets; as CSV the one of contracts."""
    return file_of(templates_of(), plain_name(_("Contracts")), kind)


def _too_large(request: OrganisationRequest) -> HttpResponse:
    return _page(request, {"refused": too_large(MOST_BYTES)}, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page(REGISTER)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def bring_in(request: OrganisationRequest) -> HttpResponse:
    """Take a file, show what is in it, and register what is new and good when somebody says so."""
    if request.method == "GET":
        return _page(request, {})
    is_said = "rows" in request.POST
    tables = _looked_at(request, request.POST["rows"]) if is_said else _uploaded(request)
    if isinstance(tables, str):
        return _page(request, {"refused": tables}, status=422)
    found = looked_at(request.organisation, tables)
    if is_said and found.has_good_rows and (not found.problems or request.POST.get("do") == "good"):
        return _registered(request, found)
    signed = _signed(request, tables) if found.has_good_rows else ""
    if len(signed) > MOST_SIGNED:
        return _page(request, {"refused": _("There is too much in the file. Divide it.")}, status=422)
    return _page(request, {"found": found, "rows": signed}, status=422 if found.problems else 200)


def _registered(request: OrganisationRequest, found: LookedAt) -> HttpResponse:
    try:
        made = bring_in_contracts(
            request.organisation,
            [said for _row, said in found.new],
            [(name, said) for _row, name, said in found.obligations],
        )
    except DomainError as problem:
        return _page(request, {"refused": str(problem)}, status=422)
    number = len(made.contracts)
    sentence = ngettext("%(count)s contract is registered.", "%(count)s contracts are registered.", number)
    messages.success(request, sentence % {"count": number})
    if made.obligations:
        sentence = ngettext("%(count)s obligation is added.", "%(count)s obligations are added.", made.obligations)
        messages.success(request, sentence % {"count": made.obligations})
    return redirect("contracts", request.organisation.slug)


def _uploaded(request: OrganisationRequest) -> tuple[Table, ...] | str:
    """Return the tables of the file that came, or why they cannot be read."""
    upload = upload_within(request, MOST_BYTES)
    if isinstance(upload, str):
        return upload
    found = tables_of(upload.read(), upload.name or "")
    return str(SENTENCES[found.code]) % found.values if isinstance(found, Problem) else found


def _signed(request: OrganisationRequest, tables: tuple[Table, ...]) -> str:
    """Return the tables so that they come back as they were looked at, for the same organisation."""
    kept = {"for": request.organisation.slug, "tables": [[each.titles, each.rows, each.sheet] for each in tables]}
    return signing.dumps(kept, salt=SALT, compress=True)


def _looked_at(request: OrganisationRequest, signed: str) -> tuple[Table, ...] | str:
    try:
        kept: dict[str, Any] = signing.loads(signed, salt=SALT, max_age=HOUR)
    except signing.BadSignature:
        kept = {}
    if kept.get("for") != request.organisation.slug:
        return _("What was looked at is no longer there. Choose the file again.")
    return tuple(
        Table(tuple(titles), tuple((number, tuple(row)) for number, row in rows), *sheet)
        for titles, rows, *sheet in kept["tables"]
    )


def _page(request: OrganisationRequest, found: dict[str, Any], *, status: int = 200) -> HttpResponse:
    home = request.organisation.slug
    crumbs = [
        {"title": _("Procurements"), "address": reverse("procurements", args=[home])},
        {"title": _("Contracts"), "address": reverse("contracts", args=[home])},
        {"title": _("From a file")},
    ]
    return render_page(
        request, "procurement/contracts_import.html", {"crumbs": crumbs, "most": MOST_ROWS, **found}, status=status
    )
