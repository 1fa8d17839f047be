"""The footprint of a year in one line, on pages that change it: being calculated, its figure, or not there yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse

from emissions.models import Footprint
from emissions.queries.footprints import newest_footprints
from emissions.queries.outdated import outdated
from emissions.queries.published import DEFAULT_FACTOR_SET
from emissions.services.calculate_by_itself import CALCULATE
from foundation.jobs.models import Job
from organisations.pages import OrganisationRequest, render_page

PLACE = "footprint-now"


@dataclass(frozen=True, slots=True)
class FootprintNow:
    """A year's newest footprint; whether one is being calculated, and whether what it rests on has changed since."""

    year: int
    footprint: Footprint | None
    is_under_way: bool
    is_outdated: bool
    may_calculate: bool
    factor_set: str = DEFAULT_FACTOR_SET


def footprint_now(
    request: OrganisationRequest, year: int, known: Mapping[int, Footprint] | None = None
) -> FootprintNow | None:
    """Return what the line says; None for somebody who may see no footprint.

    `known` are by year the newest footprints of the organisation, where somebody has read them already.
    """
    if not request.place.may("emissions.view_footprint"):
        return None
    newest = _newest(request, year) if known is None else known.get(year)
    under_way = Job.objects.filter(
        organisation=request.organisation,
        name=CALCULATE,
        arguments__year=year,
        status__in=[Job.Status.WAITING, Job.Status.RUNNING],
    ).exists()
    return FootprintNow(
        year=year,
        footprint=newest,
        is_under_way=under_way,
        is_outdated=newest is not None and not under_way and bool(outdated([newest])),
        may_calculate=request.place.may("emissions.calculate_footprint"),
        factor_set=newest.factor_set if newest else DEFAULT_FACTOR_SET,
    )


def _newest(request: OrganisationRequest, year: int) -> Footprint | None:
    return newest_footprints([request.organisation.pk]).filter(year=year).first()


def asks_for_it(request: OrganisationRequest) -> bool:
    """Return whether the line asks for itself, as it does while a calculation is under way."""
    return bool(request.htmx) and request.htmx.target == PLACE


def the_line(request: OrganisationRequest, now: FootprintNow | None) -> HttpResponse:
    """Answer with the line alone."""
    return render_page(request, "emissions/footprint_now.html", {"year_footprint": now})
