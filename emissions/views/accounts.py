"""The accounts of an organisation: the place to drop a file, and everything that was imported."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from emissions.models import LedgerImport
from emissions.queries.imports import ImportStanding, Treated, imports_listed, standings_of, treatment_of_imports
from emissions.queries.uploads import not_imported
from emissions.reports.footprint_figures import share_text
from emissions.reports.ledger_words import format_name, period_words
from emissions.views.accounts_seen import accounts_tabs
from foundation.addresses import page_of, without_page
from foundation.figures import as_decimal
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 25


@require_GET
@organisation_page("emissions.view_ledger")
def accounts(request: OrganisationRequest) -> HttpResponse:
    """Show the drop zone and the imports, newest first."""
    return accounts_page(request)


def accounts_page(request: OrganisationRequest, *, errors: Sequence[str] = (), status: int = 200) -> HttpResponse:
    """Return the page, with what was wrong with a file that was just sent."""
    owner = request.organisation
    may_import = request.place.may("emissions.import_ledger") and not owner.is_network
    page = page_of(request, imports_listed(owner.pk), PAGE_SIZE)
    imports = list(page)
    numbers = [row.pk for row in imports]
    treated, standings = treatment_of_imports(owner.pk, imports), standings_of(owner.pk, numbers)
    waiting = not_imported(owner) if may_import else []
    context = {
        "errors": list(errors),
        "may_import": may_import,
        "tabs": accounts_tabs(request, "accounts"),
        "page": page,
        "query": without_page(request),
        "rows": [{**_row(row, treated[row.pk], standings[row.pk]), "is_joined": row.is_joined} for row in imports],
        "waiting": waiting,
        "is_looking": any(upload.state == "waiting" for upload in waiting),
    }
    return render_page(request, "emissions/uploads.html", context, status=status)


def _row(ledger_import: LedgerImport, treated: Treated, standing: ImportStanding) -> dict[str, Any]:
    lies_beside = standing.state == "beside"
    return {
        "import": ledger_import,
        "what": format_name(ledger_import.format),
        "period": period_words(ledger_import.period_from, ledger_import.period_to),
        "counted": None if lies_beside else treated.counted,
        "share": "" if lies_beside else share_text(as_decimal(treated.classified_share)),
        "state": standing.state,
    }
