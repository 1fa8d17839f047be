"""Addresses of a list as it is filtered and sorted now: everything a reader chose stands in the address."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest


def changed(request: HttpRequest, **changes: object) -> str:
    """Return the query of this page with some parameters changed, those set to None taken out, on the first page."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def without_page(request: HttpRequest, parameter: str = "page") -> str:
    """Return the query without its page number, for the links between pages."""
    return changed(request, **{parameter: None}).removeprefix("?")


def page_of(
    request: HttpRequest,
    items: Any,  # noqa: ANN401 - a list or a queryset
    size: int,
    parameter: str = "page",
    *,
    total: int | None = None,
) -> Page[Any]:
    """Return the page that the address asks for; the nearest one where there is no such page.

    Of two lists on one page, the second has a parameter of its own. Who knows how many items there are says `total`,
    and they are not counted again.
    """
    paginator = Paginator(items, size)
    if total is not None:
        paginator.count = total
    return paginator.get_page(request.GET.get(parameter))


def sortable(
    request: HttpRequest, columns: Sequence[dict[str, Any]], current: str, ascending: frozenset[str] = frozenset()
) -> list[dict[str, Any]]:
    """Give each column that has an `order` the address that sorts by it, and say which one does so now."""
    return [
        {
            **column,
            "address": changed(request, sort=column["order"]) if column.get("order") else "",
            "sorted": ("ascending" if current in ascending else "descending") if column.get("order") == current else "",
        }
        for column in columns
    ]
