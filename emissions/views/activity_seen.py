"""What every page about activity series shares: the series, its tabs and the way back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from emissions.models import ActivitySeries
from emissions.queries.activity import series_called
from organisations.pages import OrganisationRequest

SEE, KEEP = "emissions.view_footprint", "emissions.keep_activity"


def series_or_404(request: OrganisationRequest, series: UUID) -> ActivitySeries:
    """Return a series of the organisation in the address."""
    found = series_called(request.organisation, series)
    if found is None:
        raise Http404
    return found


def footprint_tabs(request: OrganisationRequest, current: str) -> list[dict[str, Any]]:
    """Return the pages about emissions as tabs: by money, and by what was counted."""
    titles = {"footprints": _("From the accounts"), "activity": _("From what was counted")}
    return [
        {"title": title, "address": reverse(name, args=[request.organisation.slug]), "current": name == current}
        for name, title in titles.items()
    ]


def series_context(request: OrganisationRequest, series: ActivitySeries, title: str = "") -> dict[str, Any]:
    """Return the series with the way to it; `title` is that of a page below."""
    slug = request.organisation.slug
    crumbs: list[dict[str, Any]] = [{"title": _("From what was counted"), "address": reverse("activity", args=[slug])}]
    crumbs.append({"title": series.title, "address": reverse("activity_series", args=[slug, series.uuid])})
    return {
        "series": series,
        "crumbs": [*crumbs, {"title": title}] if title else crumbs,
        "may_change": request.place.may(KEEP),
        "title": title,
    }
