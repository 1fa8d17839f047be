"""The register of everything that contracts oblige to: a list or groups, views that people keep, and as a file."""

from dataclasses import replace
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from follow_up.forms.edit_obligations import EditObligationsForm
from follow_up.forms.find_obligations import read_grouping, read_register_address
from follow_up.models import ObligationStanding
from follow_up.queries.contract_spend import newest_spend
from follow_up.queries.own_wordings import MOST_COUNTED, number_left
from follow_up.queries.register import (
    ASCENDING,
    Wanted,
    found_in_register,
    in_register,
    shown_in_order,
    with_what_is_shown,
)
from follow_up.queries.register_groups import groups_of, states_of
from follow_up.queries.saved_views import views_seen
from follow_up.reports.register_groups_words import GROUP_NAMES, shown_groups
from follow_up.reports.register_sheet import register_sheet
from follow_up.reports.register_words import COLUMNS, Home, RegisterColumn, chosen_columns, register_rows
from follow_up.services.keep_up import keep_up
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register_filters import chips_of_register, state_chips
from foundation.addresses import changed, page_of, sortable, without_page
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 25
TICKED = "ticked"
"""What was ticked when something could not be written; it is no part of the view."""
MOST_IN_EXCEL = 20_000
SEE, CONTROL, REGISTER = "follow_up.view_follow_up", "follow_up.control", "procurement.register_contract"


class TooManyForExcelError(DomainError):
    """More obligations than an Excel file is made of while somebody waits."""


@require_GET
@organisation_page(SEE)
def register(request: OrganisationRequest) -> HttpResponse:
    """Show the register as the address says: narrowed, sorted, grouped, with the columns that were chosen."""
    today = timezone.localdate()
    keep_up(request.organisation, today)
    wanted, group = read_register_address(request.GET), read_grouping(request.GET)
    found = found_in_register(request.organisation, wanted, today)
    states = states_of(found_in_register(request.organisation, replace(wanted, state=""), today))
    total = states.get(wanted.state, 0) if wanted.state else sum(states.values())
    context = {
        "tabs": follow_up_tabs(request, "register"),
        "wanted": wanted,
        "total": total,
        "states": states,
        "state_chips": state_chips(request, wanted, states),
        "filters": chips_of_register(request, wanted),
        "is_empty": not in_register(request.organisation).exists(),
        "query": changed(request, page=None, **{TICKED: None}).removeprefix("?"),
        "ticked": set(request.GET.getlist(TICKED)),
        "group": group,
        "groupings": _groupings(request, group),
        "views": _views(request),
        "own_left": number_left(request.organisation),
        "most_counted": MOST_COUNTED,
        "may_edit": request.place.may(CONTROL),
        "actions": _actions(request),
        **(_groups(request, found, group) if group else _list(request, found, wanted, total)),
    }
    return render_page(request, "follow_up/register.html", context, partial="found")


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out every field of everything that fits, all pages of it."""
    wanted = read_register_address(request.GET)
    found = with_what_is_shown(found_in_register(request.organisation, wanted, timezone.localdate()))
    if kind == "xlsx" and found.count() > MOST_IN_EXCEL:
        sentence = _("These are more than %(most)s obligations. Save them as CSV, or narrow them down first.")
        raise TooManyForExcelError(sentence % {"most": MOST_IN_EXCEL})
    spend = newest_spend(found.order_by().values_list("contract", flat=True).distinct())
    sheet = register_sheet(found, spend)
    return file_of([sheet], plain_name(request.organisation.name, sheet.title), kind)


def _list(
    request: OrganisationRequest, found: QuerySet[ObligationStanding], wanted: Wanted, total: int
) -> dict[str, Any]:
    columns = chosen_columns(request.GET.getlist("column"))
    page = page_of(request, found.values_list("pk", flat=True), PAGE_SIZE, total=total)
    standings = shown_in_order(list(page.object_list))
    spend = newest_spend({each.contract_id for each in standings})
    home = Home(request.organisation.slug, timezone.localdate(), spend)
    return {
        "page": page,
        "rows": register_rows(standings, columns, home),
        "columns": sortable(request, _heads(columns), wanted.sort, ASCENDING),
        "all_columns": [(column.name, column.title, column in columns) for column in COLUMNS],
        "edit_form": EditObligationsForm(request.organisation),
    }


def _groups(request: OrganisationRequest, found: QuerySet[ObligationStanding], group: str) -> dict[str, Any]:
    page = page_of(request, groups_of(found, group), PAGE_SIZE * 2)
    page.object_list = shown_groups(page.object_list, group, request)
    return {"page": page, "group_name": GROUP_NAMES[group]}


def _heads(columns: list[RegisterColumn]) -> list[dict[str, Any]]:
    first = {"title": _("Obligation"), "order": "title"}
    return [first, *({"title": each.title, "order": each.order, "numeric": each.numeric} for each in columns)]


def _groupings(request: OrganisationRequest, group: str) -> list[dict[str, Any]]:
    named: list[tuple[str, Any]] = [("", _("List")), *GROUP_NAMES.items()]
    return [
        {"title": title, "address": changed(request, group=name or None), "current": name == group}
        for name, title in named
    ]


def _actions(request: OrganisationRequest) -> list[dict[str, Any]]:
    if not request.place.may(REGISTER):
        return []
    address = reverse("register_contract", args=[request.organisation.slug])
    return [{"title": _("Register a contract"), "address": address, "icon": "plus"}]


def _views(request: OrganisationRequest) -> list[dict[str, Any]]:
    open_now = QueryDict(without_page(request)).dict()
    return [
        {"view": view, "address": f"?{view.address}", "current": QueryDict(view.address).dict() == open_now}
        for view in views_seen(request.organisation, request.user).select_related("person")
    ]
