"""Pages by cursor: a stable order, no counting, and nothing skipped or doubled while rows are added.

A cursor holds the key of the last row that was sent, sealed for its list: keys have holes where rows are hidden, and
who could read or choose them would count those. It is worth no trust beyond that: what it holds is checked, and a
cursor can show nothing that its address could not.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Generic, Protocol, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ErrorDetail
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from foundation.api.problem_details import QueryError
from foundation.sealed_text import seal, unseal

Row = TypeVar("Row")
ModelRow = TypeVar("ModelRow", bound=Model)
Key = tuple[int | str, ...]

DEFAULT_SIZE = 100
MAX_SIZE = 1000
_BIGGEST = 2**63 - 1


class Listing(Protocol[Row]):
    """Rows in a stable order, each with a key; `kinds` are the types of the key's parts."""

    kinds: tuple[type, ...]

    def after(self, key: Key | None, limit: int) -> Sequence[Row]:
        """Return the next rows after the one with `key`, from the start where there is none."""

    def key_of(self, row: Row) -> Key:
        """Return the key of a row."""


class NewestFirst(Generic[ModelRow]):
    """The rows of a query set, newest first by primary key."""

    kinds: tuple[type, ...] = (int,)

    def __init__(self, rows: QuerySet[ModelRow]) -> None:
        self.rows = rows

    def after(self, key: Key | None, limit: int) -> Sequence[ModelRow]:
        """Return at most `limit` older rows."""
        rows = self.rows.filter(pk__lt=key[0]) if key else self.rows
        return list(rows.order_by("-pk")[:limit])

    def key_of(self, row: ModelRow) -> Key:
        """Return the primary key."""
        return (row.pk,)


class OldestFirst(NewestFirst[ModelRow]):
    """The rows of a query set in the order they were written."""

    def after(self, key: Key | None, limit: int) -> Sequence[ModelRow]:
        """Return at most `limit` newer rows."""
        rows = self.rows.filter(pk__gt=key[0]) if key else self.rows
        return list(rows.order_by("pk")[:limit])


class InOrder(Generic[ModelRow]):
    """The rows of a query set in the order of `keys`, their primary keys: what was found, the best first."""

    kinds: tuple[type, ...] = (int,)

    def __init__(self, rows: QuerySet[ModelRow], keys: Sequence[int]) -> None:
        self.rows = rows
        self.keys = keys
        self._places = {key: place for place, key in enumerate(keys)}

    def after(self, key: Key | None, limit: int) -> Sequence[ModelRow]:
        """Return at most `limit` rows after the place that the key names."""
        start = max(0, int(key[0]) + 1) if key else 0
        wanted = self.keys[start : start + limit]
        found = self.rows.in_bulk(wanted)
        return [found[each] for each in wanted if each in found]

    def key_of(self, row: ModelRow) -> Key:
        """Return the place of the row."""
        return (self._places[row.pk],)


class InMemory(Generic[Row]):
    """Rows that the process holds anyway, such as a shipped code list, sorted by a key of their own."""

    def __init__(self, rows: Sequence[Row], key: Callable[[Row], Key], kinds: tuple[type, ...] = (str,)) -> None:
        self.key_of = key
        self.kinds = kinds
        self._rows = sorted(rows, key=key)

    def after(self, key: Key | None, limit: int) -> Sequence[Row]:
        """Return at most `limit` rows after the key."""
        start = bisect_right(self._rows, key, key=self.key_of) if key else 0
        return self._rows[start : start + limit]


class CursorPages(BasePagination):
    """Takes `cursor` and `page_size`; answers `results` and `next`, the address of the next page or null."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:  # noqa: ANN401, ARG002
        """Return one page of a Listing and remember the way to the next."""
        size = _size(request.query_params.get("page_size"))
        listed = list_at(request.resolver_match.route if request.resolver_match else "")
        found = list(queryset.after(_key(request.query_params.get("cursor"), queryset.kinds, listed), size + 1))
        page = found[:size]
        self._next = None
        if len(found) > size:
            cursor = cursor_of(queryset.key_of(page[-1]), listed)
            self._next = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
        return page

    def get_paginated_response(self, data: Any) -> Response:  # noqa: ANN401 - the framework's signature
        """Return the page."""
        return Response({"results": data, "next": self._next})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Describe a page."""
        return {
            "type": "object",
            "required": ["results", "next"],
            "properties": {
                "results": schema,
                "next": {
                    "type": "string",
                    "format": "uri",
                    "nullable": True,
                    "description": "The address of the next page; null on the last one.",
                },
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:  # noqa: ANN401, ARG002
        """Describe the two parameters."""
        cursor = {"type": "string", "format": "cursor", "minLength": 1, "maxLength": 400}
        size = {"type": "integer", "minimum": 1, "maximum": MAX_SIZE, "default": DEFAULT_SIZE}
        return [
            {
                "name": "cursor",
                "in": "query",
                "required": False,
                "schema": cursor,
                "description": "Where the page begins, taken from `next`. Opaque; leave the rest as it was.",
            },
            {
                "name": "page_size",
                "in": "query",
                "required": False,
                "schema": size,
                "description": "How many results a page holds at most.",
            },
        ]


def list_at(route: str) -> str:
    """Return the name of the list at a route, or at a path of the description: one for all organisations."""
    return re.sub(r"<[^>]*>|{[^}]*}", "*", route.strip("/"))


def cursor_of(key: Key, listed: str) -> str:
    """Return the cursor that stands for a key in a list that is named by `list_at`."""
    return seal(json.dumps(key, separators=(",", ":")), f"cursor of {listed}")


def _key(cursor: str | None, kinds: tuple[type, ...], listed: str) -> Key | None:
    if cursor is None:
        return None
    try:
        parts = json.loads(unseal(cursor, f"cursor of {listed}") or "")
    except (ValueError, RecursionError):
        parts = None
    if not isinstance(parts, list) or len(parts) != len(kinds) or not all(map(_fits, parts, kinds)):
        sentence = _("This is no cursor of this list. Start without one and follow next.")
        raise QueryError({"cursor": [ErrorDetail(sentence, "invalid_cursor")]})
    return tuple(parts)


def _fits(part: object, kind: type) -> bool:
    if kind is int:
        return type(part) is int and -_BIGGEST <= part <= _BIGGEST
    return isinstance(part, str) and "\x00" not in part and part.encode("utf-8", "ignore").decode() == part


def _size(asked: str | None) -> int:
    if asked is None:
        return DEFAULT_SIZE
    if not (asked.isascii() and asked.isdigit() and len(asked) <= len(str(MAX_SIZE)) and 1 <= int(asked) <= MAX_SIZE):
        sentence = _("Write a whole number from 1 to %(most)s.") % {"most": MAX_SIZE}
        raise QueryError({"page_size": [ErrorDetail(sentence, "out_of_range")]})
    return int(asked)
