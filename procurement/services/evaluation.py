"""Say how bids are compared: the model that decides, and what all models need."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from procurement.calculations.evaluation_choice import EXPECTED, EvaluationChoice, choice_as_json
from procurement.models import Evaluation, EvaluationChange, EvaluationNotes, Lot, Procurement, Stage
from procurement.queries.awards import is_decided
from procurement.queries.bids import evaluation_of, has_bids
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked


@transaction.atomic
def choose_evaluation(
    procurement: Procurement,
    lot: Lot | None,
    choice: EvaluationChoice,
    *,
    reasons: str,
    revision: int,
    because: str = "",
    at: datetime | None = None,
) -> Evaluation:
    """Return how bids are compared; once bids are registered each change of it needs its own reason, `because`.

    `at` is when it was chosen, now unless something else is said.

    Raises ConflictError if somebody saved it after `revision` was read, and after the award;
    ProcurementNotPossibleError without that reason.
    """
    procurement = locked(procurement)
    current = evaluation_of(procurement, lot)
    _check_open(procurement, lot, current, revision)
    said = choice_as_json(choice)
    notes = {"reasons": reason_of(reasons), "expected": {name: said.pop(name) for name in EXPECTED if name in said}}
    model = choice.model.value if choice.model else ""
    is_other = (current.model, current.parameters) != (model, said)
    changed = _change(current, model, reason_of(because)) if is_other and has_bids(procurement, lot) else None
    if is_other or any(getattr(current.inside, name) != value for name, value in notes.items()):
        current.model, current.parameters = model, said
        _save(current, notes, at or timezone.now())
        if changed:
            changed.evaluation = current
            changed.save()
        record_change(kind="procurement.procurement", action="evaluation_chosen", **about(procurement))
    return current


def _check_open(procurement: Procurement, lot: Lot | None, current: Evaluation, revision: int) -> None:
    if current.revision != revision:
        sentence = _("Somebody else saved it in the meantime. What you typed is still here: compare, and save again.")
        raise ConflictError(sentence)
    if procurement.stage == Stage.AWARDED:
        raise ConflictError(_("The procurement is awarded: its evaluation stays as it is."))
    if is_decided(procurement, lot):
        raise ConflictError(_("The lot is decided: its evaluation stays as it is."))


def _change(current: Evaluation, model: str, reason: str) -> EvaluationChange:
    if not reason:
        sentence = _("Bids are registered already. Say why they are compared otherwise than before.")
        raise ProcurementNotPossibleError(sentence, field="because")
    return EvaluationChange(
        organisation_id=current.organisation_id,
        before=current.model,
        model=model,
        reason=reason,
        made_by=current_actor().name,
    )


def _save(current: Evaluation, notes: dict[str, Any], at: datetime) -> None:
    current.chosen_at = at
    current.revision += 1
    current.save()
    kept, _made = EvaluationNotes.objects.update_or_create(
        evaluation=current,
        defaults={**notes, "chosen_by": current_actor().name, "organisation_id": current.organisation_id},
    )
    current.notes = kept  # instead of what was read before
