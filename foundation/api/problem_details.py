"""The shape of every error of the API: RFC 9457 problem details with the fields they concern.

`type`, `title`, `status`, `detail` and `instance` (the request's id) are those of the RFC; `errors` lists what is wrong
field by field. Codes never change; sentences are in the language that Accept-Language asks for.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import exceptions

from foundation.requests import current_request_id

PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong: `pointer` (RFC 6901) leads into the body, `place` into a file."""

    code: str
    message: str
    field: str | None = None
    pointer: str | None = None
    place: str | None = None
    severity: str = "error"


@dataclass(frozen=True, slots=True)
class ProblemDetails:
    """One error answer before it is written out."""

    status: int
    code: str
    detail: str
    errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = dataclass_field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the members of the problem document."""
        return {
            "type": f"urn:klimatrappa:problem:{self.code.replace('_', '-')}",
            "title": title_of(self.status),
            "status": self.status,
            "detail": self.detail,
            "instance": f"urn:klimatrappa:request:{current_request_id()}",
            "errors": [asdict(error) for error in self.errors],
        }


class QueryError(exceptions.ValidationError):
    """A parameter of the address is wrong; told apart from a body, into which a pointer would lead."""


class UnfitError(exceptions.ValidationError):
    """A body that is right in form names something that there is not."""

    status_code = 422


class PreconditionFailedError(exceptions.APIException):
    """Somebody changed the thing since the client read it."""

    status_code = 412
    default_code = "precondition_failed"


class PreconditionRequiredError(exceptions.APIException):
    """A change must say which version it changes."""

    status_code = 428
    default_code = "precondition_required"


def title_of(status: int) -> str:
    """Return the short name of an HTTP status in the reader's language."""
    titles = {
        400: _("The request is not right"),
        401: _("A valid token is needed"),
        403: _("Not allowed"),
        404: _("There is nothing here"),
        405: _("The method is not offered here"),
        406: _("The format is not offered here"),
        409: _("Somebody else was first"),
        412: _("It has changed in the meantime"),
        413: _("The request is too large"),
        415: _("The content type is not taken here"),
        422: _("That could not be done"),
        428: _("The version must be named"),
        429: _("Too many requests"),
    }
    return titles.get(status) or _("Something went wrong on our side")
