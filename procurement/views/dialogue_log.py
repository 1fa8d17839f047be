"""The log of a dialogue: write a talk down, change it, and plan what follows from it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.dialogues import FollowUpForm, PaperForm, TalkForm
from procurement.importers.document_kind import ACCEPTED, MOST_BYTES
from procurement.models import DialogueEntry, FollowUp
from procurement.services.dialogue_log import (
    change_talk,
    drop_follow_up,
    log_talk,
    plan_follow_up,
    remove_talk,
    set_done,
)
from procurement.services.documents import MEGABYTE
from procurement.views.dialogue_seen import TAB, dialogue_context, entry_or_404
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def new(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Write down a meeting, a written round or a visit."""
    found = led_or_404(request, procurement)
    form = TalkForm(request.POST or None, initial={"day": timezone.localdate(), "kind": DialogueEntry.Kind.MEETING})
    if form.is_valid():
        try:
            entry = log_talk(found, **form.said)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("The talk is written down. Note answers and follow-ups here."))
            return _to(request, entry)
    context = {**dialogue_context(request, found, TAB), "form": form, "title": _("A new talk")}
    context["crumbs"].append({"title": context["title"]})
    return render_page(request, "procurement/dialogue_form.html", context, status=422 if form.errors else 200)


@require_GET
@organisation_page("procurement.view_procurement")
def entry(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Show one talk with its answers, follow-ups and papers."""
    return entry_page(request, entry_or_404(procurement_or_404(request, procurement), entry))


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def edit(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Change what is said of a talk."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    typed = request.POST.copy()
    form = TalkForm(typed or None, entry=found)
    if form.is_valid():
        try:
            change_talk(found, revision=form.cleaned_data["revision"] or 0, **form.said)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("Saved."))
            return _to(request, found)
    found.refresh_from_db()
    typed["revision"] = str(found.revision)  # what was typed can be saved over what somebody else saved meanwhile
    context = {
        **dialogue_context(request, found.procurement, TAB),
        "form": form,
        "title": _("Change the talk"),
        "entry": found,
    }
    talk = reverse("dialogue_entry", args=[request.organisation.slug, procurement, entry])
    context["crumbs"] += [{"title": found.get_kind_display(), "address": talk}, {"title": context["title"]}]
    return render_page(request, "procurement/dialogue_form.html", context, status=422 if form.errors else 200)


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Take a talk out of the log, with the reason why."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    try:
        remove_talk(found, because=request.POST.get("reason", ""))
    except DomainError as problem:
        messages.error(request, str(problem))
        return _to(request, found)
    messages.success(request, _("The talk is taken out."))
    return redirect("market_dialogue", request.organisation.slug, procurement)


@require_POST
@organisation_page(RUN)
def add_follow_up(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Plan something that is to be done after a talk."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    form = FollowUpForm(request.POST)
    if form.is_valid():
        try:
            plan_follow_up(found, **form.cleaned_data)
        except DomainError as problem:
            form.add_error(getattr(problem, "field", "") or None, str(problem))
        else:
            messages.success(request, _("The follow-up is planned."))
            return _to(request, found)
    return entry_page(request, found, follow_up_form=form, status=422)


@require_POST
@organisation_page(RUN)
def change_follow_up(request: OrganisationRequest, procurement: UUID, entry: UUID, follow_up: UUID) -> HttpResponse:
    """Say that a follow-up is done, or not after all, or take it out: the button says which."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    planned = FollowUp.objects.filter(entry=found, uuid=follow_up).select_related("procurement").first()
    if planned is None:
        raise Http404
    do = request.POST.get("do", "")
    if do == "remove":
        drop_follow_up(planned)
    elif do in ("done", "open"):
        set_done(planned, is_done=do == "done")
    messages.success(request, _("Saved."))
    if request.POST.get("next") == "dialogue":
        return redirect("market_dialogue", request.organisation.slug, procurement)
    return _to(request, found)


def entry_page(
    request: OrganisationRequest,
    entry: DialogueEntry,
    *,
    follow_up_form: FollowUpForm | None = None,
    paper_form: PaperForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one talk; the forms hold what was typed where it was refused."""
    context: dict[str, Any] = {
        **dialogue_context(request, entry.procurement, TAB),
        "entry": entry,
        "follow_ups": list(entry.follow_ups.all()),
        "papers": list(entry.papers.all()),
        "noted": list(entry.supplier_answers.prefetch_related("steps")),
        "accepted": ACCEPTED,
        "most": MOST_BYTES // MEGABYTE,
    }
    context["crumbs"].append({"title": entry.get_kind_display()})
    if context["may_run"]:
        context |= {"follow_up_form": follow_up_form or FollowUpForm(), "paper_form": paper_form or PaperForm()}
    return render_page(request, "procurement/dialogue_entry.html", context, status=status)


def _to(request: OrganisationRequest, entry: DialogueEntry) -> HttpResponse:
    return redirect("dialogue_entry", request.organisation.slug, entry.procurement.uuid, entry.uuid)
