"""The links by which suppliers report: whom they let in, to what, and how long."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from follow_up.models import ReportRequest
from foundation.links.use import make_access_link
from foundation.models import AccessLink
from procurement.services.supplier_doors import Door, door_of, lasts_from_now, links_to, shut

PURPOSE = "follow_up.report"
SEEN_WITH = ("contract", "party", "organisation")


def link_to_reports(request: ReportRequest, due_on: date) -> str:
    """Return the secret of a new link; those sent before go on working."""
    _link, secret = make_access_link(
        organisation_id=request.organisation_id,
        purpose=PURPOSE,
        object_id=request.uuid,
        receiver=request.email,
        lasts=lasts_from_now(max(due_on, timezone.localdate())),
    )
    return secret


def opened_by(secret: str) -> Door[ReportRequest]:
    """Return the request whose reports the link opens now, or nothing, and whose link it is or was."""
    return door_of(
        secret, PURPOSE, lambda uuid: ReportRequest.objects.filter(uuid=uuid).select_related(*SEEN_WITH).first()
    )


def links_of(request: ReportRequest) -> QuerySet[AccessLink]:
    """Return the links that were sent, the newest first; the secrets are nobody's to read."""
    return links_to(request.organisation_id, PURPOSE, request.uuid)


def close_links(request: ReportRequest) -> None:
    """Let nobody in by the links of a request that were sent so far."""
    shut(links_of(request))
