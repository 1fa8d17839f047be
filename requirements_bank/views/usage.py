"""Who uses a requirement, version by version, and what of the whole bank is used."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.models import State
from requirements_bank.queries.requirements import versions_of
from requirements_bank.queries.usage import UsedRequirement, together, usage_of, used_requirements
from requirements_bank.reports.usage_words import usage_rows, usage_sheet, used_row
from requirements_bank.views.bank_seen import bank_tabs, requirement_or_404

PAGE_SIZE = 50
ALL, USED, UNUSED, RETIRED, REVIEW = "all", "used", "unused", "retired", "review"
SHOWN: dict[str, tuple[Any, Callable[[UsedRequirement], bool]]] = {
    USED: (gettext_lazy("Used"), lambda row: row.is_used),
    UNUSED: (gettext_lazy("Never used"), lambda row: not row.is_used and row.newest.state == State.PUBLISHED),
    RETIRED: (gettext_lazy("Retired and still used"), lambda row: row.is_retired_in_use),
    REVIEW: (gettext_lazy("Review due"), lambda row: row.is_review_due),
    ALL: (gettext_lazy("All"), lambda _row: True),
}


@require_GET
@organisation_page("requirements_bank.view_bank")
def requirement_usage(request: OrganisationRequest, requirement: UUID) -> HttpResponse:
    """Show who in sight uses each version of a requirement."""
    found = requirement_or_404(requirement)
    versions = list(versions_of(found))
    by_version = usage_of(versions)
    context = {
        "requirement": found,
        "usage": together(by_version.values()),
        "versions": [{"version": each, "rows": usage_rows(by_version[each.pk])} for each in versions],
    }
    return render_page(request, "requirements_bank/requirement_usage.html", context)


@require_GET
@organisation_page("requirements_bank.use_bank")
def bank_usage(request: OrganisationRequest) -> HttpResponse:
    """Show what of the bank is used, the most used first; what nobody uses, what is retired, what is due."""
    everything = used_requirements(request.organisation)
    now = _shown(request)
    chosen = [row for row in everything if SHOWN[now][1](row)]
    page = page_of(request, chosen, PAGE_SIZE)
    context = {
        "tabs": bank_tabs(request, "adoptions"),
        "chips": [
            {
                "title": title,
                "count": sum(map(fits, everything)),
                "address": changed(request, show=None if name == USED else name),
                "current": name == now,
            }
            for name, (title, fits) in SHOWN.items()
        ],
        "page": page,
        "query": without_page(request),
        "rows": [used_row(row) for row in page.object_list],
        "most": max((row.usage.users for row in everything), default=0),
        "actions": [_export(request, kind) for kind in ("xlsx", "csv")],
    }
    return render_page(request, "requirements_bank/bank_usage.html", context)


@require_GET
@organisation_page("requirements_bank.use_bank")
def bank_usage_export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out what the page lists."""
    fits = SHOWN[_shown(request)][1]
    sheet = usage_sheet([row for row in used_requirements(request.organisation) if fits(row)])
    return file_of([sheet], plain_name(request.organisation.name, _("what is used")), kind)


def _shown(request: OrganisationRequest) -> str:
    asked = request.GET.get("show", "")
    return asked if asked in SHOWN else USED


def _export(request: OrganisationRequest, kind: str) -> dict[str, Any]:
    address = reverse("bank_usage_export", args=[request.organisation.slug, kind])
    title = _("Excel") if kind == "xlsx" else _("CSV")
    return {"title": title, "address": f"{address}?show={_shown(request)}", "icon": "download", "download": True}
