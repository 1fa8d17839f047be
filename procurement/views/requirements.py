"""What a procurement asks for: fill in, weigh, order, take out and put back, all saved at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.models import AskedRequirement, Procurement
from procurement.queries.asked import AskedLine, asked_lines
from procurement.services.ask import ask_again, ask_no_longer, fill_all
from procurement.services.order_asked import change_places
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404
from procurement.views.requirements_context import Typed, requirements_context

TEMPLATE = "procurement/requirements.html"
UNPROCESSABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("procurement.view_procurement")
def requirements(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show what is asked; keep what was filled in, and then do what the pressed button says."""
    if request.method != "POST":
        found = procurement_or_404(request, procurement)
        return render_page(request, TEMPLATE, requirements_context(request, found))
    if not request.place.may(RUN):
        raise Http404
    found = led_or_404(request, procurement)
    typed, done = _kept(request, found)
    is_part = request.htmx and not request.htmx.boosted
    if not is_part and not done.keys() & {"refused", "removed_now"} and not typed.has_errors:
        messages.success(request, _("Saved."))
        return redirect("procurement_requirements", request.organisation.slug, found.uuid)
    context = {**requirements_context(request, led_or_404(request, procurement), typed), **done}
    status = UNPROCESSABLE if not is_part and (typed.has_errors or "refused" in done) else 200
    return render_page(request, TEMPLATE, context, partial="asked", status=status)


def _kept(request: OrganisationRequest, procurement: Procurement) -> tuple[Typed, dict[str, Any]]:
    """Keep every value, weight and note that fits, and do what is pressed; return what was typed and what happened."""
    lines = asked_lines(procurement)
    typed = Typed.of(procurement, lines, request.POST)
    fillings = {key: form.filling for key, form in typed.forms_by_key.items()}
    try:
        with transaction.atomic():
            fill_all(procurement, fillings, price=typed.price.price, asked_revision=typed.price.revision)
            done = _pressed(request, procurement, lines)
    except ConflictError as error:
        return typed.as_refused(), {"refused": str(error)}
    except DomainError as error:
        return typed, {"refused": str(error)}
    return typed, done


def _pressed(request: OrganisationRequest, procurement: Procurement, lines: list[AskedLine]) -> dict[str, Any]:
    """Do "up:<id>", "down:…", "remove:…" or "back:…"."""
    action, _colon, named = request.POST.get("do", "").partition(":")
    known = AskedRequirement.objects.filter(procurement=procurement) if named else ()
    asked = next((each for each in known if str(each.uuid) == named), None)
    if asked is None:
        return {"saved": True}
    if action in ("up", "down"):
        _moved(asked, lines, -1 if action == "up" else 1)
    elif action == "remove":
        ask_no_longer(asked)
        return {"removed_now": asked}
    elif action == "back":
        ask_again(asked)
    return {"saved": True}


def _moved(asked: AskedRequirement, lines: list[AskedLine], by: int) -> None:
    """Let the requirement change places with the one before or after it of its kind."""
    kind = next((line.version.kind for line in lines if line.asked.pk == asked.pk and line.version), None)
    same = [line.asked for line in lines if line.version and line.version.kind == kind]
    place = next((number for number, each in enumerate(same) if each.pk == asked.pk), None)
    if place is not None and 0 <= place + by < len(same):
        change_places(asked, same[place + by])
