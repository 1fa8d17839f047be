"""What the pages of deviations share: loading one, its breadcrumbs, and what its reader may do."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from follow_up.calculations.deviation_moves import Who
from follow_up.models import ControlPhoto, Deviation
from follow_up.queries.deviations import deviation_called, photos_of
from foundation.files.opened import opened
from organisations.pages import OrganisationRequest
from procurement.views.handed_over import PLAIN

SEE, CONTROL, DECIDE = "follow_up.view_follow_up", "follow_up.control", "follow_up.decide"
PICTURES = ("image/jpeg", "image/png", "image/webp")


def deviation_or_404(request: OrganisationRequest, uuid: UUID) -> Deviation:
    """Return the organisation's deviation."""
    found = deviation_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found


def held_by(request: OrganisationRequest) -> frozenset[Who]:
    """Return as whom the reader may move deviations."""
    known = {Who.CONTROL: CONTROL, Who.DECIDE: DECIDE}
    return frozenset(who for who, permission in known.items() if request.place.may(permission))


def list_crumbs(request: OrganisationRequest, *here: str) -> list[dict[str, Any]]:
    """Return the breadcrumbs of a page below the list of deviations."""
    first = {"title": _("Deviations"), "address": reverse("deviations", args=[request.organisation.slug])}
    register = {"title": _("Follow-up"), "address": reverse("register", args=[request.organisation.slug])}
    return [register, first, *({"title": title} for title in here)]


def deviation_crumbs(request: OrganisationRequest, deviation: Deviation, *here: str) -> list[dict[str, Any]]:
    """Return the breadcrumbs of a page of one deviation."""
    address = reverse("deviation", args=[request.organisation.slug, deviation.uuid])
    title = _("Deviation %(number)s") % {"number": deviation.number}
    return [*list_crumbs(request), {"title": title, "address": address}, *({"title": each} for each in here)]


def picture_of(deviation: Deviation, uuid: UUID) -> FileResponse:
    """Return a picture of the very question that the deviation is about; 404 for any other."""
    found: ControlPhoto | None = photos_of(deviation).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    kind = found.file.content_type if found.file.content_type in PICTURES else PLAIN
    stream = opened(found.file)
    ending = kind.rpartition("/")[2] if kind != PLAIN else "bin"
    return FileResponse(stream, as_attachment=True, filename=f"photo.{ending}", content_type=kind)
