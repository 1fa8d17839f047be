"""Say how bids are compared: the model that decides, and what all models need."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from procurement.calculations.evaluation_choice import EvaluationChoice, choice_as_json
from procurement.models import Evaluation, Lot, Procurement, Stage
from procurement.queries.awards import is_decided
from procurement.queries.bids import evaluation_of, has_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked


@transaction.atomic
def choose_evaluation(
    procurement: Procurement, lot: Lot | None, choice: EvaluationChoice, *, reasons: str, revision: int
) -> Evaluation:
    """Return how bids are compared; once bids are registered a change of model or parameters needs its reason.

    Raises ConflictError if somebody saved it after `revision` was read, and after the award;
    ProcurementNotPossibleError without that reason.
    """
    procurement = locked(procurement)
    current = evaluation_of(procurement, lot)
    if current.revision != revision:
        sentence = _("Somebody else saved it in the meantime. What you typed is still here: compare, and save again.")
        raise ConflictError(sentence)
    if procurement.stage == Stage.AWARDED:
        raise ConflictError(_("The procurement is awarded: its evaluation stays as it is."))
    if is_decided(procurement, lot):
        raise ConflictError(_("The lot is decided: its evaluation stays as it is."))
    parameters, model = choice_as_json(choice), choice.model.value if choice.model else ""
    is_other = (current.model, current.parameters) != (model, parameters)
    if is_other and has_bids(procurement, lot) and not reasons.strip():
        sentence = _("Bids are registered already. Say why they are compared otherwise than before.")
        raise ProcurementNotPossibleError(sentence, field="reasons")
    if is_other or current.reasons != reasons.strip():
        current.model, current.parameters, current.reasons = model, parameters, reasons.strip()
        current.chosen_by, current.chosen_at = current_actor().name, timezone.now()
        current.revision += 1
        current.save()
        record_change(kind="procurement.procurement", action="evaluation_chosen", **about(procurement))
    return current
