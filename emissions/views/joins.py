"""Two ledgers of one period together: what they agree on, where they differ, as a page and as a file."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from emissions.models import LedgerImport, LedgerJoin
from emissions.queries.joins import account_names, all_unfound_lines, told_by, unfound_lines, unfound_sums
from emissions.reports.join_words import (
    account_rows,
    account_sheet,
    join_answer,
    join_title,
    unfound_sheet,
    unfound_words,
    way_rows,
)
from emissions.reports.line_words import shown_line
from emissions.views.accounts_seen import accounts_tabs, reader_at_home
from foundation.addresses import page_of, without_page
from foundation.downloads import file_of, plain_name
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 25
SHOWN_ACCOUNTS = 10


@require_GET
@organisation_page("emissions.view_ledger")
def ledger_join(request: OrganisationRequest, join: UUID) -> HttpResponse:
    """Show one join."""
    found = _join_or_404(request, join)
    sums = unfound_sums(found)
    missing = sum(row["lines"] for row in sums)
    page = page_of(request, range(missing), PAGE_SIZE)
    lines = unfound_lines(found, start=(page.number - 1) * PAGE_SIZE, size=PAGE_SIZE) if missing else []
    suppliers = told_by(found)
    reader = reader_at_home(request)
    accounts = account_rows(found, account_names(found), reader)
    files = {ledger.pk: ledger for ledger in suppliers}
    context = {
        "join": found,
        "title": join_title(found),
        "answer": join_answer(found),
        "tabs": accounts_tabs(request, "accounts"),
        "suppliers": suppliers,
        "ways": way_rows(found),
        "outcomes": found.report["outcomes"],
        "accounts": [row for row in accounts if row.difference][:SHOWN_ACCOUNTS],
        "equal": sum(not row.difference for row in accounts),
        "differing": sum(bool(row.difference) for row in accounts),
        "missing": unfound_words(sums) if missing else "",
        "lines": [(shown_line(line, reader), files[line["import_id"]]) for line in lines],
        "page": page,
        "query": without_page(request),
        "counts": _counts(found),
    }
    return render_page(request, "emissions/join.html", context)


@require_GET
@organisation_page("emissions.view_ledger")
def ledger_join_export(request: OrganisationRequest, join: UUID) -> HttpResponseBase:
    """Give differences and missing postings out as Excel."""
    found = _join_or_404(request, join)
    reader = reader_at_home(request)
    accounts = account_rows(found, account_names(found), reader)
    imports = {ledger.uuid: ledger for ledger in told_by(found)}
    sheets = [account_sheet(accounts), unfound_sheet(all_unfound_lines(found), imports, reader)]
    return file_of(sheets, plain_name(request.organisation.name, join_title(found)), "xlsx")


def _counts(join: LedgerJoin) -> LedgerImport | None:
    """Return the result if it is the source of any month."""
    return join.result if join.result and join.result.current_for.exists() else None


def _join_or_404(request: OrganisationRequest, uuid: UUID) -> LedgerJoin:
    found = LedgerJoin.objects.select_related("general__file", "result")
    return get_object_or_404(found, organisation=request.organisation, uuid=uuid)
