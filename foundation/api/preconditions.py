"""Versions of what is read and changed: ETag, If-None-Match and If-Match (RFC 9110, section 13).

What can change carries the version of its change record; everything else the hash of what was sent.
"""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.request import Request

from foundation.api.problem_details import PreconditionFailedError, PreconditionRequiredError
from foundation.api.problems import problem_http_response
from foundation.changes.models import Change

READS = ("GET", "HEAD")
PRECONDITION_FAILED = 412


def version_etag(*, organisation_id: int, kind: str, object_id: object) -> str:
    """Return the ETag of the newest change record of a thing; version 0 where nothing was changed yet."""
    changes = Change.objects.filter(organisation_id=organisation_id, kind=kind, object_id=str(object_id))
    latest = changes.order_by("-version").values_list("version", flat=True).first()
    return f'"v{latest or 0}"'


def require_match(request: Request, etag: str) -> None:
    """Let a change pass only if the client names the version it changes; else 428 or 412."""
    named = request.headers.get("If-Match")
    if not named:
        raise PreconditionRequiredError(_("Send the ETag that you read as If-Match, so that no change is lost."))
    if not {"*", etag} & set(parse_etags(named)):
        raise PreconditionFailedError(_("Read it again and look at what has changed before you change it yourself."))


def conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give a read its ETag and answer 304 or 412 where the client's conditions say so."""
    if request.method not in READS or response.status_code != 200 or response.streaming:  # noqa: PLR2004 - OK
        return response
    if not response.has_header("ETag"):
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer is not None and answer.status_code == PRECONDITION_FAILED:
        return problem_http_response(PreconditionFailedError(_("What is here now is not the version you named.")))
    return answer or response
