"""How much is reasonable to ask: the shipped limits with their sources, and those that the organisation sets itself."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.reference.categories import category_of
from requirements_bank.calculations.proportionality import LimitRow
from requirements_bank.calculations.texts import text_in
from requirements_bank.forms.limits import LimitForm
from requirements_bank.models import ProportionalityLimit
from requirements_bank.queries.limits import own_limits, shipped_limits
from requirements_bank.reports.basket_words import LIMIT_NAMES, limit_in_words
from requirements_bank.services.limits import end_limit, set_limit
from requirements_bank.views.bank_seen import bank_tabs


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("requirements_bank.view_bank")
def limits(request: OrganisationRequest) -> HttpResponse:
    """Show the limits; set one."""
    form = LimitForm(request.POST or None)
    may_set = request.place.may("requirements_bank.approve")
    if request.method == "POST":
        if not may_set:
            raise Http404
        if form.is_valid():
            set_limit(organisation=request.organisation, **form.cleaned_data)
            messages.success(request, _("The limit holds from its day on."))
            return redirect("proportionality_limits", request.organisation.slug)
    shipped = shipped_limits()
    context = {
        "tabs": bank_tabs(request, "baskets"),
        "form": form,
        "may_set": may_set,
        "own": [_own(row) for row in own_limits(request.organisation)],
        "columns": [LIMIT_NAMES[name] for name in LIMIT_NAMES],
        "bands": _bands(shipped.rows),
        "sources": shipped.sources,
        "since": shipped.valid_from,
        "version": shipped.version,
    }
    status = 422 if form.errors else 200
    return render_page(request, "requirements_bank/limits.html", context, status=status)


@require_POST
@organisation_page("requirements_bank.approve")
def end(request: OrganisationRequest, limit: UUID) -> HttpResponse:
    """Let what is shipped hold again."""
    found = ProportionalityLimit.objects.filter(organisation=request.organisation, uuid=limit, ended_at=None).first()
    if found is None:
        raise Http404
    end_limit(found)
    messages.success(request, _("The limit holds no longer."))
    return redirect("proportionality_limits", request.organisation.slug)


def _own(row: ProportionalityLimit) -> dict[str, Any]:
    return {
        "row": row,
        "name": LIMIT_NAMES[row.name],
        "limit": limit_in_words(row.name, row.limit),
        "category": _category(row.category),
    }


def _bands(rows: tuple[LimitRow, ...]) -> list[dict[str, Any]]:
    """Return the shipped limits as the rows of a table: by category and value, a cell for each limit."""
    found: dict[tuple[str, Any], dict[str, str]] = {}
    for row in rows:
        found.setdefault((row.category, row.value_from), {})[row.name] = limit_in_words(row.name, row.limit)
    return [
        {"category": _category(category), "value": value, "cells": [cells.get(name, "") for name in LIMIT_NAMES]}
        for (category, value), cells in found.items()
    ]


def _category(code: str) -> str:
    known = category_of(code) if code else None
    return text_in(known.names, get_language() or "nb") if known else _("All purchases")
