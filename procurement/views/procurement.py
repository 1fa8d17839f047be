"""One procurement: what is next, how far it has come, what it is about, what is at stake."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Procurement, Stage
from procurement.queries.asked import asked_lines
from procurement.queries.dialogues import dialogue_of, invitations_of
from procurement.queries.documents import documents_of
from procurement.queries.law_facts import announced_day, judged, open_questions
from procurement.queries.procurements import procurements_of
from procurement.queries.signed_contracts import signed_of
from procurement.queries.stake import stake_of
from procurement.queries.stopped_days import stopped_days
from procurement.queries.taking_part import participants_of
from procurement.reports.law_page import law_answer
from procurement.reports.next_step_words import next_sentence
from procurement.reports.procurement_words import about_procurement, stopped_sentence, timeline
from procurement.reports.stage_path import path_of
from procurement.services.plan_next import following
from procurement.services.procurements import move_to
from procurement.views.dialogue_seen import standing
from procurement.views.moving import asked_first
from procurement.views.procurement_seen import (
    RUN,
    led_or_404,
    procurement_context,
    procurement_or_404,
    revision_read,
)


@require_GET
@organisation_page("procurement.view_procurement")
def procurement(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show a procurement."""
    return _page(request, procurement_or_404(request, procurement))


@require_POST
@organisation_page(RUN)
def stage(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Move a procurement to another stage, once somebody knows what is missing before that.

    What cannot be done is said on the page, with the reason as it was typed.
    """
    found = led_or_404(request, procurement)
    wanted, because = request.POST.get("stage", ""), request.POST.get("because", "")[:2000]
    if wanted not in Stage.values:
        messages.error(request, _("Choose one of the stages."))
        return redirect("procurement", request.organisation.slug, found.uuid)
    if asking := asked_first(request, found, Stage(wanted)):
        return _page(request, found, asking=asking)
    try:
        moved = move_to(found, Stage(wanted), because=because, revision=revision_read(request))
    except DomainError as problem:
        newer = led_or_404(request, procurement)
        return _page(request, newer, status=problem.status, refused=str(problem), typed_because=because)
    messages.success(request, _("The stage is now: %(stage)s.") % {"stage": Stage(moved.stage).label})
    return redirect("procurement", request.organisation.slug, found.uuid)


def _page(
    request: OrganisationRequest,
    found: Procurement,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    lines, signed = asked_lines(found), signed_of(found)
    context = {
        **procurement_context(request, found, "procurement"),
        "answer": next_sentence(found, signed=signed),
        "path": path_of(found, timezone.localdate()),
        "timeline": timeline(found, signed=signed),
        "stopped_said": stopped_sentence(found, stopped_days([found]).get(found.pk)),
        "about": about_procurement(found, signed),
        "stake": stake_of(request.organisation, found.category) if found.category else None,
        "lines": lines,
        "law_answer": law_answer(judged(found, lines), open_questions(found), announced_day(found)),
        "dialogue_said": standing(dialogue_of(found), list(invitations_of(found))),
        "buyers": [along.buyer for along in found.buyers.select_related("buyer")],
        "participants": participants_of(found),
        "documents": documents_of(found, request.organisation).count(),
        "before": procurements_of(request.organisation).filter(followed_by=found).first(),
        "after": following(found),
        "may_calculate": request.place.may("emissions.calculate_footprint"),
        **more,
    }
    return render_page(request, "procurement/procurement.html", context, status=status)
