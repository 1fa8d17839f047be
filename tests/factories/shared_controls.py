"""Finished controls and those that neighbours see; each function works within the open access."""

from datetime import date
from typing import Any

from django.utils import timezone

from follow_up.models import Control, ControlState, ResultSource, SharedControl
from follow_up.queries.control_steps import asked_on
from follow_up.services.note_result import Finding, note_result
from follow_up.services.share_control import Sharing, share_control
from procurement.models import Obligation


def make_finished(obligation: Obligation, *, held_on: date, is_kept: bool = True, **said: Any) -> Control:
    """A finished control of the contract that found something about this obligation, on the step of that day."""
    asked = asked_on([obligation], held_on)[obligation.pk]
    control = Control.objects.create(
        organisation_id=obligation.organisation_id,
        contract=obligation.contract,
        held_on=held_on,
        state=ControlState.FINISHED,
        finished_at=timezone.now(),
        **said,
    )
    note_result(
        obligation,
        Finding(
            on=held_on,
            is_kept=is_kept,
            source=ResultSource.CONTROL,
            source_id=control.uuid,
            step=asked.step,
            threshold=asked.threshold,
        ),
    )
    return control


def make_shared(obligation: Obligation, *, held_on: date, **said: Any) -> SharedControl:
    """A control of it that the neighbours see; the supplier was told the same day."""
    control = make_finished(obligation, held_on=held_on, kind=said.pop("kind", "desk"))
    usual: dict[str, Any] = {
        "seen_by": "network",
        "informed_on": held_on,
        "informed_how": "E-mail",
        "covers_all_places": True,
    }
    return share_control(control, Sharing(**{**usual, **said}))
