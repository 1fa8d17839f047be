"""Give a lot its own version of what is asked of all: it begins as that is, and may then say something else."""

from django.db import transaction
from django.utils.translation import gettext as _

from procurement.models import AskedRequirement, Lot, Staircase
from procurement.queries.joint_followed import followed_by
from procurement.services.ask import Wanted, ask_for, fill_asked
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import RequirementVersion


@transaction.atomic
def ask_apart(asked: AskedRequirement, lot: Lot) -> AskedRequirement:
    """Return the lot's own version of what is asked of all, with its values, weight, note and steps.

    The one that is there already stays as it is. From then on the one of all does not hold in the lot. Raises
    ProcurementNotPossibleError for what is a lot's own already, and for a version that is out of sight or of use.
    """
    version = RequirementVersion.objects.filter(pk=asked.version_id).select_related("requirement").first()
    if asked.lot_id is not None or lot.procurement_id != asked.procurement_id:
        raise ProcurementNotPossibleError(_("%(code)s is asked in one lot alone.") % {"code": asked.code})
    if version is None:
        raise ProcurementNotPossibleError(_("%(code)s is no longer in sight.") % {"code": asked.code})
    there = AskedRequirement.objects.filter(
        lot=lot, removed_at=None, version__requirement=version.requirement_id
    ).first()
    if there is not None:
        return there
    (own,) = ask_for(asked.procurement, [Wanted(version, asked.values, asked.note)], lot=lot)
    if asked.weight is not None:
        own = fill_asked(own, weight=asked.weight)
    _let_rise_alike(asked, own)
    return own


def _let_rise_alike(asked: AskedRequirement, own: AskedRequirement) -> None:
    stairs = Staircase.objects.filter(asked=asked).prefetch_related("steps").first()
    if stairs is None:
        return
    steps = [
        PlannedStep(**{name: getattr(step, name) for name in PlannedStep.__dataclass_fields__})
        for step in stairs.steps.all()
    ]
    stored = {name: getattr(stairs, name) for name in Rules.__dataclass_fields__ if name != "follows"}
    let_rise(own, steps, Rules(**stored, follows=followed_by(stairs)))
