"""Say that a deviation is mended, check it, close it – by somebody else – and open it again."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.obligation_state import meets
from follow_up.models import Deviation, ResultSource
from follow_up.queries.step_in_force import step_in_force
from follow_up.services.deviation_letters import write_to_supplier
from follow_up.services.deviation_steps import check_day, held_deviation, keep_move, written
from follow_up.services.note_result import Finding, note_result
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.second_pair_of_eyes import why_another
from follow_up.services.tell_supplier import was_told
from foundation.changes.record import current_actor
from foundation.typed_reasons import reason_of
from procurement.models import Obligation
from procurement.reports.contract_words import threshold_in_words
from requirements_bank.calculations.requirement import Direction


@transaction.atomic
def say_mended(
    deviation: Deviation, *, mended_on: date | None, text: str = "", revision: int | None = None
) -> Deviation:
    """Return the deviation, which whoever acts says is mended since a day; somebody else has to check it.

    Raises FollowUpNotPossibleError for a day that has not come, or lies before the finding.
    """
    held = held_deviation(deviation, "say_mended", revision=revision)
    actor = current_actor()
    held.mended_on = check_day(held, mended_on, field="mended_on")
    held.mended_by_id, held.mended_by_name, held.mended_by_client = actor.user_id, actor.name, actor.client
    keep_move(held, "say_mended", text=reason_of(text), on=held.mended_on)
    return held


@transaction.atomic
def close_deviation(
    deviation: Deviation, *, checked: str, value: Decimal | None = None, revision: int | None = None
) -> Deviation:
    """Return the closed deviation, with how it was checked; the supplier is written where it has a link.

    `value` is what was measured then, in the obligation's unit, and becomes a result of it. Raises
    FollowUpNotPossibleError for who says that it is mended or wrote to an unknown address that says so, without a word
    on how it was checked, and for a value that does not keep the step in force.
    """
    held = held_deviation(deviation, "close", revision=revision)
    if sentence := why_another(held):
        raise FollowUpNotPossibleError(sentence)
    said = written(checked, _("Say how you checked that it is mended."), field="checked")
    held.closed_on, held.closed_by = timezone.localdate(), current_actor().name
    if value is not None and held.obligation is not None:
        _note_measured(held.obligation, value, said)
    _write(held, "close")
    keep_move(held, "close", text=said, on=held.closed_on)
    return held


@transaction.atomic
def send_back(deviation: Deviation, *, because: str, revision: int | None = None) -> Deviation:
    """Return the deviation, which is not mended after all; the supplier reads why where it has a link.

    Raises FollowUpNotPossibleError without a reason.
    """
    held = held_deviation(deviation, "send_back", revision=revision)
    said = written(because, _("Say what is still not kept."), field="because")
    _forget_mended(held)
    _write(held, "send_back", said)
    keep_move(held, "send_back", text=said)
    return held


@transaction.atomic
def reopen_deviation(deviation: Deviation, *, because: str, revision: int | None = None) -> Deviation:
    """Return the deviation, open again; the supplier reads why where it has a link.

    Raises FollowUpNotPossibleError without a reason.
    """
    held = held_deviation(deviation, "reopen", revision=revision)
    said = written(because, _("Say why it is opened again."), field="because")
    _forget_mended(held)
    held.reopened += 1
    held.closed_on, held.closed_by = None, ""
    _write(held, "reopen", said)
    keep_move(held, "reopen", text=said)
    return held


def _note_measured(obligation: Obligation, value: Decimal, note: str) -> None:
    today = timezone.localdate()
    step = step_in_force(obligation, today)
    if step and obligation.direction and not meets(Direction(obligation.direction), step.threshold, value):
        asked = threshold_in_words(obligation.direction, obligation.unit, step.threshold)
        sentence = _("This does not reach what is asked for now: %(asked)s. Send it back instead of closing it.")
        raise FollowUpNotPossibleError(sentence % {"asked": asked}, field="value")
    finding = Finding(
        on=today,
        is_kept=True,
        source=ResultSource.HAND,
        value=value,
        unit=obligation.unit,
        step=step.number if step else None,
        threshold=step.threshold if step else None,
        note=note,
    )
    note_result(obligation, finding)


def _forget_mended(held: Deviation) -> None:
    """Take away who said that it is mended, and when; the history keeps it."""
    held.mended_on, held.mended_by, held.mended_by_name, held.mended_by_client = None, None, "", ""


def _write(held: Deviation, kind: str, text: str = "") -> None:
    if was_told(held):
        write_to_supplier(held, kind, text=text)
