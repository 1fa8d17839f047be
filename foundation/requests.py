"""Each request carries an id that every log line, problem page and error response repeats; addresses of our own."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_request_id: ContextVar[str] = ContextVar("request_id", default="-")
_META = "klimatrappa.request_id"
_ACCEPTED = re.compile(r"^[A-Za-z0-9._-]{8,64}$")


def current_request_id() -> str:
    """Return the id of the request being answered, or "-" outside one."""
    return _request_id.get()


def absolute_address(path: str) -> str:
    """Return a path with the installation's own host; the host that a request names may be made up."""
    return urljoin(settings.PUBLIC_URL, path)


class RequestIdMiddleware:
    """Take X-Request-ID from the proxy if it is well-formed, else make one; send it back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with its id set for all log lines."""
        offered = request.headers.get("X-Request-ID", "")
        token = _request_id.set(offered if _ACCEPTED.match(offered) else uuid.uuid4().hex)
        request.META[_META] = current_request_id()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = current_request_id()
            return response
        finally:
            _request_id.reset(token)


class RequestIdFilter(logging.Filter):
    """Put the request's id on each log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add `request_id` and let the record pass; Django logs some of a request's lines when it is over."""
        meta = getattr(getattr(record, "request", None), "META", {})
        record.request_id = meta.get(_META) or current_request_id()
        return True
