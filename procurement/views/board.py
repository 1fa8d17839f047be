"""The board: procurements by stage, moved on and back by buttons."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import Stage
from procurement.queries.board import columns_of
from procurement.reports.board_words import shown_column
from procurement.reports.stage_path import PATH
from procurement.services.procurements import move_to
from procurement.views.lists_seen import list_tabs
from procurement.views.moving import asked_first
from procurement.views.procurement_seen import RUN, led_or_404, revision_read


@require_GET
@organisation_page("procurement.view_procurement")
def board(request: OrganisationRequest) -> HttpResponse:
    """Show the procurements by stage."""
    return render_page(request, "procurement/board.html", _context(request))


@require_POST
@organisation_page(RUN)
def move(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Move a card to the stage that its button names, and show the board; before that what is missing, if anything."""
    found = led_or_404(request, procurement)
    wanted = request.POST.get("stage", "")
    moved, refused, asking = "", "", asked_first(request, found, Stage(wanted)) if wanted in PATH else None
    if wanted not in PATH:
        refused = _("Choose one of the stages.")
    elif not asking:
        try:
            stage = Stage(move_to(found, Stage(wanted), revision=revision_read(request)).stage)
            moved = _("%(title)s is moved: %(stage)s.") % {"title": found.title, "stage": stage.label}
        except DomainError as problem:
            refused = str(problem)
    if request.htmx:
        told = {"moved": moved, "moved_card": found.pk, "refused": refused, "asking": asking}
        context = {**_context(request), **told, "anyway": "anyway" in request.POST}
        return render_page(request, "procurement/board.html", context, partial="columns")
    if asking:
        return render_page(request, "procurement/board.html", {**_context(request), "asking": asking})
    messages.error(request, refused) if refused else messages.success(request, moved)
    return redirect("procurement_board", request.organisation.slug)


def _context(request: OrganisationRequest) -> dict[str, Any]:
    columns = columns_of(request.organisation)
    return {
        "tabs": list_tabs(request, "procurement_board"),
        "columns": [shown_column(column, request.organisation) for column in columns if column.stage in PATH],
        "stopped": sum(column.number for column in columns if column.stage == Stage.STOPPED),
        "total": sum(column.number for column in columns),
        "may_run": request.place.may(RUN),
    }
