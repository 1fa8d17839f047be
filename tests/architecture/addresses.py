"""Every address of the application, as the URL resolver knows it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from config.audiences import LIBRARY_ADDRESSES
from foundation.audience import Audience

PLACE = "o/<slug:organisation>/"
API_PLACE = "api/v1/organisations/<slug:organisation>/"


@dataclass(frozen=True, slots=True)
class Address:
    """One route: `key` is its name, or the route itself where it has none."""

    route: str
    name: str | None
    view: Callable[..., Any]
    pattern: URLPattern

    @property
    def key(self) -> str:
        return self.name or self.route

    @property
    def audience(self) -> Audience | None:
        declared = getattr(self.view, "audience", None)
        known = LIBRARY_ADDRESSES.get(self.key)
        return declared or (known[0] if known else None)

    @property
    def permission(self) -> str | None:
        return getattr(self.view, "permission", None)

    @property
    def arguments(self) -> set[str]:
        """What stands in the address beside the organisation."""
        return set(re.findall(r"<(?:\w+:)?(\w+)>", self.route)) - {"organisation"}

    def path(self, **values: object) -> str:
        """The address with these values in it; one that is left over or missing is an error."""

        def fill(found: re.Match[str]) -> str:
            return str(values.pop(found.group(1)))

        path = re.sub(r"<(?:\w+:)?(\w+)>", fill, self.route)
        assert not values, f"{self.route} takes no {', '.join(values)}"
        return "/" + path


def all_addresses() -> list[Address]:
    return [Address(route, pattern.name, pattern.callback, pattern) for route, pattern in _walk(get_resolver())]


def addresses_for(*audiences: Audience) -> list[Address]:
    return [address for address in all_addresses() if address.audience in audiences]


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for found in resolver.url_patterns:
        route = before + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from _walk(found, route)
        else:
            yield route, found
