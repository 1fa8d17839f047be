"""One footprint: the answer first, then its breakdowns, its gaps and what it stands on."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.forms.footprints import BreakdownForm
from emissions.models.footprints import Dimension
from emissions.queries.footprints import SeenFootprint, energy_parts_of, footprint_before, gaps_of
from emissions.queries.outdated import outdated
from emissions.queries.own_set_use import own_sets_of_footprint
from emissions.reports.breakdowns import part_row
from emissions.reports.category_words import DIMENSIONS
from emissions.reports.footprint_basis import basis_of
from emissions.reports.footprint_change import ShownChange, change_since
from emissions.reports.footprint_figures import (
    answer,
    coverage_of,
    excluded_rows,
    excluded_sums,
    flagged_rows,
    gap_rows,
    money_abroad,
    money_parts,
    per_inhabitant,
    share_text,
)
from emissions.reports.footprint_months import partial_year
from emissions.reports.own_set_use_words import ShownUse, shown_use
from emissions.reports.reason_words import set_title
from emissions.views.footprints_breakdown import breakdown_context
from emissions.views.footprints_seen import may_open_lines, seen_or_404
from organisations.pages import OrganisationRequest, organisation_page, render_page


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def footprint(request: OrganisationRequest, footprint: UUID) -> HttpResponse:
    """Show one footprint in the chosen breakdown."""
    seen = seen_or_404(footprint)
    form = BreakdownForm(request.GET)
    tab = form.values["by"]
    if tab in set(Dimension.values) - {name.value for name in seen.dimensions}:
        raise Http404
    context = {**_frame_of(request, seen), "tab": tab, "tabs": _tabs(request, seen, tab)}
    if tab == "gaps":
        context |= _gaps_context(seen)
    elif tab == "basis":
        context |= {"basis": basis_of(seen.footprint), "own_sets": own_sets_of(seen)}
    else:
        context |= breakdown_context(request, seen, form)
    return render_page(request, "emissions/footprint.html", context)


def _frame_of(request: OrganisationRequest, seen: SeenFootprint) -> dict[str, Any]:
    """Return what stands above the tabs whatever they show."""
    may_calculate = request.place.may("emissions.calculate_footprint") and not seen.is_shared
    place = [request.organisation.slug, seen.footprint.uuid]
    return {
        "seen": seen,
        "footprint": seen.footprint,
        "answer": answer(seen.footprint),
        "partial_year": partial_year(seen.footprint),
        "coverage": share_text(coverage_of(seen.footprint)),
        "per_inhabitant": per_inhabitant(seen.footprint),
        "factor_set": set_title(seen.footprint.factor_set),
        "is_outdated": bool(may_calculate and outdated([seen.footprint])),
        "since": _change(seen),
        "may_calculate": may_calculate,
        "lines_address": reverse("footprint_lines", args=place) if may_open_lines(request, seen) else "",
    }


def _change(seen: SeenFootprint) -> ShownChange | None:
    """Return what the calculation changed against the one before; nothing for a first one, or one that is shared."""
    before = None if seen.is_shared else footprint_before(seen.footprint)
    return change_since(before, seen.footprint) if before else None


def _tabs(request: OrganisationRequest, seen: SeenFootprint, current: str) -> list[dict[str, Any]]:
    names = [(name.value, str(DIMENSIONS[name])) for name in seen.dimensions]
    names += [("gaps", _("Gaps and what is left out")), ("basis", _("What it stands on"))]
    address = reverse("footprint", args=[request.organisation.slug, seen.footprint.uuid])
    return [{"title": title, "address": f"{address}?by={name}", "current": name == current} for name, title in names]


def own_sets_of(seen: SeenFootprint) -> list[ShownUse]:
    """Return how the organisation's own sets served the footprint; nothing of it is for those it is shared with."""
    return [] if seen.is_shared else [shown_use(use) for use in own_sets_of_footprint(seen.footprint)]


def _gaps_context(seen: SeenFootprint) -> dict[str, Any]:
    energy = list(energy_parts_of(seen.footprint))
    anchors = {"gaps": "#gaps", "energy": "#energy", "excluded": "#excluded"}
    return {
        "parts": money_parts(seen.footprint, energy, anchors),
        "other_currencies": [currency for currency, _amount in money_abroad(seen.footprint)],
        "energy": [part_row(part) for part in energy],
        "gaps": gap_rows(seen.footprint, list(gaps_of(seen.footprint))),
        "excluded": excluded_rows(seen.footprint),
        "excluded_sums": excluded_sums(seen.footprint),
        "flagged": flagged_rows(seen.footprint),
    }
