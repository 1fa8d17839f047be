"""One declaration per method of a view, for the machine and for the reader.

`operation` reads and checks what the client sent, and describes the same in the schema, so that the two cannot differ.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar, cast

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from foundation.api.input import PAGE_PARAMETERS, Input, NoParameters, Parameters
from foundation.api.pagination import CursorPages, Listing
from foundation.api.views import ApiView

IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "minLength": 1},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of what is changed, as it was read.",
)
Method = TypeVar("Method", bound=Callable[..., Response])


class OperationView(ApiView):
    """A view whose methods are operations: `asked` holds the parameters that were given, `sent` the body."""

    pagination_class = CursorPages
    asked: dict[str, Any]
    sent: dict[str, Any]

    def page(self, listing: Listing[Any], output: type[BaseSerializer[Any]], **context: object) -> Response:
        """Answer with the page of a listing that the client asked for."""
        pages = CursorPages()
        rows = pages.paginate_queryset(listing, self.request, view=self)
        return pages.get_paginated_response(output(rows, many=True, context=context).data)


def operation(
    summary: str,
    *,
    output: type[BaseSerializer[Any]],
    many: bool = False,
    status: int = 200,
    parameters: type[Parameters] = NoParameters,
    body: type[Input] | None = None,
    headers: Sequence[OpenApiParameter] = (),
    names_version: bool = False,
) -> Callable[[Method], Method]:
    """Describe a method by its docstring and these keywords, and read what it takes before it runs.

    The method gets the parts of its address, but for the organisation, which stands on the view as the request does.
    With `names_version` the client must send the ETag of what it changes, which the method then requires to match.
    """
    if names_version:
        headers = [*headers, IF_MATCH]
    others = PAGE_PARAMETERS if many else ()

    def decorate(method: Method) -> Method:
        @wraps(method)
        def run(view: OperationView, request: Request, **address: Any) -> Response:  # noqa: ANN401 - parts of addresses
            view.asked = parameters.read(request, others=others)
            if body is not None:
                view.sent = body.read(request)
            address.pop("organisation", None)
            return method(view, **address)

        described = extend_schema(
            summary=summary,
            request=body,
            parameters=[*headers] if parameters is NoParameters else [parameters, *headers],
            responses={status: output(many=many)},
        )
        return cast("Method", described(run))

    return decorate
