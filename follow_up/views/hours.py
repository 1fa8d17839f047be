"""The hours for controls, and the plan of them."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from follow_up.forms.hours import HoursForm
from follow_up.models import ControllerCapacity
from follow_up.queries.control_hours import controllers_of, hours_by_kind, months_from
from follow_up.queries.hours_plan import HoursPlan, hours_plan
from follow_up.reports.hours_plan_words import risk_in_words, shown_moves, shown_outside
from follow_up.services.hours import say_hours, write_plan
from follow_up.services.keep_up import keep_up
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.errors import DomainError
from organisations.models import User
from organisations.pages import OrganisationRequest, organisation_page, render_page

MOST_OUTSIDE = 25


@require_GET
@organisation_page(SEE)
def hours(request: OrganisationRequest) -> HttpResponse:
    """Show the hours by person and month, and what each kind of control takes."""
    return _page(request, _form(request))


@require_POST
@organisation_page(CONTROL)
def say(request: OrganisationRequest) -> HttpResponse:
    """Write the hours."""
    form = _form(request, request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    try:
        say_hours(organisation=request.organisation, capacity=form.capacity, by_kind=form.by_kind)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, form, status=refused.status)
    messages.success(request, _("The hours are kept."))
    return redirect("plan_of_hours", request.organisation.slug)


@require_GET
@organisation_page(SEE)
def plan_of_hours(request: OrganisationRequest) -> HttpResponse:
    """Show what planning anew would change and what falls outside."""
    return _plan(request)


@require_POST
@organisation_page(CONTROL)
def write(request: OrganisationRequest) -> HttpResponse:
    """Write the plan that was seen."""
    try:
        number = write_plan(organisation=request.organisation, digest=request.POST.get("digest", ""))
    except DomainError as refused:
        return _plan(request, status=refused.status, refused=str(refused))
    sentence = ngettext("%(number)s control is planned or moved.", "%(number)s controls are planned or moved.", number)
    said = sentence % {"number": number} if number else _("The plan stood like that already.")
    messages.success(request, said)
    return redirect("plan_of_hours", request.organisation.slug)


def _form(request: OrganisationRequest, sent: Any = None) -> HoursForm:  # noqa: ANN401 - what was posted
    months = months_from(timezone.localdate())
    rows = ControllerCapacity.objects.filter(organisation=request.organisation, month__in=months)
    said = {(person, month): hours for person, month, hours in rows.values_list("person_id", "month", "hours")}
    return HoursForm(controllers_of(request.organisation), months, said, hours_by_kind(request.organisation), sent)


def _page(request: OrganisationRequest, form: HoursForm, *, status: int = 200) -> HttpResponse:
    context = {
        "tabs": follow_up_tabs(request, "hours"),
        "form": form,
        "grid": form.grid,
        "kinds": form.kinds,
        "months": form.months,
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/hours.html", context, status=status)


def _plan(request: OrganisationRequest, *, status: int = 200, **more: Any) -> HttpResponse:  # noqa: ANN401 - of a template
    organisation, today = request.organisation, timezone.localdate()
    keep_up(organisation, today)
    plan = hours_plan(organisation, today)
    people = {str(each.uuid): each for each in User.objects.filter(uuid__in={s.controller for s in _slots(plan)})}
    context = {
        "plan": plan,
        "months": _months(plan),
        "moves": shown_moves(plan, people),
        "outside": shown_outside(plan, organisation.currency, MOST_OUTSIDE),
        "outside_said": risk_in_words(plan.outside, organisation.currency),
        "has_hours": bool(plan.capacity),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Follow-up"), "address": reverse("follow_up", args=[organisation.slug])},
            {"title": _("Hours"), "address": reverse("hours", args=[organisation.slug])},
            {"title": _("Plan of the hours")},
        ],
        **more,
    }
    return render_page(request, "follow_up/plan_of_hours.html", context, status=status)


def _slots(plan: HoursPlan) -> list[Any]:
    moved = [slot for each in plan.changes for slot in (each.before, each.after) if slot]
    return [*plan.capacity, *moved]


def _months(plan: HoursPlan) -> list[dict[str, Any]]:
    """Return the hours that there are (None where nobody said) and those that are planned, by month."""
    there: defaultdict[Any, Decimal] = defaultdict(Decimal)
    used: defaultdict[Any, Decimal] = defaultdict(Decimal)
    for slot, hours in plan.capacity.items():
        there[slot.month] += hours
    for each in plan.plan.placements:
        used[each.slot.month] += each.hours
    return [{"month": month, "there_are": there.get(month), "used": used[month]} for month in plan.months]
