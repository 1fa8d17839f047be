"""One planned task: what it is about, and what becomes of it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.find_tasks import read_uuid
from follow_up.forms.tasks import CancelForm, DoneForm, MoveForm, TaskForm
from follow_up.models import CONTROLS, PlannedTask, TaskKind, TaskState
from follow_up.queries.seen import followed_contract
from follow_up.queries.tasks import task_called
from follow_up.reports.task_words import shown_task
from follow_up.services.plan_tasks import change_task, plan_task
from follow_up.services.task_progress import cancel_task, finish_task, move_task
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.refused_forms import save_or_refuse
from follow_up.views.register import CONTROL, SEE
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.contract import RevisionForm
from procurement.forms.figures import typed_figure


@require_GET
@organisation_page(SEE)
def planned_task(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Show a task."""
    found = _found(request, task)
    context = {
        **_context(request, found),
        "shown": shown_task(found, timezone.localdate()),
        "covers": [each.obligation for each in found.covers.all()],
        "is_open": found.state == TaskState.PLANNED,
        "is_control": found.kind in CONTROLS,
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/task.html", context)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def new_task(request: OrganisationRequest) -> HttpResponse:
    """Plan something by hand."""
    asked = read_uuid(request.GET.get("contract", ""))
    contract = followed_contract(request.organisation, asked) if asked else None
    initial: dict[str, Any] = {
        "form_key": uuid4(),
        "is_announced": True,
        "contract": str(contract.uuid) if contract else "",
    }
    initial |= {"owner": str(request.user.uuid), "kind": TaskKind.STATUS_MEETING}
    form = TaskForm(request.organisation, request.POST or None, initial=initial)

    def save() -> PlannedTask:
        key = form.cleaned_data["form_key"]
        return plan_task(organisation=request.organisation, said=form.said, made_from=f"form:{key}" if key else "")

    made, status = save_or_refuse(form, save)
    if made:
        messages.success(request, _("“%(title)s” is planned.") % {"title": made.title})
        return redirect("planned_task", request.organisation.slug, made.uuid)
    home = request.organisation.slug
    context = {
        "tabs": follow_up_tabs(request, "follow_up_plan"),
        "title": _("New task"),
        "form": form,
        "back": reverse("follow_up_plan", args=[home]),
        "crumbs": [{"title": _("Plan"), "address": reverse("follow_up_plan", args=[home])}, {"title": _("New task")}],
    }
    return render_page(request, "follow_up/task_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Say something else of a task."""
    found = _found(request, task)
    names = ("kind", "title", "starts_at", "hours", "place", "agenda", "is_fixed", "is_announced", "revision")
    initial: dict[str, Any] = {name: getattr(found, name) for name in names}
    initial["owner"] = str(found.owner.uuid) if found.owner else ""
    initial["contract"] = str(found.contract.uuid) if found.contract else ""
    initial["hours"] = typed_figure(found.hours)
    initial["covers"] = [each.obligation.uuid for each in found.covers.all()]
    form = TaskForm(request.organisation, request.POST or None, task=found, initial=initial)
    said: Callable[[], PlannedTask] = lambda: change_task(found, form.said, revision=form.read_revision)  # noqa: E731 - handed on
    return _step(request, found, form, said, _("Change the task"))


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def move(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Move a task to another day."""
    found = _found(request, task)
    form = MoveForm(request.POST or None, initial={"due_on": found.due_on, "revision": found.revision})
    return _step(request, found, form, partial(_move, found, form), _("Move to another day"))


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def done(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Note that a task is done, and what came of it."""
    found = _found(request, task)
    initial = {"done_on": timezone.localdate(), "spent_hours": typed_figure(found.hours), "revision": found.revision}
    form = DoneForm(request.POST or None, initial=initial)
    return _step(request, found, form, partial(_finish, found, form), _("Note that it is done"))


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def cancel(request: OrganisationRequest, task: UUID) -> HttpResponse:
    """Cancel a task with a reason."""
    found = _found(request, task)
    form = CancelForm(request.POST or None, initial={"revision": found.revision})
    return _step(request, found, form, partial(_cancel, found, form), _("Cancel the task"))


def _move(task: PlannedTask, form: MoveForm) -> PlannedTask:
    said = form.cleaned_data
    return move_task(task, said["due_on"], revision=form.read_revision, because=said["because"])


def _finish(task: PlannedTask, form: DoneForm) -> PlannedTask:
    said = {name: form.cleaned_data[name] for name in ("done_on", "minutes", "spent_hours")}
    return finish_task(task, revision=form.read_revision, **said)


def _cancel(task: PlannedTask, form: CancelForm) -> PlannedTask:
    return cancel_task(task, revision=form.read_revision, because=form.cleaned_data["because"])


def _step(
    request: OrganisationRequest, task: PlannedTask, form: RevisionForm, save: Callable[[], PlannedTask], title: str
) -> HttpResponse:
    """Save what was said, or show the form with what stands in the way."""
    if task.state != TaskState.PLANNED:
        sentence = _("“%(title)s” is done or cancelled, and stays as it was noted.")
        messages.error(request, sentence % {"title": task.title})
        return redirect("planned_task", request.organisation.slug, task.uuid)
    made, status = save_or_refuse(form, save, newest=lambda: _found(request, task.uuid).revision)
    if made:
        messages.success(request, _("Saved."))
        return redirect("planned_task", request.organisation.slug, task.uuid)
    context = _context(request, task)
    back = reverse("planned_task", args=[request.organisation.slug, task.uuid])
    context |= {"title": title, "form": form, "back": back, "crumbs": [*context["crumbs"], {"title": title}]}
    return render_page(request, "follow_up/task_form.html", context, status=status)


def _found(request: OrganisationRequest, uuid: UUID) -> PlannedTask:
    found = task_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _context(request: OrganisationRequest, task: PlannedTask) -> dict[str, Any]:
    home = request.organisation.slug
    return {
        "task": task,
        "crumbs": [
            {"title": _("Plan"), "address": reverse("follow_up_plan", args=[home])},
            {"title": task.title, "address": reverse("planned_task", args=[home, task.uuid])},
        ],
    }
