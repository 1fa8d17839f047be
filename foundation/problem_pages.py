"""Pages for what went wrong: always a sentence, a way on, and the request's id to quote."""

from collections.abc import Callable

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, UnreadablePostError
from django.shortcuts import render
from django.utils.translation import gettext as _

from foundation.broken_rules import broken_rule
from foundation.errors import DomainError
from foundation.requests import current_request_id
from foundation.showable_pages import nearest_page


def problem_page(request: HttpRequest, status: int, title: str, explanation: str, *, nearest: str = "") -> HttpResponse:
    """Return the page of one problem in the frame of the other pages, with the way to the `nearest` page if given."""
    context = {
        "status": status,
        "title": title,
        "explanation": explanation,
        "nearest": nearest,
        "request_id": current_request_id(),
    }
    return render(request, "problem.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 400."""
    return problem_page(
        request, 400, _("We could not read that request"), _("Go back, check what you filled in, and try again.")
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403."""
    return problem_page(
        request, 403, _("You may not do that here"), _("Ask an administrator of your organisation if you need to.")
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404, the same for what does not exist and what is not for this reader."""
    explanation = _("The address may be misspelt, or the page belongs to an organisation that you have no role in.")
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return problem_page(request, 404, _("There is no page here"), explanation)
    return problem_page(request, 404, _("There is no page here – or your role does not see it"), explanation)


def not_like_that(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Answer 405 in words: a form's address that was loaded again, typed, or kept as a bookmark."""
    answer = problem_page(
        request,
        405,
        _("There is nothing to read at this address"),
        _("It only takes what a form sends. Go to the page with the form, and look there what was saved."),
        nearest=nearest_page(request.path_info),
    )
    answer["Allow"] = refused["Allow"]
    return answer


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 500 without asking the database for anything."""
    return HttpResponse(
        "<!doctype html><html lang='nb'><meta charset='utf-8'><title>Klimatrappa</title><h1>Noe gikk galt hos oss · "
        "Något gick fel hos oss · Something went wrong on our side</h1><p>"
        f"{current_request_id()}</p></html>",
        status=500,
    )


def unreadable(request: HttpRequest) -> HttpResponse:
    """Answer a request that broke off on its way."""
    explanation = _("It broke off on the way, and nothing of it was saved. Check the connection and send it again.")
    return problem_page(request, 400, _("Not all of it arrived"), explanation)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer a form whose token is missing or too old."""
    return problem_page(
        request,
        403,
        _("The form was open for too long"),
        _("Go back, load the page again and send the form once more. Nothing was saved."),
    )


class ProblemPageMiddleware:
    """Turn a domain error that a page let through, and a method that it does not take, into a page with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; the API words its problems itself, and programs that want no page get none."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.accepts("text/html"):
            return not_like_that(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Word a domain error, and a rule of the database that a kept row breaks; leave everything else to Django."""
        if isinstance(exception, IntegrityError):
            exception = broken_rule(exception) or exception
        if isinstance(exception, UnreadablePostError):
            return unreadable(request)
        if isinstance(exception, DomainError):
            return problem_page(request, exception.status, _("That could not be done"), str(exception))
        return None
