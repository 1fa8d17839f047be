"""What every page of the bank shares: its tabs, and loading a requirement that is in sight."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.pages import OrganisationRequest
from requirements_bank.models import Requirement
from requirements_bank.queries.requirements import requirement_called

TABS: tuple[tuple[str, Any, str], ...] = (
    ("requirements", _("Find"), "requirements_bank.view_bank"),
    ("guide", _("Guide"), "requirements_bank.view_bank"),
    ("baskets", _("Baskets"), "requirements_bank.view_bank"),
    ("adoptions", _("What we use"), "requirements_bank.view_bank"),
    ("examples", _("Examples"), "requirements_bank.view_bank"),
    ("old_wordings", _("Old wordings"), "requirements_bank.use_bank"),
    ("drafts", _("Write"), "requirements_bank.use_bank"),
    ("banks", _("Banks"), "requirements_bank.view_bank"),
)
"""The pages of the bank: URL name, title, permission. Nobody sees a tab that is not for them."""


def bank_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the pages of the bank as tabs; `current` is the URL name of the one that is open."""
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title, permission in TABS
        if request.place.may(permission)
    ]


def requirement_or_404(uuid: UUID) -> Requirement:
    """Return the requirement, if the reader sees it."""
    found = requirement_called(uuid)
    if found is None:
        raise Http404
    return found
