"""Pages that take files refuse what says it is too large before a byte of it is read."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_protect

from foundation.guards import takes_files
from organisations.pages import OrganisationRequest

P = ParamSpec("P")
View = Callable[Concatenate[OrganisationRequest, P], HttpResponse]


def bounded(most: int, refuse: Callable[..., HttpResponse]) -> Callable[[View[P]], View[P]]:
    """Let `refuse` answer a request with more bytes; only then is the token checked, which stands in the body.

    The view it wraps must be exempt from the check of the token that comes before every view.
    """

    def decorate(view: View[P]) -> View[P]:
        checked: Any = csrf_protect(view)

        @wraps(view)
        def page(request: OrganisationRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if int(request.META.get("CONTENT_LENGTH") or 0) > most:
                return refuse(request, *args, **kwargs)
            return checked(request, *args, **kwargs)  # type: ignore[no-any-return]

        return takes_files(page)  # type: ignore[no-any-return]

    return decorate
