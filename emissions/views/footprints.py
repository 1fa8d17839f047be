"""All footprints of an organisation by year, those that others share with it, and the button that calculates."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from emissions.forms.footprints import CalculateForm
from emissions.models import Footprint
from emissions.queries.footprints import footprints_in_sight, outdated
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_sets
from emissions.queries.spend import years_with_spend
from emissions.reports.category_words import in_language
from emissions.reports.footprint_figures import coverage_of, share_text
from emissions.reports.reason_words import set_title
from foundation.jobs.start import start_once
from organisations.pages import OrganisationRequest, organisation_page, render_page

JOB = "emissions.calculate_footprint"


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def footprints(request: OrganisationRequest) -> HttpResponse:
    """List the organisation's own footprints by year and, apart, the newest ones that others share with it."""
    found = list(footprints_in_sight())
    own = [footprint for footprint in found if footprint.organisation_id == request.organisation.pk]
    stale = outdated(own)
    years = years_with_spend(request.organisation.pk) if not request.organisation.is_network else []
    context = {
        "years": [_year(year, rows, stale) for year, rows in _by_year(own)],
        "shared": [_entry(row, set()) for row in _newest(row for row in found if row not in own)],
        "form": _form(request, years) if _may_calculate(request) and years else None,
        "open_years": years,
        "missing_years": [year for year in years if year not in {footprint.year for footprint in own}],
    }
    return render_page(request, "emissions/footprints.html", context)


@require_POST
@organisation_page("emissions.calculate_footprint")
def calculate(request: OrganisationRequest) -> HttpResponse:
    """Start the calculation of a year, unless it is under way, and show how far it is."""
    years = years_with_spend(request.organisation.pk)
    form = _form(request, years, bound=True)
    if not form.is_valid():
        found = list(footprints_in_sight([request.organisation.pk]))
        listed = [_year(year, rows, set()) for year, rows in _by_year(found)]
        context = {"years": listed, "shared": [], "form": form, "open_years": years, "missing_years": []}
        return render_page(request, "emissions/footprints.html", context, status=422)
    job = start_once(
        JOB,
        organisation_id=request.organisation.pk,
        year=form.cleaned_data["year"],
        factor_set=form.cleaned_data["factor_set"],
    )
    return redirect("job", request.organisation.slug, job.uuid)


def _may_calculate(request: OrganisationRequest) -> bool:
    return request.place.may("emissions.calculate_footprint") and not request.organisation.is_network


def _form(request: OrganisationRequest, years: list[int], *, bound: bool = False) -> CalculateForm:
    sets = [(code, in_language(known.source.title)) for code, known in factor_sets().items()]
    sets.sort(key=lambda entry: (entry[0] != DEFAULT_FACTOR_SET, entry[1]))
    initial = {"year": request.GET.get("year") or (years[0] if years else None), "factor_set": DEFAULT_FACTOR_SET}
    return CalculateForm(request.POST if bound else None, years=years, factor_sets=sets, initial=initial)


def _by_year(found: Iterable[Footprint]) -> Iterable[tuple[int, list[Footprint]]]:
    return ((year, list(rows)) for year, rows in groupby(found, key=lambda footprint: footprint.year))


def _newest(found: Iterable[Footprint]) -> list[Footprint]:
    """Return the newest calculation of each organisation and year; `found` comes newest first."""
    newest: dict[tuple[int, int], Footprint] = {}
    for footprint in found:
        newest.setdefault((footprint.year, footprint.organisation_id), footprint)
    return sorted(newest.values(), key=lambda footprint: (-footprint.year, footprint.organisation.name))


def _year(year: int, rows: list[Footprint], stale: set[int]) -> dict[str, Any]:
    return {"year": year, "newest": _entry(rows[0], stale), "earlier": [_entry(row, set()) for row in rows[1:]]}


def _entry(footprint: Footprint, stale: set[int]) -> dict[str, Any]:
    return {
        "footprint": footprint,
        "coverage": share_text(coverage_of(footprint)),
        "factor_set": set_title(footprint.factor_set),
        "is_outdated": footprint.pk in stale,
        "why_outdated": _("Accounts or rules have changed since"),
    }
