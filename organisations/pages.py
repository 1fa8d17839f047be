"""The doors of pages: who may open them, and with which rows in sight.

`organisation_page` wraps a view at /o/<organisation>/…: it signs the person in, finds their role there, opens the
access and attributes what they do to them. An outsider gets 404, as for a place that does not exist.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from foundation.access import Access, open_access, within
from foundation.audience import Audience, declared
from foundation.changes.record import Actor, acting
from organisations.models import Organisation, User
from organisations.scope import OrganisationAccess, access_of_user

P = ParamSpec("P")
Page = Callable[Concatenate["OrganisationRequest", P], HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of a person with an account."""

    user: User
    htmx: HtmxDetails


class OrganisationRequest(SignedInRequest):
    """A request inside one organisation, with the person's place in it."""

    place: OrganisationAccess
    organisation: Organisation


Answer = Callable[..., HttpResponseBase]


def organisation_page(permission: str, *, shared: bool = False) -> Callable[[Page[P]], Answer]:
    """Wrap a page of one organisation: sign-in, role, permission, open access; 404 for everybody else.

    What others share with the organisation is in sight on pages that are `shared`, and on no others.
    """

    def decorate(view: Page[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def page(request: HttpRequest, organisation: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            inside = cast("OrganisationRequest", request)
            place = access_of_user(inside.user, organisation)
            if place is None or not place.may(permission):
                raise Http404
            inside.place, inside.organisation = place, place.organisation
            access = place.access if shared else place.access.without_shares()
            with open_access(access), acting(Actor(inside.user.name, inside.user.pk)):
                return _finished(view(inside, *args, **kwargs), access)

        audience = Audience.SHARED if shared else Audience.OWN
        return declared(audience, permission)(login_required(page))

    return decorate


def _finished(response: HttpResponseBase, access: Access) -> HttpResponseBase:
    """Render what is lazy while the access is open, and let what is streamed open it again for each part."""
    if hasattr(response, "render"):
        response.render()
    if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse) and not response.is_async:
        response.streaming_content = within(access, cast("Iterator[bytes]", response.streaming_content))
    return response


def signed_in_page(
    view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Wrap a page about the person themselves."""

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        user = cast("SignedInRequest", request).user
        with acting(Actor(user.name, user.pk)):
            return view(cast("SignedInRequest", request), *args, **kwargs)

    return declared(Audience.SIGNED_IN)(login_required(page))


def operator_page(view: Callable[Concatenate[SignedInRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Wrap a page for those who run the installation; 404 for everybody else."""

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        signed_in = cast("SignedInRequest", request)
        if not signed_in.user.is_operator:
            raise Http404
        with acting(Actor(signed_in.user.name, signed_in.user.pk)):
            return view(signed_in, *args, **kwargs)

    return declared(Audience.OPERATOR)(login_required(page))


def render_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, partial: str | None = None, status: int = 200
) -> HttpResponse:
    """Render a page, or only the named part of it when htmx asks for that part."""
    htmx = getattr(request, "htmx", None)
    name = f"{template}#{partial}" if partial and htmx and not htmx.boosted else template
    return render(request, name, context, status=status)
