"""What every page's frame needs: the organisation, the person's other places, and the sections their role may open."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from foundation.colours import OWN_GREEN
from organisations.models import User
from organisations.queries.in_force import memberships_of
from organisations.scope import places_in


@dataclass(frozen=True, slots=True)
class Section:
    """One entry of the main navigation; `also` names pages outside its address that belong to it.

    `place` orders the entries: what is opened daily stands first, since a phone shows four. An entry that
    `needs_accounts` is not shown to networks; one that is `of_networks` to networks only.
    """

    title: Any
    url_name: str
    permission: str
    icon: str
    place: int
    needs_accounts: bool = False
    of_networks: bool = False
    also: frozenset[str] = frozenset()


SECTIONS: list[Section] = []


def register_section(section: Section) -> None:
    """Add an entry to the main navigation at its place; apps call this when they are ready."""
    if section.url_name not in {known.url_name for known in SECTIONS}:
        SECTIONS.append(section)
        SECTIONS.sort(key=lambda known: known.place)


def _open_sections(request: HttpRequest) -> list[dict[str, Any]]:
    place = getattr(request, "place", None)
    if place is None:
        return []
    entries = []
    for section in SECTIONS:
        is_hidden = section.needs_accounts if place.organisation.is_network else section.of_networks
        if is_hidden or not place.may(section.permission):
            continue
        address = reverse(section.url_name, args=[place.organisation.slug])
        current = _is_current(request, section, address)
        entries.append({"title": section.title, "address": address, "icon": section.icon, "current": current})
    return entries


def _is_current(request: HttpRequest, section: Section, address: str) -> bool:
    opened = request.resolver_match.url_name if request.resolver_match else None
    if request.path == address or opened in section.also:
        return True
    return address.count("/") > 3 and request.path.startswith(address)  # noqa: PLR2004 - below /o/<organisation>/


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the frame; on pages outside an organisation most of it is empty."""
    place = getattr(request, "place", None)
    user = getattr(request, "user", None)
    return {
        "organisation": place.organisation if place else None,
        "place": place,
        "sections": _open_sections(request),
        "accent_colour": place.organisation.colour if place else OWN_GREEN,
        "places": place.places if place else places_in(memberships_of(user)) if isinstance(user, User) else (),
    }
