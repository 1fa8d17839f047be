"""What every page of a procurement shares: loading it, its head, its breadcrumbs and its tabs."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from organisations.pages import OrganisationRequest
from procurement.models import Procurement, Stage
from procurement.queries.procurements import led_procurement, procurement_called

RUN = "procurement.run_procurement"
MOST_DIGITS = 9
TABS: tuple[tuple[str, Any], ...] = (
    ("procurement", gettext_lazy("Overview")),
    ("procurement_lots", gettext_lazy("Lots")),
    ("procurement_requirements", pgettext_lazy("of a procurement", "Requirements")),
    ("staircases", gettext_lazy("Staircases")),
    ("market_dialogue", gettext_lazy("Market dialogue")),
    ("procurement_law", gettext_lazy("Law")),
    ("tender_documents", gettext_lazy("Tender documents")),
    ("procurement_bids", gettext_lazy("Bids")),
    ("procurement_evaluation", gettext_lazy("Evaluation")),
    ("procurement_people", gettext_lazy("People and buyers")),
    ("procurement_award", gettext_lazy("Award and contracts")),
    ("procurement_documents", gettext_lazy("Documents")),
    ("procurement_publish", gettext_lazy("Publish")),
)
"""The pages of one procurement: URL name and title."""
OF_THE_LEAD = frozenset({"procurement_publish"})
"""Pages that only those who run the procurement open."""


def procurement_or_404(request: OrganisationRequest, uuid: UUID) -> Procurement:
    """Return the procurement that the organisation leads or buys along in."""
    found = procurement_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def led_or_404(request: OrganisationRequest, uuid: UUID) -> Procurement:
    """Return the procurement that the organisation leads: nobody else changes it."""
    found = led_procurement(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def procurement_context(request: OrganisationRequest, procurement: Procurement, current: str) -> dict[str, Any]:
    """Return what the frame of each page of a procurement shows; `current` is the URL name of the open one."""
    place = [request.organisation.slug, procurement.uuid]
    is_lead = procurement.organisation_id == request.organisation.pk
    return {
        "procurement": procurement,
        "stage": Stage(procurement.stage),
        "is_lead": is_lead,
        "may_run": is_lead and request.place.may(RUN),
        "crumbs": [
            {"title": _("Procurements"), "address": reverse("procurements", args=[request.organisation.slug])},
            {"title": procurement.title, "address": reverse("procurement", args=place)},
        ],
        "tabs": [
            {"title": title, "address": reverse(name, args=place), "current": name == current}
            for name, title in TABS
            if name not in OF_THE_LEAD or (is_lead and request.place.may(RUN))
        ],
    }


def revision_read(request: OrganisationRequest) -> int:
    """Return which revision the page that was sent had read; 0, which nothing has, where it does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) <= MOST_DIGITS else 0
