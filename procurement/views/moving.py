"""What is asked of somebody who moves a procurement on while something is missing: to go on knowingly."""

from dataclasses import dataclass

from django.utils import timezone

from organisations.pages import OrganisationRequest
from procurement.models import Procurement, Stage
from procurement.queries.tender import tender_of
from procurement.reports.before_moving import lacks_before
from procurement.reports.stage_path import stages_on_the_way
from procurement.reports.tender_page import Lack, shown_annexes
from procurement.services.annexes import kinds_of
from procurement.services.procurements import can_stand_at
from procurement.views.procurement_seen import revision_read


@dataclass(frozen=True, slots=True)
class Asking:
    """A move that waits for a yes: of which procurement, to which stage, and what is missing."""

    procurement: Procurement
    stage: Stage
    lacks: list[Lack]


def asked_first(request: OrganisationRequest, procurement: Procurement, wanted: Stage) -> Asking | None:
    """Return what has to be shown before the move; None where nothing is missing or somebody goes on knowingly.

    What cannot be moved, or was read before somebody else changed it, is left to the move itself, which refuses it.
    """
    stages = stages_on_the_way(procurement, wanted)
    is_refused = revision_read(request) != procurement.revision or not can_stand_at(procurement, wanted)
    if not stages or request.POST.get("anyway") or is_refused:
        return None
    tender = tender_of(procurement)
    lacks = lacks_before(procurement, stages, shown_annexes(tender, kinds_of(tender)), timezone.localdate())
    return Asking(procurement, wanted, lacks) if lacks else None
