"""The choice of language, kept in a cookie and, for people with an account, with the person."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from foundation.audience import public
from foundation.showable_pages import nearest_page

LANGUAGES = dict(settings.LANGUAGES)


@public
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Set the language of all pages and go back to the page at `next`; an unknown language changes nothing.

    What a form was sent to cannot be shown again: from there it goes back to the page with the form.
    """
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    response = redirect(nearest_page(address) if safe else "front")
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    if request.user.is_authenticated and request.user.language != language:
        request.user.language = language
        request.user.save(update_fields=["language"])
    return response
