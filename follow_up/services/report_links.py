"""The links by which suppliers report: whom they let in, to what, and how long."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from follow_up.models import ReportRequest
from foundation.access import open_access
from foundation.links.use import known_access_link, make_access_link, use_access_link
from foundation.models import AccessLink
from foundation.scoping import access_for_work
from organisations.models import Organisation

PURPOSE = "follow_up.report"
READ_AFTERWARDS = timedelta(days=90)
"""How long after the day that a report is due its link still opens it."""


@dataclass(frozen=True, slots=True)
class Door:
    """What a link opens: the reports of one request, or nothing; `buyer` is known where it was of use before."""

    request: ReportRequest | None = None
    buyer: Organisation | None = None


def link_to_reports(request: ReportRequest, due_on: date) -> str:
    """Return the secret of a new link; those sent before go on working."""
    ends = timezone.make_aware(datetime.combine(max(due_on, timezone.localdate()) + READ_AFTERWARDS, time.min))
    _link, secret = make_access_link(
        organisation_id=request.organisation_id,
        purpose=PURPOSE,
        object_id=request.uuid,
        receiver=request.email,
        lasts=ends - timezone.now(),
    )
    return secret


def opened_by(secret: str) -> Door:
    """Return what the link opens now; one that has run out or was revoked opens nothing and says whose it was."""
    link = use_access_link(secret, PURPOSE)
    if link is None:
        spent = known_access_link(secret, PURPOSE)
        return Door(buyer=spent.organisation if spent else None)
    with open_access(access_for_work(link.organisation_id)):
        those = ReportRequest.objects.filter(uuid=link.object_id)
        return Door(those.select_related("contract", "party", "organisation").first(), link.organisation)


def links_of(request: ReportRequest) -> list[AccessLink]:
    """Return the links that were sent, the newest first; the secrets are nobody's to read."""
    those = AccessLink.objects.filter(
        organisation_id=request.organisation_id, purpose=PURPOSE, object_id=str(request.uuid)
    )
    return list(those.order_by("-created_at"))


def close_links(request: ReportRequest) -> None:
    """Let nobody in by the links of a request that were sent so far."""
    those = AccessLink.objects.filter(
        organisation_id=request.organisation_id, purpose=PURPOSE, object_id=str(request.uuid)
    )
    those.filter(revoked_at=None).update(revoked_at=timezone.now())
