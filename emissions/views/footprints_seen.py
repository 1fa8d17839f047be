"""Load a footprint for its reader, and the lines below it where the reader may open them: one call each, else 404."""

from uuid import UUID

from django.http import Http404

from emissions.queries.footprints import Depth, SeenFootprint, footprint_seen
from emissions.queries.lines import FootprintLines
from emissions.reports.line_words import Reader
from emissions.services.calculate_footprint import break_down
from emissions.services.footprint_basis import spend_of
from foundation.access import current_access
from organisations.pages import OrganisationRequest


def seen_or_404(uuid: UUID) -> SeenFootprint:
    """Return the footprint as the open access may see it; 404 for everybody else.

    A footprint that was calculated without its breakdowns gets them the first time its owner opens it.
    """
    seen = footprint_seen(uuid)
    if seen is None:
        raise Http404
    if seen.footprint.organisation_id in current_access().writable:
        break_down(seen.footprint)
    return seen


def may_open_lines(request: OrganisationRequest, seen: SeenFootprint) -> bool:
    """Whether the reader may see the ledger lines behind the footprint."""
    return seen.has_rows and request.place.may("emissions.view_ledger")


def lines_or_404(request: OrganisationRequest, seen: SeenFootprint) -> FootprintLines:
    """Return the lines of the footprint for a reader who may open them; 404 for everybody else."""
    if not may_open_lines(request, seen):
        raise Http404
    reader = reader_of(request, seen)
    return FootprintLines(
        seen.footprint,
        spend_of(seen.footprint),
        persons_are_named=reader.sees_persons,
        numbers_are_seen=reader.sees_numbers,
        left_out_is_seen=seen.depth is Depth.OWN,
    )


def reader_of(request: OrganisationRequest, seen: SeenFootprint) -> Reader:
    """Return what the reader may see of persons in the footprint's lines."""
    is_own = seen.depth is Depth.OWN
    return Reader(
        sees_numbers=is_own and request.place.may("emissions.see_personal_numbers"),
        sees_persons=is_own,
        country=seen.owner.country,
    )
