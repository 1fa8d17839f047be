"""What the pages of follow-up share: their tabs, and within some of them what belongs together."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisations.pages import OrganisationRequest

Named = tuple[str, Any]
TABS: tuple[tuple[Named, tuple[Named, ...]], ...] = (
    (
        ("follow_up", _("What first")),
        (
            ("follow_up", _("Priority list")),
            ("hours", _("Hours")),
            ("interviews", _("Talks")),
            ("risk_assessments", _("Yearly risk")),
        ),
    ),
    (("register", _("Register")), ()),
    (("follow_up_plan", _("Plan")), ()),
    (("controls", _("Controls")), (("controls", _("Our own")), ("shared_controls", _("Shared controls")))),
    (("deviations", _("Deviations")), (("deviations", _("Findings")), ("price_claims", _("Bonus and penalty")))),
    (("supplier_reports", _("Reports")), ()),
    (("follow_up_suppliers", _("Suppliers")), ()),
)
"""Each tab with the pages within it, by URL names."""


def follow_up_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the tabs of follow-up, each with those `within`; `current` is the URL name of the open page."""
    return [
        {**_tab(request, tab, current in {tab[0], *dict(within)}), "within": _within(request, within, current)}
        for tab, within in TABS
    ]


def _within(request: OrganisationRequest, pages: tuple[Named, ...], current: str) -> list[dict[str, Any]]:
    return [_tab(request, page, page[0] == current) for page in pages]


def _tab(request: OrganisationRequest, named: Named, is_current: bool) -> dict[str, Any]:
    name, title = named
    return {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": is_current}
