"""Talks with advisers: all of them, a new one, one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from follow_up.forms.interviews import InterviewForm, StartInterviewForm
from follow_up.models import Interview
from follow_up.queries.interviews import (
    advisers_to_ask,
    contracts_to_talk_about,
    interview_of,
    interviews_of,
    notes_by_contract,
)
from follow_up.services.interviews import save_interview, start_interview
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.follow_up_tabs import follow_up_tabs
from follow_up.views.register import CONTROL, SEE
from foundation.addresses import page_of
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 25


@require_GET
@organisation_page(SEE)
def interviews(request: OrganisationRequest) -> HttpResponse:
    """Show the talks and whom to ask next."""
    return _list(request)


@require_POST
@organisation_page(CONTROL)
def start(request: OrganisationRequest) -> HttpResponse:
    """Begin a talk, and lead to its questions."""
    form = StartInterviewForm(request.organisation, _advisers(request), request.POST)
    if not form.is_valid():
        return _list(request, form, status=422)
    try:
        found = start_interview(
            organisation=request.organisation,
            adviser=form.person,
            held_on=form.day,
            key=form.cleaned_data["key"],
        )
    except FollowUpNotPossibleError as refused:
        form.add_error(refused.field or None, str(refused))
        return _list(request, form, status=refused.status)
    return redirect("interview", request.organisation.slug, found.uuid)


@require_GET
@organisation_page(SEE)
def interview(request: OrganisationRequest, interview: UUID) -> HttpResponse:
    """Show a talk: its questions to whoever may write, else the answers."""
    found = _found(request, interview)
    return _page(request, found, _form(request, found))


@require_POST
@organisation_page(CONTROL)
def write(request: OrganisationRequest, interview: UUID) -> HttpResponse:
    """Write down what was answered."""
    found = _found(request, interview)
    form = _form(request, found, request.POST)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    said = form.cleaned_data
    try:
        save_interview(found, form.answers, note=said["note"], revision=said["revision"])
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, found, form, status=refused.status)
    messages.success(request, _("Kept. What was answered counts in the priority list at once."))
    return redirect("interview", request.organisation.slug, found.uuid)


def _advisers(request: OrganisationRequest) -> list[Any]:
    return list(advisers_to_ask(request.organisation, timezone.localdate()))


def _list(request: OrganisationRequest, form: StartInterviewForm | None = None, *, status: int = 200) -> HttpResponse:
    advisers = _advisers(request)
    asked = set(interviews_of(request.organisation).values_list("adviser_id", flat=True))
    today = timezone.localdate()
    context = {
        "tabs": follow_up_tabs(request, "interviews"),
        "page": page_of(request, interviews_of(request.organisation), PAGE_SIZE),
        "advisers": len(advisers),
        "not_asked": [each for each in advisers if each.pk not in asked],
        "form": form or StartInterviewForm(request.organisation, advisers, initial={"held_on": today}),
        "may_control": request.place.may(CONTROL),
    }
    return render_page(request, "follow_up/interviews.html", context, status=status)


def _found(request: OrganisationRequest, uuid: UUID) -> Interview:
    found = interview_of(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def _form(request: OrganisationRequest, found: Interview, sent: Any = None) -> InterviewForm:  # noqa: ANN401 - what was posted
    contracts = contracts_to_talk_about(found, request.organisation, timezone.localdate())
    initial = {"revision": found.revision, "note": found.note}
    return InterviewForm(contracts, notes_by_contract(found), sent, initial=initial)


def _page(request: OrganisationRequest, found: Interview, form: InterviewForm, *, status: int = 200) -> HttpResponse:
    home = request.organisation.slug
    context = {
        "interview": found,
        "form": form,
        "groups": form.groups,
        "answered": len(notes_by_contract(found)),
        "may_control": request.place.may(CONTROL),
        "crumbs": [
            {"title": _("Follow-up"), "address": reverse("follow_up", args=[home])},
            {"title": _("Talks"), "address": reverse("interviews", args=[home])},
            {"title": found.adviser_name},
        ],
    }
    return render_page(request, "follow_up/interview.html", context, status=status)
