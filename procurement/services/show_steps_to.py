"""Say who sees the steps of a requirement: also after bids and the award, since nobody bids on who may look."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from procurement.models import AskedRequirement, Staircase
from procurement.queries.staircases import content_asked
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.shown_staircases import show_staircase
from requirements_bank.models import SeenBy


@transaction.atomic
def show_steps_to(asked: AskedRequirement, seen_by: SeenBy, *, revision: int) -> Staircase:
    """Return the staircase that these see from now on, and what others see of it follows; the steps stay as they are.

    Nothing changes where they see it already. Raises ConflictError if somebody saved the staircase after `revision`
    was read, and ProcurementNotPossibleError where the requirement does not rise.
    """
    procurement = locked(asked.procurement)
    stairs = Staircase.objects.select_for_update(of=("self",)).filter(asked=asked).first()
    content = content_asked(asked)
    if stairs is None or content is None:
        sentence = _("%(code)s does not rise: there are no steps that somebody could see.")
        raise ProcurementNotPossibleError(sentence % {"code": asked.code})
    if stairs.seen_by == seen_by:
        return stairs
    if stairs.revision != revision:
        sentence = _("%(who)s changed the steps of %(code)s in the meantime. Look again, and choose who sees them.")
        raise ConflictError(sentence % {"who": stairs.updated_by or _("Somebody"), "code": asked.code})
    stairs.seen_by, stairs.revision, stairs.updated_by = seen_by, revision + 1, current_actor().name
    stairs.save()
    stairs.asked = asked
    show_staircase(stairs, content, procurement)
    shown_to = about(procurement, code=asked.code, seen_by=str(seen_by.label))
    record_change(kind="procurement.staircase", action="shown_to", **shown_to)
    return stairs
