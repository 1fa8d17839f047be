"""The organisation's own pages – facts, people, sharing, clients, changes – under one entry of the navigation."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.frame import Section, register_section
from organisations.pages import OrganisationRequest

_TABS = (
    ("organisation", _("About"), "organisations.view_changes"),
    ("people", _("People"), "organisations.view_people"),
    ("networks", _("Networks"), "organisations.view_people"),
    ("sharing", _("Sharing"), "organisations.view_people"),
    ("clients", _("API clients"), "organisations.manage_clients"),
    ("changes", _("Changes"), "organisations.view_changes"),
    ("jobs", _("Long work"), "organisations.view_jobs"),
)


_BELONG_HERE = frozenset(
    {*(name for name, _title, _permission in _TABS), "organisation_settings", "invite", "person", "share"}
    | {"new_client", "job"}
)


def register() -> None:
    """Put the organisation's own pages into the navigation."""
    register_section(
        Section(_("Organisation"), "organisation", "organisations.view_changes", "building", place=9, also=_BELONG_HERE)
    )


def office_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the tabs that the person may open; `current` is the URL name of the one that is open."""
    return [
        {
            "title": _("Members") if name == "networks" and request.organisation.is_network else title,
            "address": reverse(name, args=[request.organisation.slug]),
            "current": name == current,
        }
        for name, title, permission in _TABS
        if request.place.may(permission)
    ]
