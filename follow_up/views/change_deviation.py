"""Change what is said of a deviation, and its planned actions."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from follow_up.calculations.deviation_moves import can_move
from follow_up.forms.deviations import ActionForm, ChangeForm
from follow_up.models import CorrectiveAction, Deviation
from follow_up.reports.deviation_words import answer_sentence
from follow_up.services.change_deviation import SaidOfDeviation, change_deviation
from follow_up.services.corrective_actions import change_action, finish_action
from follow_up.views.deviation_seen import CONTROL, deviation_crumbs, deviation_or_404
from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page

Form = ChangeForm | ActionForm


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def change(request: OrganisationRequest, deviation: UUID) -> HttpResponse:
    """Change facts, severity or deadline; what stood there before stays in the history."""
    found = deviation_or_404(request, deviation)
    if request.method == "GET" and not can_move("change", found.state):
        return _home(request, found, answer_sentence(found, timezone.localdate()))
    form, status = ChangeForm(found, request.POST or None), 200
    if form.is_valid():
        said = dict(form.cleaned_data)
        because, revision = said.pop("because"), said.pop("revision")
        try:
            change_deviation(found, SaidOfDeviation(**said), because=because, revision=revision or 0)
        except DomainError as problem:
            status = _refuse(form, problem)
        else:
            messages.success(request, _("Changed. The history keeps what stood there before."))
            return _home(request, found)
    return _page(request, found, form, _("Change what is said"), status)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def action(request: OrganisationRequest, deviation: UUID, action: UUID) -> HttpResponse:
    """Change a planned action, or say that it is done or open again: the button says which."""
    found = deviation_or_404(request, deviation)
    planned = CorrectiveAction.objects.filter(deviation=found, uuid=action).first()
    if planned is None:
        raise Http404
    if request.POST.get("do") in ("done", "open"):
        return _finished(request, found, planned, is_done=request.POST["do"] == "done")
    kept = {name: getattr(planned, name) for name in ("what", "owner", "due_on")}
    form, status = ActionForm(request.POST or None, initial={**kept, "revision": found.revision}), 200
    if form.is_valid():
        try:
            change_action(planned, **form.cleaned_data)
        except DomainError as problem:
            status = _refuse(form, problem)
        else:
            messages.success(request, _("Saved."))
            return _home(request, found)
    return _page(request, found, form, _("Change the action"), status)


def _finished(
    request: OrganisationRequest, found: Deviation, planned: CorrectiveAction, *, is_done: bool
) -> HttpResponse:
    try:
        finish_action(planned, done_on=timezone.localdate() if is_done else None)
    except DomainError as problem:
        return _home(request, found, str(problem))
    messages.success(request, _("Done.") if is_done else _("It is open again."))
    return _home(request, found)


def _refuse(form: Form, problem: DomainError) -> int:
    field = getattr(problem, "field", "")
    form.add_error(field if field in form.fields else None, str(problem))
    return problem.status if isinstance(problem, ConflictError) else 422


def _home(request: OrganisationRequest, found: Deviation, problem: str = "") -> HttpResponse:
    if problem:
        messages.error(request, problem)
    return redirect("deviation", request.organisation.slug, found.uuid)


def _page(request: OrganisationRequest, found: Deviation, form: Form, title: str, status: int) -> HttpResponse:
    context = {
        "crumbs": deviation_crumbs(request, found, title),
        "form": form,
        "title": title,
        "kicker": f"{found.number} · {found.title}",
        "button": _("Save"),
        "back": reverse("deviation", args=[request.organisation.slug, found.uuid]),
    }
    refused = 422 if form.errors and status == 200 else status  # noqa: PLR2004 - OK
    return render_page(request, "follow_up/deviation_form.html", context, status=refused)
