"""What clients send, taken strictly: a field or parameter that nobody knows is an error, not ignored."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.request import Request

from foundation.api.problem_details import QueryError

MOST_UNKNOWN = 20  # more of them are not told one by one
PAGE_PARAMETERS = ("cursor", "page_size")


class Input(serializers.Serializer[Any]):
    """The fields of a body; `StrictInput` in the schema says that there are no others."""

    def to_internal_value(self, data: Any) -> Any:  # noqa: ANN401 - the framework's signature
        """Refuse unknown fields before the known ones are read."""
        if isinstance(data, Mapping) and (unknown := sorted(set(data) - set(self.fields))):
            sentence = _("There is no such field here. Known are: %(known)s.") % {"known": ", ".join(self.fields)}
            error = [ErrorDetail(sentence, "unknown_field")]
            raise serializers.ValidationError(dict.fromkeys(unknown[:MOST_UNKNOWN], error))
        return super().to_internal_value(data)

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """Return the typed values of the request's body; ValidationError names each wrong field."""
        serializer = cls(data=request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class Parameters(serializers.Serializer[Any]):
    """The query parameters of an address."""

    @classmethod
    def read(cls, request: Request, *, others: Iterable[str] = PAGE_PARAMETERS) -> dict[str, Any]:
        """Return the typed values of the parameters that were given; QueryError names each wrong one."""
        refuse_unknown(request, {*cls._declared_fields, *others})
        serializer = cls(data=request.query_params.dict())
        if not serializer.is_valid():
            raise QueryError(serializer.errors)
        return dict(serializer.validated_data)


class NoParameters(Parameters):
    """An address without parameters, or with those of pages only."""


def refuse_unknown(request: Request, known: set[str]) -> None:
    """Raise QueryError for parameters that the address does not know or that were given twice."""
    errors: dict[str, list[ErrorDetail]] = {}
    for name, values in request.query_params.lists():
        if name not in known:
            sentence = _("There is no such parameter here. Known are: %(known)s.")
            errors[name] = [ErrorDetail(sentence % {"known": ", ".join(sorted(known)) or "–"}, "unknown_parameter")]
        elif len(values) > 1:
            errors[name] = [ErrorDetail(_("Give this parameter once."), "repeated_parameter")]
    if errors:
        raise QueryError(errors)
