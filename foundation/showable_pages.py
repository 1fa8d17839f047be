"""The page that lies nearest to an address which only takes what a form sends."""

from collections.abc import Callable, Iterator
from inspect import getclosurevars, isfunction
from typing import Any

from django.urls import Resolver404, resolve

FIRST_PAGE = "/"


def nearest_page(address: str) -> str:
    """Return the address itself, or where it takes nothing but forms the nearest page above it, at last the first page.

    An address that leads nowhere stays as it is: its page says so.
    """
    view = _view_at(address)
    if view is None or _takes_get(view):
        return address
    parts = address.partition("?")[0].strip("/").split("/")
    above = (f"/{'/'.join(parts[:count])}/" for count in range(len(parts) - 1, 0, -1))
    return next((each for each in above if (found := _view_at(each)) and _takes_get(found)), FIRST_PAGE)


def _view_at(address: str) -> Callable[..., Any] | None:
    try:
        return resolve(address.partition("?")[0]).func
    except Resolver404:
        return None


def _takes_get(view: Callable[..., Any]) -> bool:
    """Return whether the view answers GET: its class has a method for it, and no decorator lets other methods alone."""
    if (of_class := getattr(view, "view_class", None) or getattr(view, "cls", None)) is not None:
        return hasattr(of_class, "get")
    return all("GET" in methods for methods in _methods_taken(view))


def _methods_taken(view: Callable[..., Any]) -> Iterator[list[str]]:
    """Yield what each `require_http_methods` around the view takes: Django keeps it in the decorator alone."""
    inside: Callable[..., Any] | None = view
    while inside is not None:
        if isfunction(inside) and "request_method_list" in (known := getclosurevars(inside).nonlocals):
            yield known["request_method_list"]
        inside = getattr(inside, "__wrapped__", None)
