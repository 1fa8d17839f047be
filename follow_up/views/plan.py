"""The plan of an organisation: what is to be done, by month, in a list or a calendar."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from follow_up.forms.find_tasks import read_plan_address
from follow_up.queries.tasks import LATE, WantedTasks, found_tasks, months_of_tasks, tasks_of
from follow_up.reports.task_words import in_months, shown_tasks
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.plan_filters import fields_of_plan, state_chips_of_plan
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.contract_period import months_later
from procurement.forms.find_procurements import read_month

PAGE_SIZE = 50
MONTHS = 6


@require_GET
@organisation_page(SEE)
def plan(request: OrganisationRequest) -> HttpResponse:
    """List what is to be done as the address says, by month."""
    today, wanted = timezone.localdate(), read_plan_address(request.GET)
    page = page_of(request, found_tasks(request.organisation, wanted, today, request.user), PAGE_SIZE)
    context = {
        **_head(request, "follow_up_plan"),
        "wanted": wanted,
        "page": page,
        "months": in_months(page.object_list, today),
        "chips": state_chips_of_plan(request, wanted, today),
        "fields": fields_of_plan(request, wanted),
        "mine": {"address": changed(request, mine=None if wanted.mine else "1"), "current": wanted.mine},
        "query": without_page(request),
    }
    return render_page(request, "follow_up/plan.html", context, partial="found")


@require_GET
@organisation_page(SEE)
def calendar(request: OrganisationRequest) -> HttpResponse:
    """Show six months, from this one unless another is asked for."""
    today = timezone.localdate()
    first = read_month(request.GET, today)
    mine = request.GET.get("mine") == "1"
    days = WantedTasks(all_states=True, mine=mine, first=first, last=months_later(first, MONTHS))
    found = found_tasks(request.organisation, days, today, request.user).exclude(due_on=months_later(first, MONTHS))
    months = months_of_tasks(found, first, MONTHS)
    place, kept = reverse("follow_up_calendar", args=[request.organisation.slug]), "&mine=1" if mine else ""
    context = {
        **_head(request, "follow_up_calendar"),
        "months": [(month.first, shown_tasks(month.tasks, today)) for month in months],
        "number": sum(len(month.tasks) for month in months),
        "earlier": f"{place}?from={months_later(first, -MONTHS):%Y-%m}{kept}",
        "later": f"{place}?from={months_later(first, MONTHS):%Y-%m}{kept}",
        "now": "" if first == today.replace(day=1) else place,
        "mine": {"address": changed(request, mine=None if mine else "1"), "current": mine},
    }
    return render_page(request, "follow_up/calendar.html", context)


def plan_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the pages of the plan; `current` is the URL name of the open one."""
    named = {
        "follow_up_plan": _("List"),
        "follow_up_calendar": _("Calendar"),
        "contract_plans": _("By contract"),
        "recurring_tasks": _("Recurring"),
        "reminder_rules": _("Reminders"),
        "calendar_feeds": _("My calendar"),
    }
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title in named.items()
    ]


def _head(request: OrganisationRequest, current: str) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "subtabs": plan_tabs(request, current),
        "late": found_tasks(request.organisation, WantedTasks(state=LATE), today).count(),
        "to_do": found_tasks(request.organisation, WantedTasks(), today).count(),
        "is_empty": not tasks_of(request.organisation).exists(),
        "may_control": request.place.may(CONTROL),
    }
