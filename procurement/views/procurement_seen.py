"""What every page of a procurement shares: loading it, its head, its breadcrumbs and its tabs."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.pages import OrganisationRequest
from procurement.models import Procurement, Stage
from procurement.queries.procurements import led_procurement, procurement_called
from procurement.views.procurement_tabs import page_called, tabs_of

RUN = "procurement.run_procurement"
MOST_DIGITS = 9


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


def procurement_context(
    request: OrganisationRequest, procurement: Procurement, current: str, here: str = ""
) -> dict[str, Any]:
    """Return what the frame of each page of a procurement shows.

    `current` is the URL name of the open page, `here` names one below it.
    """
    place = [request.organisation.slug, procurement.uuid]
    is_lead = procurement.organisation_id == request.organisation.pk
    runs = is_lead and request.place.may(RUN)
    page = page_called(current)
    return {
        "procurement": procurement,
        "stage": Stage(procurement.stage),
        "is_lead": is_lead,
        "may_run": runs,
        "crumbs": [
            {"title": _("Procurements"), "address": reverse("procurements", args=[request.organisation.slug])},
            {"title": procurement.title, "address": reverse("procurement", args=place)},
            *([{"title": page, "address": reverse(current, args=place)}] if page else []),
            *([{"title": here}] if here else []),
        ],
        **tabs_of(request.organisation.slug, procurement, current, runs=runs),
    }


def revision_read(request: OrganisationRequest) -> int:
    """Return which revision the page that was sent had read; 0, which nothing has, where it does not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) <= MOST_DIGITS else 0
