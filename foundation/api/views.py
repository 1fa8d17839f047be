"""The ground of every view of the API, and the answer at addresses that lead nowhere."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, ClassVar, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from foundation.api.preconditions import conditional
from foundation.api.throttling import PerStranger
from foundation.audience import Audience, declared


class ApiView(APIView):
    """Declares its audience, keeps what it opens open until the answer is written, and knows conditional requests."""

    http_method_names = ("get", "head", "post", "put", "patch", "delete")
    audience: ClassVar[Audience]
    permission: ClassVar[str | None] = None
    opened: ExitStack

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:  # noqa: ANN401 - passed on
        """Return the view function with audience and permission written on it."""
        return declared(cls.audience, cls.permission)(super().as_view(**initkwargs))

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 - passed on
        """Answer the request; what a view opened with `self.opened` is closed after the answer is rendered."""
        with ExitStack() as self.opened:
            response = cast("HttpResponse", super().dispatch(request, *args, **kwargs))
            if isinstance(response, Response):
                response.render()
            patch_vary_headers(response, ["Authorization", "Accept-Language"])
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True, no_cache=True)
            return conditional(request, response)


class PublicView(ApiView):
    """A view that answers anyone and looks at no credentials."""

    audience = Audience.PUBLIC
    authentication_classes = ()
    permission_classes = ()
    throttle_classes: Sequence[type[BaseThrottle]] = (PerStranger,)


class GivesFile(APIView):
    """A view that answers with a file; mixed in before the ground of the view."""

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[BaseRenderer, str]:  # noqa: ARG002 - the framework's signature
        """Answer with the file that the address names, whatever else the client would take."""
        return JSONRenderer(), "application/json"


@extend_schema(exclude=True)
class NowhereView(PublicView):
    """Answers addresses below the API that lead nowhere, in the API's own shape."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Say so whatever the method."""
        super().initial(request, *args, **kwargs)
        raise Http404
