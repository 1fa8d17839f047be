"""What every page about accounts shares: its tabs, and what its reader may see of persons."""

import re
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from emissions.reports.line_words import Reader
from organisations.pages import OrganisationRequest


def accounts_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the pages about accounts as tabs; `current` is the URL name of the one that is open."""
    titles = {
        "accounts": _("Files"),
        "mapping": _("What the money buys"),
        "review": _("Review"),
        "rules": _("Rules"),
        "suppliers": _("Suppliers"),
        "quality": _("Quality"),
    }
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title in titles.items()
    ]


def reader_at_home(request: OrganisationRequest) -> Reader:
    """Return what the person may see in their own organisation's accounts."""
    return Reader(
        sees_numbers=request.place.may("emissions.see_personal_numbers"),
        sees_persons=True,
        country=request.organisation.country,
    )


def chosen_year(request: OrganisationRequest) -> int | None:
    """Return the year that the address names; None where it names none."""
    text = request.GET.get("year", "")
    return int(text) if re.fullmatch(r"\d{4}", text, re.ASCII) else None


def rules_address(request: OrganisationRequest, **query: object) -> str:
    """Return the address of the rules page in the year that the reader is in."""
    if year := chosen_year(request):
        query["year"] = year
    return f"{reverse('rules', args=[request.organisation.slug])}{'?' if query else ''}{urlencode(query)}"


def without_nulls(text: str) -> str:
    """Return what somebody sent without the one sign that a database cannot keep."""
    return text.replace("\x00", "")
