"""The leader's page, for an organisation and for a network, on the screen and on two pages of paper."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.models import Footprint
from emissions.queries.comparison import totals_of
from emissions.queries.footprints import SeenFootprint, depth_into, newest_footprints
from emissions.queries.lines import FootprintLines
from emissions.queries.outdated import outdated
from emissions.queries.spend import years_with_spend
from emissions.services.calculate_footprint import break_down
from emissions.services.footprint_basis import spend_of
from foundation.access import current_access
from foundation.downloads import plain_name
from foundation.pdf import pdf_response
from leadership.queries.network import members_of, sharing_members
from leadership.reports.network_overview import network_overview
from leadership.reports.overview import overview_of
from organisations.pages import OrganisationRequest, organisation_page, render_page


@dataclass(frozen=True, slots=True)
class Chosen:
    """The footprints that a page may be about, and the year that the reader chose."""

    footprints: list[Footprint]
    year: int

    @property
    def years(self) -> list[int]:
        """The years that there is a footprint of, the newest first."""
        return sorted({footprint.year for footprint in self.footprints}, reverse=True)


@require_GET
@organisation_page("leadership.view_overview", shared=True)
def overview(request: OrganisationRequest) -> HttpResponse:
    """Show the year in one minute; what to do first where there is nothing yet."""
    context = _context(request)
    kind = "network" if request.organisation.is_network else "organisation"
    may_import = kind == "organisation" and request.place.may("emissions.import_ledger")
    name = f"leadership/{kind}_overview.html" if context else f"leadership/{kind}_nothing_yet.html"
    return render_page(request, name, {**(context or _nothing_yet(request)), "may_import": may_import})


@require_GET
@organisation_page("leadership.view_overview", shared=True)
def report(request: OrganisationRequest) -> HttpResponse:
    """Give out the page as a PDF; 404 where there is nothing to report yet."""
    context = _context(request)
    if not context:
        raise Http404
    kind = "network" if request.organisation.is_network else "organisation"
    name = plain_name(request.organisation.name, context["year"], _("Overview"))
    return pdf_response(request, f"reports/{kind}_overview.html", context, filename=f"{name}.pdf")


def _context(request: OrganisationRequest) -> dict[str, Any]:
    """Return what both forms of the page show; nothing where there is no footprint in sight."""
    if request.organisation.is_network:
        return _network_context(request)
    chosen = _chosen(request, list(newest_footprints([request.organisation.pk])))
    if chosen is None:
        return {}
    footprint = next(known for known in chosen.footprints if known.year == chosen.year)
    if footprint.organisation_id in current_access().writable:
        break_down(footprint)
    seen = SeenFootprint(footprint, depth_into(footprint.organisation_id))
    has_lines = seen.has_rows and request.place.may("emissions.view_ledger")
    lines = FootprintLines(footprint, spend_of(footprint), persons_are_named=True) if has_lines else None
    place = [request.organisation.slug, footprint.uuid]
    return {
        "overview": overview_of(seen, totals_of([request.organisation.pk]), lines),
        "footprint": footprint,
        "year": chosen.year,
        "years": _years(chosen),
        "is_outdated": bool(outdated([footprint])),
        "may_calculate": request.place.may("emissions.calculate_footprint"),
        "footprint_address": reverse("footprint", args=place),
        "lines_address": reverse("footprint_lines", args=place) if has_lines else "",
    }


def _network_context(request: OrganisationRequest) -> dict[str, Any]:
    members = members_of(request.organisation)
    sharing = sharing_members(members)
    chosen = _chosen(request, list(newest_footprints([member.pk for member in sharing])))
    if chosen is None:
        return {}
    totals = totals_of([member.pk for member in sharing])
    return {
        "overview": network_overview(members, chosen.footprints, totals, chosen.year),
        "year": chosen.year,
        "years": _years(chosen),
    }


def _nothing_yet(request: OrganisationRequest) -> dict[str, Any]:
    if request.organisation.is_network:
        members = members_of(request.organisation)
        return {"members": members, "sharing": len(sharing_members(members))}
    return {"years_with_accounts": years_with_spend(request.organisation.pk)}


def _chosen(request: OrganisationRequest, footprints: list[Footprint]) -> Chosen | None:
    if not footprints:
        return None
    asked = request.GET.get("year", "")
    years = {footprint.year for footprint in footprints}
    return Chosen(footprints, next((year for year in years if str(year) == asked), _usual_year(footprints)))


def _usual_year(footprints: list[Footprint]) -> int:
    """Return the newest year that has a figure, of at least half of those who share; else the newest of all."""
    owners = {footprint.organisation_id for footprint in footprints}
    with_figure = Counter(footprint.year for footprint in footprints if footprint.money_covered)
    usual = [year for year, known in with_figure.items() if known * 2 >= len(owners)]
    return max(usual or with_figure or {footprint.year for footprint in footprints})


def _years(chosen: Chosen) -> list[dict[str, Any]]:
    return [{"title": str(year), "address": f"?year={year}", "current": year == chosen.year} for year in chosen.years]
