"""The audit page: who did what, when."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from foundation.changes.history import history
from foundation.changes.models import Change
from foundation.changes.sentences import address_of, sentence_of
from organisations.forms.history import HistoryForm
from organisations.office import office_tabs
from organisations.pages import OrganisationRequest, organisation_page, render_page

PER_PAGE = 50


@require_GET
@organisation_page("organisations.view_changes")
def changes(request: OrganisationRequest) -> HttpResponse:
    """List the changes, newest first, narrowed down by kind, person and day."""
    form = HistoryForm(request.GET or None, organisation_id=request.organisation.pk, reader_id=request.user.pk)
    known = history(request.organisation.pk, form.filters, request.user.pk)
    page = Paginator(known, PER_PAGE).get_page(request.GET.get("page"))
    asked = {name: value for name, value in request.GET.items() if value and name != "page"}
    context = {
        "form": form,
        "page": page,
        "rows": [_row(change) for change in page],
        "query": urlencode(asked),
        "tabs": office_tabs(request, "changes"),
    }
    return render_page(request, "organisations/changes.html", context, partial="rows")


def _row(change: Change) -> dict[str, Any]:
    return {"change": change, "sentence": sentence_of(change), "address": address_of(change)}
