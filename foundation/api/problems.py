"""From an exception that left a view to the problem document that the client reads."""

import logging
from collections.abc import Iterator, Mapping
from functools import singledispatch
from typing import Any

from django.core import exceptions as django_exceptions
from django.core.signals import got_request_exception
from django.db import IntegrityError
from django.http import Http404, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

from foundation.api.problem_details import PROBLEM_JSON, FieldError, ProblemDetails, QueryError
from foundation.api.wording import sentence_of
from foundation.broken_rules import broken_rule
from foundation.errors import DomainError

WHOLE = "non_field_errors"
SERVER_ERROR = 500

logger = logging.getLogger(__name__)


def problem_response(exc: Exception, context: Mapping[str, Any]) -> Response:
    """Word any exception; what nobody foresaw is logged and answered with 500 and nothing of its inside."""
    set_rollback()
    details = details_of(exc)
    if details.status >= SERVER_ERROR:
        logger.error("the API failed", exc_info=exc)
        got_request_exception.send(sender=problem_response, request=context.get("request"))
    return Response(details.as_json(), status=details.status, headers=dict(details.headers), content_type=PROBLEM_JSON)


def problem_http_response(exc: Exception) -> HttpResponse:
    """Return the same document where no view of the API is answering any more."""
    details = details_of(exc)
    body = JSONRenderer().render(details.as_json())
    return HttpResponse(body, status=details.status, headers=dict(details.headers), content_type=PROBLEM_JSON)


@singledispatch
def details_of(exc: Exception) -> ProblemDetails:  # noqa: ARG001 - chosen by its type
    """Return what an exception means to a client; each foreseen kind is worded in a function below."""
    return ProblemDetails(
        SERVER_ERROR, "server_error", _("Nothing was changed. Try again, and quote the instance if it stays so.")
    )


@details_of.register
def nothing_here(exc: Http404) -> ProblemDetails:  # noqa: ARG001 - chosen by its type
    """Word a missing thing, the same for what does not exist and what is not for this client."""
    return ProblemDetails(
        404, "not_found", _("The address may be misspelt, or the client has no part in what it leads to.")
    )


@details_of.register
def forbidden(exc: django_exceptions.PermissionDenied) -> ProblemDetails:
    """Word a refusal."""
    return ProblemDetails(403, "permission_denied", str(exc) or _("The client's role does not allow this."))


@details_of.register
def too_large(exc: django_exceptions.RequestDataTooBig) -> ProblemDetails:  # noqa: ARG001 - chosen by its type
    """Word a body that Django refused to read on."""
    return ProblemDetails(413, "too_large", _("The request is larger than what is taken here. Send smaller ones."))


@details_of.register(django_exceptions.SuspiciousOperation)
@details_of.register(django_exceptions.BadRequest)
@details_of.register(UnreadablePostError)
def unreadable(exc: Exception) -> ProblemDetails:  # noqa: ARG001 - chosen by its type
    """Word a request that is broken as such."""
    return ProblemDetails(400, "unreadable", _("The request could not be read. Check how it is put together."))


@details_of.register
def refused(exc: DomainError) -> ProblemDetails:
    """Word what a service refused; its own sentence says why and how to mend it."""
    code = {404: "not_found", 409: "conflict", 507: "no_room"}.get(exc.status, "refused")
    errors = tuple(
        FieldError(
            problem.code, sentence_of(problem.as_json()), problem.field, None, problem.place, problem.severity.value
        )
        for problem in exc.problems
    )
    return ProblemDetails(exc.status, code, str(exc), errors)


@details_of.register
def broken(exc: IntegrityError) -> ProblemDetails:
    """Word a rule of the database that a kept row breaks; what nobody worded is our fault."""
    told = broken_rule(exc)
    return refused(told) if told else details_of.dispatch(Exception)(exc)


@details_of.register
def from_framework(exc: exceptions.APIException) -> ProblemDetails:
    """Word what the framework raised; 401 keeps the header that tells the client what to do."""
    headers = {}
    if challenge := getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    return ProblemDetails(exc.status_code, str(exc.get_codes()), _own_words(exc) or str(exc.detail), headers=headers)


@details_of.register
def too_many(exc: exceptions.Throttled) -> ProblemDetails:
    """Word a limit that was reached, and say when to come back."""
    seconds = max(1, int(getattr(exc, "wait", None) or 1))
    sentence = _("Wait %(seconds)s seconds before you ask again.") % {"seconds": seconds}
    return ProblemDetails(429, "throttled", sentence, headers={"Retry-After": str(seconds)})


@details_of.register
def not_json(exc: exceptions.ParseError) -> ProblemDetails:
    """Word a body that cannot be taken apart; the reason is the reader's own."""
    sentence = _("The body could not be read: %(reason)s. Check that it is what its content type says.")
    return ProblemDetails(400, "unreadable", sentence % {"reason": str(exc.detail).removesuffix(".")})


@details_of.register
def invalid(exc: exceptions.ValidationError) -> ProblemDetails:
    """Word what is wrong field by field."""
    in_query = isinstance(exc, QueryError)
    errors = tuple(_errors(exc.detail, (), in_query=in_query))
    sentence = _("A parameter of the address is wrong.") if in_query else _("Something in the body is wrong.")
    return ProblemDetails(exc.status_code, "invalid", sentence, errors)


def _own_words(exc: exceptions.APIException) -> str | None:
    sentences = {
        exceptions.NotAuthenticated: _("Send a bearer token with the request; the token endpoint gives one."),
        exceptions.MethodNotAllowed: _("This address does not offer the method. The header Allow lists what it does."),
        exceptions.NotAcceptable: _("Answers are JSON. Accept application/json or leave the header out."),
        exceptions.UnsupportedMediaType: _(
            "The body has a content type that is not taken here. The schema says which is."
        ),
    }
    return sentences.get(type(exc))


def _errors(detail: Any, path: tuple[str, ...], *, in_query: bool) -> Iterator[FieldError]:  # noqa: ANN401 - nested
    if isinstance(detail, exceptions.ErrorDetail):
        pointer = None if in_query else "".join(f"/{_escaped(part)}" for part in path)
        yield FieldError(str(detail.code), str(detail), ".".join(path) or None, pointer)
    elif isinstance(detail, list):
        for position, item in enumerate(detail):
            is_leaf = isinstance(item, exceptions.ErrorDetail)
            yield from _errors(item, path if is_leaf else (*path, str(position)), in_query=in_query)
    else:
        for name, item in detail.items():
            yield from _errors(item, path if name == WHOLE else (*path, str(name)), in_query=in_query)


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
