"""Tasks that come again: their list, and the form of one."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.recurring_tasks import RecurringForm
from follow_up.models import RecurringTask, TaskKind
from follow_up.queries.tasks import recurring_of
from follow_up.services.recurring_tasks import change_recurring, end_recurring, make_recurring
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.plan import plan_tabs
from follow_up.views.refused_forms import save_or_refuse
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import page_of, without_page
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.figures import typed_figure

PAGE_SIZE = 50


@require_GET
@organisation_page(SEE)
def recurring_tasks(request: OrganisationRequest) -> HttpResponse:
    """List what comes again."""
    context = {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "subtabs": plan_tabs(request, "recurring_tasks"),
        "page": page_of(request, recurring_of(request.organisation), PAGE_SIZE),
        "query": without_page(request),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/recurring_tasks.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def new_recurring(request: OrganisationRequest) -> HttpResponse:
    """Let something come again."""
    initial: dict[str, Any] = {"form_key": uuid4(), "first_on": timezone.localdate(), "every_months": 6}
    initial |= {"owner": str(request.user.uuid), "kind": TaskKind.STATUS_MEETING}
    form = RecurringForm(request.organisation, request.POST or None, initial=initial)

    def save() -> RecurringTask:
        key = form.cleaned_data["form_key"]
        made_from = f"form:{key}" if key else ""
        return make_recurring(organisation=request.organisation, said=form.said, made_from=made_from)

    made, status = save_or_refuse(form, save)
    if made:
        sentence = _("“%(title)s” comes again. Its next times are in the plan.")
        messages.success(request, sentence % {"title": made.title})
        return redirect("recurring_tasks", request.organisation.slug)
    return _page(request, form, _("New recurring task"), status)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, recurring: UUID) -> HttpResponse:
    """Say something else of what comes again."""
    found = _found(request, recurring)
    names = ("kind", "title", "first_on", "every_months", "until", "hours", "agenda", "revision")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names}
    initial["hours"] = typed_figure(found.hours)
    initial["owner"] = str(found.owner.uuid) if found.owner else ""
    initial["contract"] = str(found.contract.uuid) if found.contract else ""
    form = RecurringForm(request.organisation, request.POST or None, initial=initial)
    made, status = save_or_refuse(
        form,
        lambda: change_recurring(found, form.said, revision=form.read_revision),
        newest=lambda: _found(request, recurring).revision,
    )
    if made:
        messages.success(request, _("Saved. Times to come that nobody has changed follow."))
        return redirect("recurring_tasks", request.organisation.slug)
    return _page(request, form, _("Change the recurring task"), status)


@require_POST
@organisation_page(CONTROL)
def end(request: OrganisationRequest, recurring: UUID) -> HttpResponse:
    """Let it come no more."""
    found = _found(request, recurring)
    try:
        end_recurring(found, revision=found.revision)
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("“%(title)s” comes no more.") % {"title": found.title})
    return redirect("recurring_tasks", request.organisation.slug)


def _found(request: OrganisationRequest, uuid: UUID) -> RecurringTask:
    found = recurring_of(request.organisation).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _page(request: OrganisationRequest, form: RecurringForm, title: str, status: int) -> HttpResponse:
    home = request.organisation.slug
    context = {
        "title": title,
        "form": form,
        "back": reverse("recurring_tasks", args=[home]),
        "crumbs": [
            {"title": _("Plan"), "address": reverse("follow_up_plan", args=[home])},
            {"title": _("Recurring"), "address": reverse("recurring_tasks", args=[home])},
            {"title": title},
        ],
    }
    return render_page(request, "follow_up/task_form.html", context, status=status)
