"""What the pages of follow-up share: their tabs."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.pages import OrganisationRequest

TABS: tuple[tuple[str, Any], ...] = (("register", _("Register")), ("supplier_reports", _("Reports")))


def follow_up_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the tabs of follow-up; `current` is the URL name of the open one."""
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title in TABS
    ]
