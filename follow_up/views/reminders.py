"""Rules of reminders: what would go out soon, each rule's form, and what was sent."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.reminder_rules import ReminderRuleForm
from follow_up.models import ReminderRule
from follow_up.queries.reminder_rules import rules_of
from follow_up.queries.reminders import coming_reminders
from follow_up.queries.sent_reminders import numbers_sent, sent_reminders
from follow_up.reports.reminder_words import sent_state
from follow_up.services.reminder_rules import add_rule, change_rule
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.plan import plan_tabs
from follow_up.views.refused_forms import save_or_refuse
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import changed, page_of, without_page
from organisations.pages import OrganisationRequest, organisation_page, render_page

AHEAD = timedelta(days=30)
PAGE_SIZE = 50
MOST_COMING = 100


@require_GET
@organisation_page(SEE)
def reminder_rules(request: OrganisationRequest) -> HttpResponse:
    """Show the rules, and what would go out in the next thirty days."""
    today, rules = timezone.localdate(), rules_of(request.organisation)
    active = [rule for rule in rules if rule.is_active]
    coming = coming_reminders(request.organisation, active, today, today + AHEAD)
    numbers = numbers_sent(request.organisation)
    context = {
        **_head(request),
        "rules": rules,
        "coming": coming[:MOST_COMING],
        "number": len(coming),
        "nobodys": sum(each.to is None for each in coming),
        "uncertain": numbers["uncertain"] + numbers["failed"],
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/reminder_rules.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def new_rule(request: OrganisationRequest) -> HttpResponse:
    """Add a rule."""
    form = ReminderRuleForm(request.organisation, request.POST or None, initial={"is_active": True})
    made, status = save_or_refuse(form, lambda: add_rule(organisation=request.organisation, said=form.said))
    return _saved_or_page(request, made, form, _("New rule of reminders"), status)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, rule: UUID) -> HttpResponse:
    """Say something else of a rule, or switch it off."""
    found = _found(request, rule)
    initial: dict[str, Any] = {
        name: getattr(found, name) for name in ("trigger", "receiver", "language", "is_active", "revision")
    }
    initial["days_before"] = ", ".join(str(day) for day in found.days_before)
    initial["person"] = str(found.person.uuid) if found.person else ""
    form = ReminderRuleForm(request.organisation, request.POST or None, initial=initial)
    made, status = save_or_refuse(
        form,
        lambda: change_rule(found, form.said, revision=form.read_revision),
        newest=lambda: _found(request, rule).revision,
    )
    return _saved_or_page(request, made, form, _("Change the rule"), status)


@require_GET
@organisation_page(SEE)
def reminders_sent(request: OrganisationRequest) -> HttpResponse:
    """List what was reminded of, with how far each mail has come."""
    state, numbers = request.GET.get("state", ""), numbers_sent(request.organisation)
    page = page_of(request, sent_reminders(request.organisation, state), PAGE_SIZE)
    names = {
        "": _("All"),
        "waiting": _("On the way"),
        "sent": _("Sent"),
        "uncertain": _("Uncertain"),
        "failed": _("Not sent"),
    }
    context = {
        **_head(request),
        "page": page,
        "rows": [(each, sent_state(each)) for each in page.object_list],
        "chosen_state": state,
        "chips": [
            {"title": name, "address": changed(request, state=key or None), "current": key == state, "count": number}
            for key, name in names.items()
            if (number := numbers[key]) or not key
        ],
        "numbers": numbers,
        "query": without_page(request),
    }
    return render_page(request, "follow_up/reminders_sent.html", context)


def _saved_or_page(
    request: OrganisationRequest, made: ReminderRule | None, form: ReminderRuleForm, title: str, status: int
) -> HttpResponse:
    if made:
        messages.success(request, _("Saved."))
        return redirect("reminder_rules", request.organisation.slug)
    back = reverse("reminder_rules", args=[request.organisation.slug])
    crumbs = [{"title": _("Reminders"), "address": back}, {"title": title}]
    context = {"title": title, "form": form, "back": back, "crumbs": crumbs}
    return render_page(request, "follow_up/task_form.html", context, status=status)


def _found(request: OrganisationRequest, uuid: UUID) -> ReminderRule:
    found = next((rule for rule in rules_of(request.organisation) if rule.uuid == uuid), None)
    if found is None:
        raise Http404
    return found


def _head(request: OrganisationRequest) -> dict[str, Any]:
    return {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "subtabs": plan_tabs(request, "reminder_rules"),
    }
