"""Pages in the language that the person chose, on every machine they sign in on."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

LANGUAGES = dict(settings.LANGUAGES)


class PersonLanguageMiddleware:
    """Activate the language kept with the person; without one, the browser's choice stands."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request in the person's language."""
        language = getattr(request.user, "language", "") if request.user.is_authenticated else ""
        if language in LANGUAGES and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            translation.activate(language)
            request.LANGUAGE_CODE = language
        return self.get_response(request)
