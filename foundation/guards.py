"""What holds for every request before a view or its form reads anything, and for every answer."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.utils.translation import gettext as _

from foundation.api.problems import problem_http_response
from foundation.files.room import NoRoomError
from foundation.problem_pages import not_found, problem_page, unreadable

API = "/api/"


def takes_files(view: Any) -> Any:  # noqa: ANN401 - a view function or class
    """Declare that a view takes large bodies and bounds them itself, before it reads them."""
    view.takes_files = True
    return view


class GuardMiddleware:
    """Refuse what no view should have to think of; stands before the check of the CSRF token, which reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; what says nothing else about it is kept by no cache."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:  # noqa: ANN401, ARG002 - Django's signature
        """Refuse a path that the database cannot take, and a body that is too large, before a byte of it is read.

        Of what a page is sent, NUL is taken out: no text has it, the database refuses it, and nobody can type it.
        """
        if "\0" in request.path_info:
            error = Http404()
            return problem_http_response(error) if _is_api(request) else not_found(request, error)
        takes_files = getattr(getattr(view, "cls", view), "takes_files", False)
        if not takes_files and int(request.META.get("CONTENT_LENGTH") or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            if _is_api(request):
                return problem_http_response(RequestDataTooBig())
            explanation = _("The request is larger than what is taken here. Send smaller ones.")
            return problem_page(request, 413, _("The request is too large"), explanation)
        if not _is_api(request):
            request.GET = _without_nul(request.GET)
            if not takes_files and request.method == "POST":
                return _refuse_unreadable(request)
        return None


def _refuse_unreadable(request: HttpRequest) -> HttpResponse | None:
    """Read what a page was sent; answer where it broke off on the way, or where there is no room for it."""
    try:
        request.POST = _without_nul(request.POST)
    except UnreadablePostError:
        return unreadable(request)
    except NoRoomError as error:
        return problem_page(request, error.status, _("That could not be done"), str(error))
    return None


def _without_nul(sent: Any) -> Any:  # noqa: ANN401 - a query dict, of which the stubs know two
    if not any("\0" in text for _name, texts in sent.lists() for text in texts):
        return sent
    cleaned = QueryDict(mutable=True)
    for name, texts in sent.lists():
        cleaned.setlist(name, [text.replace("\0", "") for text in texts])
    return cleaned


def _is_api(request: HttpRequest) -> bool:
    return request.path_info.startswith(API)
