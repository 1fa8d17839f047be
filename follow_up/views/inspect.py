"""The page of an inspection on a phone, and the worker that opens it without network."""

import uuid
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from follow_up.forms.sent_from_phone import figure_of
from follow_up.models import Control, ControlState, Seen
from follow_up.queries.controls import LookedAt, looked_at
from follow_up.reports.inspection import inspection_data
from follow_up.services.control_photos import MOST_BYTES, Taken, add_photo
from follow_up.services.control_signatures import Signed, add_signature
from follow_up.services.receive_answers import Outcome, Said, receive_answers
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.views.control_seen import CONTROL, control_context, control_or_404
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.views.bounded import bounded

WORKER = Path(settings.BASE_DIR) / "static" / "js" / "inspection_worker.js"
BESIDE = 64 * 1024


def _too_large(request: OrganisationRequest, control: UUID) -> HttpResponse:
    sentence = _("The picture is larger than %(most)s MB. Take it again, smaller.")
    messages.error(request, sentence % {"most": MOST_BYTES // 1024 // 1024})
    return _page(request, control_or_404(request, control), status=413)


@csrf_exempt  # the token is checked by `bounded`, once the size is known
@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
@bounded(MOST_BYTES + BESIDE, _too_large)
def inspect(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Ask question by question; without script each question is a form of its own."""
    found = control_or_404(request, control)
    if request.method == "GET":
        if found.state != ControlState.UNDER_WAY:
            return redirect("control", request.organisation.slug, found.uuid)
        return _page(request, found)
    key = request.POST.get("item", "")
    try:
        _keep(request, found, key)
    except (DomainError, ValueError) as problem:
        said = str(problem) if isinstance(problem, DomainError) else _("Load the page anew and try again.")
        return _page(request, found, problem={"item": key, "because": said}, status=422)
    anchor = f"#q-{key}" if key else "#sign"
    return redirect(f"{reverse('inspect', args=[request.organisation.slug, found.uuid])}{anchor}")


def _keep(request: OrganisationRequest, control: Control, key: str) -> None:
    """Keep what a form without script says: an answer with its picture, or a signature."""
    posted, now = request.POST, timezone.now()
    if not key:
        name, behalf = posted.get("name", ""), posted.get("on_behalf_of", "")
        add_signature(control, Signed(UUID(posted.get("uuid", "")), name, now, behalf))
        return
    item = UUID(key)
    picture = request.FILES.get("photo")
    if posted.get("seen") or posted.get("value") or posted.get("note") or not picture:
        seen, value = posted.get("seen") or Seen.NOT_SEEN, figure_of(posted.get("value"))
        said = Said(UUID(posted.get("uuid", "")), item, seen, now, value, note=posted.get("note", "").replace("\0", ""))
        outcome = receive_answers(control, [said])[0]
        if outcome.outcome == Outcome.REFUSED:
            raise FollowUpNotPossibleError(outcome.because)
    if picture:
        photo = UUID(posted.get("photo_uuid", ""))
        add_photo(control, Taken(photo, now, item), picture)


def _page(
    request: OrganisationRequest, control: Control, *, problem: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    found = looked_at(control)
    context = {
        **control_context(request, control),
        "questions": [_question(request, each, problem) for each in found],
        "data": inspection_data(control, found, request.user, request.organisation.slug),
        "choices": Seen.choices,
        "signatures": list(control.signatures.all()),
        "problem": problem,
        "signing_key": uuid.uuid4(),
    }
    return render_page(request, "follow_up/inspect.html", context, status=status)


def _question(request: OrganisationRequest, each: LookedAt, problem: dict[str, str] | None) -> dict[str, Any]:
    """Return what one question shows: the person's own newest answer in its fields, and what others answered."""
    mine = [answer for answer in each.answers if answer.answered_by_id == request.user.pk]
    others = {answer.answered_by_name: answer for answer in each.answers if answer.answered_by_id != request.user.pk}
    newest = mine[-1] if mine else None
    said = {"seen": newest.seen, "value": newest.value, "note": newest.note} if newest else {}
    wrong = problem is not None and problem["item"] == str(each.item.uuid)
    typed = {name: request.POST.get(name, "") for name in ("seen", "value", "note")} if wrong else {}
    return {
        "item": each.item,
        "said": typed or said,
        "is_typed": bool(typed),
        "because": problem["because"] if problem and wrong else "",
        "others": list(others.values()),
        "photos": each.photos,
        "key": uuid.uuid4(),
        "photo_key": uuid.uuid4(),
    }


@require_GET
@organisation_page(CONTROL)
def worker(request: OrganisationRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody who may control
    """Give out the worker; its address lies where its scope begins."""
    if not WORKER.is_file():
        raise Http404
    return HttpResponse(WORKER.read_bytes(), content_type="text/javascript; charset=utf-8")
