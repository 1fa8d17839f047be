"""The plan of one contract for a year: what is planned, as a PDF, and what is proposed to be taken over."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.find_tasks import read_year
from follow_up.models import TaskState
from follow_up.queries.seen import followed_contract
from follow_up.queries.tasks import contracts_with_plans, contracts_without_plan, tasks_of_contract
from follow_up.reports.plan_words import PLAN_LANGUAGES
from follow_up.reports.task_words import shown_tasks
from follow_up.services.year_plans import proposed_year, take_over_year
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.plan import plan_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import page_of, without_page
from foundation.downloads import plain_name
from foundation.errors import DomainError
from foundation.pdf import pdf_response
from organisations.pages import OrganisationRequest, organisation_page, render_page
from organisations.queries.people import staff_of
from procurement.models import Contract
from procurement.reports.staircase_words import number

PAGE_SIZE = 50


@require_GET
@organisation_page(SEE)
def contract_plans(request: OrganisationRequest) -> HttpResponse:
    """List the contracts that run, with how much is planned on each this year."""
    today = timezone.localdate()
    page = page_of(request, contracts_with_plans(request.organisation, today), PAGE_SIZE)
    context = {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "subtabs": plan_tabs(request, "contract_plans"),
        "page": page,
        "without": contracts_without_plan(request.organisation, today),
        "year": today.year,
        "query": without_page(request),
    }
    return render_page(request, "follow_up/contract_plans.html", context)


@require_GET
@organisation_page(SEE)
def contract_plan(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show what is planned on a contract in a year."""
    found, year = _found(request, contract)
    context = {
        **_context(request, found, year),
        "may_control": request.place.may(CONTROL),
        "proposed": sum(each.task is None for each in proposed_year(found, year, "en")),
        "years": _years(found, year, reverse("contract_plan", args=[request.organisation.slug, found.uuid])),
    }
    return render_page(request, "follow_up/contract_plan.html", context)


@require_GET
@organisation_page(SEE)
def contract_plan_pdf(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Give a contract's plan for a year out as a PDF."""
    found, year = _found(request, contract)
    made = _("Made on %(day)s") % {"day": date_format(timezone.localdate(), "DATE_FORMAT")}
    context = {**_context(request, found, year), "organisation": request.organisation, "made": made}
    name = plain_name(_("follow-up plan"), found.title, year)
    return pdf_response(request, "reports/contract_plan.html", context, filename=f"{name}.pdf")


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def propose_plan(request: OrganisationRequest, contract: UUID) -> HttpResponse:
    """Show what is proposed for a year, and take over what is ticked."""
    found, year = _found(request, contract)
    sent = request.POST if request.method == "POST" else request.GET
    language = sent.get("language", "") or (get_language() or "en")
    if language not in PLAN_LANGUAGES:
        language = "en"
    people = {str(each.user.uuid): each.user for each in staff_of(request.organisation)}
    if request.method == "POST":
        owner, keys = people.get(request.POST.get("owner", "")), request.POST.getlist("task")
        try:
            taken = take_over_year(found, year, keys, language=language, owner=owner)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            sentence = ngettext("%(number)s task is planned.", "%(number)s tasks are planned.", taken)
            messages.success(request, sentence % {"number": taken})
            return redirect(f"{reverse('contract_plan', args=[request.organisation.slug, found.uuid])}?year={year}")
    proposed = proposed_year(found, year, language)
    here = reverse("propose_plan", args=[request.organisation.slug, found.uuid])
    context = {
        **_context(request, found, year),
        "proposed": proposed,
        "today": timezone.localdate(),
        "new": sum(each.task is None for each in proposed),
        "languages": [(code, name, code == language) for code, name in PLAN_LANGUAGES.items()],
        "people": [(key, user.name, user == (found.manager or request.user)) for key, user in people.items()],
        "years": _years(found, year, here),
    }
    return render_page(request, "follow_up/propose_plan.html", context, status=422 if request.method == "POST" else 200)


def _found(request: OrganisationRequest, uuid: UUID) -> tuple[Contract, int]:
    found = followed_contract(request.organisation, uuid)
    if found is None:
        raise Http404
    sent = request.POST if request.method == "POST" else request.GET
    return found, read_year(sent, timezone.localdate().year)


def _context(request: OrganisationRequest, contract: Contract, year: int) -> dict[str, Any]:
    home, tasks = request.organisation.slug, list(tasks_of_contract(contract, year))
    counted = [each for each in tasks if each.state != TaskState.CANCELLED]
    return {
        "contract": contract,
        "year": year,
        "tasks": shown_tasks(tasks, timezone.localdate()),
        "done": sum(each.state == TaskState.DONE for each in tasks),
        "planned": sum(each.state == TaskState.PLANNED for each in tasks),
        "hours": number(sum((each.hours for each in counted if each.hours), start=Decimal(0))),
        "title": _("Follow-up plan %(year)s") % {"year": year},
        "crumbs": [
            {"title": _("Plan"), "address": reverse("follow_up_plan", args=[home])},
            {"title": contract.title, "address": reverse("contract", args=[home, contract.uuid])},
            {"title": _("Follow-up plan %(year)s") % {"year": year}},
        ],
    }


def _years(contract: Contract, year: int, place: str) -> list[dict[str, Any]]:
    """Return the years of a contract as links, and the one that is open."""
    first = contract.first_day.year if contract.first_day else year
    last = contract.last_possible_day.year if contract.last_possible_day else year
    return [
        {"title": str(each), "address": f"{place}?year={each}", "current": each == year}
        for each in sorted({*range(first, last + 2), year})
    ]
