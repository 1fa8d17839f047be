"""Each exception has its problem document, and nothing of the inside shows."""

from typing import Any

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.utils.translation import override
from rest_framework import exceptions

from foundation.api.problem_details import QueryError
from foundation.api.problems import details_of, problem_response
from foundation.errors import ConflictError, DomainError, NotFoundError
from foundation.problems import Problem, Severity


@pytest.mark.parametrize(
    ("exc", "status", "code"),
    [
        (Http404(), 404, "not_found"),
        (PermissionDenied(), 403, "permission_denied"),
        (RequestDataTooBig(), 413, "too_large"),
        (SuspiciousOperation("inner secret"), 400, "unreadable"),
        (BadRequest("inner secret"), 400, "unreadable"),
        (DomainError("Say it otherwise."), 422, "refused"),
        (ConflictError("Read it again."), 409, "conflict"),
        (NotFoundError("There is no such year."), 404, "not_found"),
        (exceptions.NotAuthenticated(), 401, "not_authenticated"),
        (exceptions.MethodNotAllowed("PUT"), 405, "method_not_allowed"),
        (exceptions.NotAcceptable(), 406, "not_acceptable"),
        (exceptions.UnsupportedMediaType("text/csv"), 415, "unsupported_media_type"),
        (exceptions.ParseError("Expecting value"), 400, "unreadable"),
        (exceptions.Throttled(wait=7.9), 429, "throttled"),
        (KeyError("inner secret"), 500, "server_error"),
    ],
)
def test_exception_is_worded(exc: Exception, status: int, code: str) -> None:
    details = details_of(exc)

    assert (details.status, details.code) == (status, code)
    assert details.detail
    assert "inner secret" not in str(details.as_json())


def test_document_has_the_members_of_the_standard() -> None:
    with override("en"):
        document = details_of(ConflictError("Read it again.")).as_json()

    assert document == {
        "type": "urn:klimatrappa:problem:conflict",
        "title": "Somebody else was first",
        "status": 409,
        "detail": "Read it again.",
        "instance": "urn:klimatrappa:request:-",
        "errors": [],
    }


def test_body_errors_point_into_the_body() -> None:
    wrong: Any = {"lines": [{}, {"amount": ["No number."]}], "a/b~c": ["Odd."], "non_field_errors": ["Both or none."]}

    errors = details_of(exceptions.ValidationError(wrong)).errors

    assert [(error.field, error.pointer, error.message) for error in errors] == [
        ("lines.1.amount", "/lines/1/amount", "No number."),
        ("a/b~c", "/a~1b~0c", "Odd."),
        (None, "", "Both or none."),
    ]


def test_parameter_errors_have_no_pointer() -> None:
    (error,) = details_of(QueryError({"year": ["No year."]})).errors

    assert (error.field, error.pointer, error.code) == ("year", None, "invalid")


def test_problems_of_a_refusal_are_listed() -> None:
    problem = Problem("row_is_odd", "row 3", "amount", Severity.WARNING)

    (error,) = details_of(DomainError("No.", problems=(problem,))).errors

    assert (error.code, error.place, error.field, error.severity) == ("row_is_odd", "row 3", "amount", "warning")
    assert error.message


def test_waiting_time_is_told_to_programs_too() -> None:
    assert problem_response(exceptions.Throttled(wait=7.9), {})["Retry-After"] == "8"


def test_unforeseen_failure_is_logged_and_reported(caplog: Any) -> None:
    response = problem_response(KeyError("inner secret"), {})

    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert "inner secret" in caplog.text
