"""What should be checked first: the list, and as a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from follow_up.forms.priorities import read_priority_address
from follow_up.queries.own_priorities import weights_in_force
from follow_up.queries.priority_list import PriorityList, WantedPriorities, priority_list
from follow_up.queries.seen import followed_contracts
from follow_up.reports.priority_sheet import priority_sheet
from follow_up.services.keep_up import keep_up
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.priority_rows import priority_rows
from follow_up.views.register import CONTROL, MOST_IN_EXCEL, SEE, TooManyForExcelError
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name
from organisations.models import User
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import THEMES

PAGE_SIZE = 25


@require_GET
@organisation_page(SEE)
def priority(request: OrganisationRequest) -> HttpResponse:
    """Show contracts or obligations in order of priority, with reasons and the month's hours."""
    today, organisation = timezone.localdate(), request.organisation
    keep_up(organisation, today)
    wanted, weights = read_priority_address(request.GET), weights_in_force(organisation)
    found = priority_list(organisation, weights, wanted, today)
    page = page_of(request, range(len(found.scores)), PAGE_SIZE)
    first = page.start_index() - 1 if found.scores.height else 0
    before = bool(found.scores["is_inside"][:first].all()) if first else True
    context = {
        "tabs": follow_up_tabs(request, "follow_up"),
        "rows": priority_rows(
            organisation, found.scores[first : first + PAGE_SIZE], weights, wanted.by, follows_inside=before
        ),
        "page": page,
        "hours": found.hours,
        "total": found.total,
        "shown": found.scores.height,
        "wanted": wanted,
        "toggles": _toggles(request, wanted),
        "filters": _filters(organisation_filters(request), wanted),
        "query": without_page(request),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/priority.html", context, partial="found")


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, kind: str) -> HttpResponseBase:
    """Give out the whole list that fits, with every part."""
    today, organisation = timezone.localdate(), request.organisation
    keep_up(organisation, today)
    weights = weights_in_force(organisation)
    found: PriorityList = priority_list(organisation, weights, read_priority_address(request.GET), today)
    if kind == "xlsx" and found.scores.height > MOST_IN_EXCEL:
        sentence = _("These are more than %(most)s rows. Save them as CSV, or narrow them down first.")
        raise TooManyForExcelError(sentence % {"most": MOST_IN_EXCEL})
    sheet = priority_sheet(found.scores, weights, organisation.currency)
    return file_of([sheet], plain_name(organisation.name, sheet.title), kind)


def organisation_filters(request: OrganisationRequest) -> dict[str, list[tuple[str, Any]]]:
    """Return the choices of each filter: categories and managers of running contracts, themes."""
    running = followed_contracts(request.organisation).filter(last_day__gte=timezone.localdate()).order_by()
    categories = sorted({each for each in running.values_list("category", flat=True).distinct() if each})
    people = User.objects.filter(pk__in=running.exclude(manager=None).values("manager")).order_by("name")
    return {
        "category": [(code, category_name(code)) for code in categories],
        "manager": [(str(person.uuid), person.name) for person in people],
        "theme": [(theme.value, name) for theme, name in THEMES.items()],
    }


def _filters(choices: dict[str, list[tuple[str, Any]]], wanted: WantedPriorities) -> list[dict[str, Any]]:
    titles = {"category": _("Category"), "manager": _("Looked after by"), "theme": _("Theme")}
    return [
        {"name": name, "title": title, "choices": choices[name], "value": str(getattr(wanted, name) or "")}
        for name, title in titles.items()
    ]


def _toggles(request: OrganisationRequest, wanted: WantedPriorities) -> list[dict[str, Any]]:
    named = (("", _("Contracts")), ("obligation", _("Obligations")))
    return [
        {"title": title, "address": changed(request, by=by or None), "current": wanted.by == by} for by, title in named
    ]
