"""What phones send from an inspection: answers, pictures and signatures, each once, under the name of who gave them.

A phone fetches a token anew before it sends, since the page may be older than the session. What was answered by one
person is never taken in under the name of another: `by` names whose it is.
"""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from follow_up.forms.sent_from_phone import (
    answers_in,
    body_of,
    moment_of,
    signature_in,
    text_of,
)
from follow_up.services.control_photos import MOST_BYTES, Taken, add_photo
from follow_up.services.control_signatures import add_signature
from follow_up.services.receive_answers import Outcome, Received, Said, receive_answers
from follow_up.views.control_seen import CONTROL, control_or_404
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from requirements_bank.views.bounded import bounded

BESIDE = 64 * 1024
"""What a picture's form takes beside the picture."""


@require_GET
@organisation_page(CONTROL)
def token(request: OrganisationRequest, control: UUID) -> JsonResponse:
    """Tell a phone who is signed in, and the token to send with."""
    control_or_404(request, control)
    return JsonResponse({"token": get_token(request), "user": str(request.user.uuid), "name": request.user.name})


@require_POST
@organisation_page(CONTROL)
def answers(request: OrganisationRequest, control: UUID) -> JsonResponse:
    """Take answers in and say of each what became of it."""
    found = control_or_404(request, control)
    try:
        sent = body_of(request.body)
        read = answers_in(sent)
    except DomainError as problem:
        return _refused(problem)
    if other := _of_another(request, sent.get("by")):
        return other
    taken = iter(receive_answers(found, [each for each in read if isinstance(each, Said)]))
    return JsonResponse({"rows": [_row(each if isinstance(each, str) else next(taken)) for each in read]})


def _row(each: Received | str) -> dict[str, str]:
    if isinstance(each, str):
        return {"outcome": Outcome.REFUSED.value, "because": each}
    return {"outcome": each.outcome.value, "because": each.because}


def _too_large(request: OrganisationRequest, control: UUID) -> JsonResponse:
    control_or_404(request, control)
    sentence = _("The picture is larger than %(most)s MB. Take it again, smaller.")
    return JsonResponse({"because": sentence % {"most": MOST_BYTES // 1024 // 1024}}, status=422)


@csrf_exempt  # the token is checked by `bounded`, once the size is known
@require_POST
@organisation_page(CONTROL)
@bounded(MOST_BYTES + BESIDE, _too_large)
def photos(request: OrganisationRequest, control: UUID) -> HttpResponse:
    """Take one picture in."""
    found = control_or_404(request, control)
    if other := _of_another(request, request.POST.get("by")):
        return other
    try:
        taken = _taken(request)
        if "file" not in request.FILES:
            return JsonResponse({"because": _("Choose a picture.")}, status=422)
        add_photo(found, taken, request.FILES["file"])  # type: ignore[arg-type] # an upload reads as a stream
    except DomainError as problem:
        return _refused(problem)
    except ValueError:
        return JsonResponse({"because": _("What was sent cannot be read. Take the picture again.")}, status=422)
    return JsonResponse({"outcome": "kept"})


def _taken(request: OrganisationRequest) -> Taken:
    item = request.POST.get("item")
    return Taken(
        uuid=UUID(request.POST.get("uuid", "")),
        taken_at=moment_of(request.POST.get("taken_at")),
        item=UUID(item) if item else None,
        caption=text_of(request.POST.get("caption")),
    )


@require_POST
@organisation_page(CONTROL)
def signatures(request: OrganisationRequest, control: UUID) -> JsonResponse:
    """Take one signature in."""
    found = control_or_404(request, control)
    try:
        sent = body_of(request.body)
        if other := _of_another(request, sent.get("by")):
            return other
        add_signature(found, signature_in(sent))
    except DomainError as problem:
        return _refused(problem)
    return JsonResponse({"outcome": "kept"})


def _of_another(request: OrganisationRequest, by: object) -> JsonResponse | None:
    """Refuse what somebody else answered on this phone."""
    if by == str(request.user.uuid):
        return None
    sentence = _("These answers were given by somebody else. They wait on the phone until that person signs in.")
    return JsonResponse({"because": sentence}, status=409)


def _refused(problem: DomainError) -> JsonResponse:
    return JsonResponse({"because": str(problem)}, status=problem.status if problem.status == 400 else 422)  # noqa: PLR2004 - unreadable
