"""Versions of what is read and changed: ETag, If-None-Match and If-Match (RFC 9110, section 13).

An ETag is the hash of what a client sees, so that it changes whenever any part of it does.
"""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from foundation.api.problem_details import PreconditionFailedError, PreconditionRequiredError
from foundation.api.problems import problem_http_response

READS = ("GET", "HEAD")
PRECONDITION_FAILED = 412


def etag_of(content: bytes) -> str:
    """Return the ETag of an answer's bytes."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def etag_of_data(data: object) -> str:
    """Return the ETag that an answer with this data gets."""
    return etag_of(JSONRenderer().render(data))


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
        response["ETag"] = etag_of(response.content)
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    if answer is not None and answer.status_code == PRECONDITION_FAILED:
        return problem_http_response(PreconditionFailedError(_("What is here now is not the version you named.")))
    return answer or response
