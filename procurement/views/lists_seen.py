"""What the pages of all procurements share: their tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.pages import OrganisationRequest

LISTS: tuple[tuple[str, Any], ...] = (
    ("procurements", _("List")),
    ("procurement_board", _("Board")),
    ("procurement_calendar", _("Calendar")),
    ("procurement_plan", _("24-month plan")),
    ("contracts", _("Contracts")),
    ("joint_staircases", _("Joint staircases")),
)


def list_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the tabs of the pages of all procurements; `current` is the URL name of the open one."""
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title in LISTS
    ]
