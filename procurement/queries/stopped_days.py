"""On which day procurements were stopped, as the change record tells it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max
from django.utils import timezone

from foundation.changes.models import Change
from procurement.models import Procurement, Stage


def stopped_days(those: Iterable[Procurement]) -> dict[int, date]:
    """Return by procurement the day on which it was stopped last; those who buy along do not see the lead's record."""
    stopped = {str(each.uuid): each for each in those if each.stage == Stage.STOPPED}
    if not stopped:
        return {}
    moves = Change.objects.filter(
        organisation__in={each.organisation_id for each in stopped.values()},
        kind="procurement.procurement",
        object_id__in=stopped,
        action="moved",
        summary__stage=Stage.STOPPED.value,
    )
    last = moves.order_by().values_list("object_id").annotate(last=Max("made_at"))
    return {stopped[uuid].pk: timezone.localtime(moment).date() for uuid, moment in last}
