"""All footprints of an organisation by year, those that others share with it, and the button that calculates."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from emissions.forms.footprints import CalculateForm
from emissions.models import Footprint
from emissions.queries.footprints import footprints_in_sight, newest_footprints
from emissions.queries.known_sets import sets_to_choose
from emissions.queries.outdated import outdated
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.queries.spend import years_with_spend
from emissions.reports.category_words import in_language
from emissions.reports.footprint_figures import coverage_of, share_text
from emissions.reports.reason_words import set_title
from emissions.services.calculate_by_itself import CALCULATE
from emissions.views.activity_seen import footprint_tabs
from foundation.addresses import page_of, without_page
from foundation.jobs.start import start_once
from organisations.pages import OrganisationRequest, organisation_page, render_page

PAGE_SIZE = 50
LARGE = ("basis", "imports")  # what a list does not show


@require_GET
@organisation_page("emissions.view_footprint", shared=True)
def footprints(request: OrganisationRequest) -> HttpResponse:
    """List the organisation's own footprints by year and, apart, the newest ones that others share with it."""
    owner = request.organisation
    years = years_with_spend(owner.pk) if not owner.is_network else []
    listed = _own(request)
    shared = newest_footprints().exclude(organisation=owner).defer(*LARGE)
    ordered = sorted(shared, key=lambda footprint: (-footprint.year, footprint.organisation.name))
    known = {entry["year"] for entry in listed["years"]}
    context = {
        **listed,
        "shared": [_entry(row, set()) for row in ordered],
        "form": _form(request, years) if _may_calculate(request) and years else None,
        "open_years": years,
        "missing_years": [year for year in years if year not in known],
    }
    return render_page(request, "emissions/footprints.html", context)


@require_POST
@organisation_page("emissions.calculate_footprint")
def calculate(request: OrganisationRequest) -> HttpResponse:
    """Start the calculation of a year, unless it is under way, and show how far it is."""
    years = years_with_spend(request.organisation.pk)
    form = _form(request, years, bound=True)
    if not form.is_valid():
        context = {**_own(request), "shared": [], "form": form, "open_years": years, "missing_years": []}
        return render_page(request, "emissions/footprints.html", context, status=422)
    job = start_once(
        CALCULATE,
        organisation_id=request.organisation.pk,
        year=form.cleaned_data["year"],
        factor_set=form.cleaned_data["factor_set"],
    )
    return redirect("job", request.organisation.slug, job.uuid)


def _may_calculate(request: OrganisationRequest) -> bool:
    return request.place.may("emissions.calculate_footprint") and not request.organisation.is_network


def _form(request: OrganisationRequest, years: list[int], *, bound: bool = False) -> CalculateForm:
    sets = [(known.code, in_language(known.source.title)) for known in sets_to_choose(request.organisation)]
    initial = {"year": request.GET.get("year") or (years[0] if years else None), "factor_set": DEFAULT_FACTOR_SET}
    return CalculateForm(request.POST if bound else None, years=years, factor_sets=sets, initial=initial)


def _own(request: OrganisationRequest) -> dict[str, Any]:
    """Return the newest footprint of each year of the organisation, and a page of the earlier ones below them."""
    owner = request.organisation.pk
    newest = list(newest_footprints([owner]))
    stale = outdated(newest)
    earlier = footprints_in_sight([owner]).exclude(pk__in=[footprint.pk for footprint in newest]).defer(*LARGE)
    page = page_of(request, earlier, PAGE_SIZE)
    below: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for footprint in page:
        below[footprint.year].append(_entry(footprint, set()))
    years = [
        {"year": footprint.year, "newest": _entry(footprint, stale), "earlier": below[footprint.year]}
        for footprint in newest
    ]
    tabs = footprint_tabs(request, "footprints")
    return {"years": years, "page": page, "query": without_page(request), "tabs": tabs}


def _entry(footprint: Footprint, stale: set[int]) -> dict[str, Any]:
    return {
        "footprint": footprint,
        "coverage": share_text(coverage_of(footprint)),
        "factor_set": set_title(footprint.factor_set),
        "is_outdated": footprint.pk in stale,
        "why_outdated": _("Accounts, rules, suppliers or factors have changed since"),
    }
