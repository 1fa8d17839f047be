"""Finish a control: what was seen becomes results, what is not kept becomes deviations unless there is a reason.

An obligation is not kept if one of its questions is not. A question whose finding is no deviation counts neither way,
unless something was measured: a figure stays what it is.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from follow_up.calculations.control_answers import together
from follow_up.models import Control, ControlState, Deviation, PlannedTask, ResultSource, Severity, TaskState
from follow_up.queries.controls import LookedAt, looked_at
from follow_up.services.locked_control import check_under_way, locked_control
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import Finding, note_result
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation import figures
from foundation.changes.record import current_actor
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of


@dataclass(frozen=True, slots=True)
class Judged:
    """What the controller says of one finding: how serious and what it is called, or why it is no deviation."""

    title: str = ""
    facts: str = ""
    severity: str = Severity.MAJOR
    no_deviation_because: str = ""
    is_deviation: bool = True


def seen_until(found: Sequence[LookedAt]) -> str:
    """Return what tells one state of the answers from another: the newest of each question."""
    return ",".join(str(each.counted.pk) if each.counted else "-" for each in found)


@transaction.atomic
def finish_control(
    control: Control,
    *,
    judged: Mapping[UUID, Judged],
    summary: str = "",
    hours: Decimal | None = None,
    seen: str | None = None,
) -> Control:
    """Return the finished control. `judged` is by the id of the question; what is not named there is a deviation.

    Raises ConflictError where answers came after those in `seen`, and FollowUpNotPossibleError where nothing was
    answered, or a finding is said to be no deviation without a reason.
    """
    control = locked_control(control)
    if control.state == ControlState.FINISHED and seen is not None:
        return control
    check_under_way(control)
    found = looked_at(control)
    _check(found, judged, seen)
    for each in found:
        if each.is_not_kept:
            _judge(control, each, judged.get(each.item.uuid, Judged()))
    _note_results(control, found)
    control.summary, control.hours = summary.strip(), hours
    control.state, control.finished_at = ControlState.FINISHED, timezone.now()
    control.finished_by = current_actor().name
    control.revision += 1
    control.save()
    _finish_task(control)
    kept = Deviation.objects.filter(control=control).count()
    record("control", "finished", control.uuid, control.contract, day=control.held_on.isoformat(), deviations=kept)
    return control


@transaction.atomic
def cancel_control(control: Control, *, because: str) -> Control:
    """Return the control that does not count, with the reason. Its answers stay readable.

    Raises FollowUpNotPossibleError without a reason and for one that is finished.
    """
    control = locked_control(control)
    check_under_way(control)
    if not reason_of(because):
        raise FollowUpNotPossibleError(_("Say why the control is cancelled."), field="because")
    control.state, control.cancelled_because = ControlState.CANCELLED, reason_of(because)
    control.revision += 1
    control.save()
    record("control", "cancelled", control.uuid, control.contract, because=control.cancelled_because[:500])
    return control


def suggested(each: LookedAt) -> Judged:
    """Return what a finding would be noted as: measured against asked, and what was written on the spot."""
    item, answer = each.item, each.counted
    measured, language = "", get_language() or "en"
    if answer and answer.value is not None and item.threshold is not None:
        words = {
            "value": figures.plain(answer.value, language),
            "asked": figures.plain(item.threshold, language),
            "unit": item.unit,
        }
        measured = _("Measured %(value)s %(unit)s, asked %(asked)s %(unit)s.") % words
    said = answer.note if answer else ""
    is_measured = item.obligation is not None and item.threshold is not None
    title = item.obligation.title if item.obligation and is_measured else item.question
    return Judged(title=title[:200], facts="\n".join(part for part in (item.question, measured, said) if part))


def _check(found: Sequence[LookedAt], judged: Mapping[UUID, Judged], seen: str | None) -> None:
    if seen is not None and seen != seen_until(found):
        raise ConflictError(_("New answers came in the meantime. Look at them, then finish."))
    if not any(each.counted for each in found):
        raise FollowUpNotPossibleError(
            _("Nothing is answered yet. Answer at least one question, or cancel the control.")
        )
    for each in found:
        said = judged.get(each.item.uuid)
        if each.is_not_kept and said and not said.is_deviation and not reason_of(said.no_deviation_because):
            sentence = _("Say why “%(question)s” is no deviation.")
            raise FollowUpNotPossibleError(
                sentence % {"question": each.item.question}, field=f"because_{each.item.uuid}"
            )


def _judge(control: Control, each: LookedAt, said: Judged) -> None:
    """Note the deviation of one finding, or why there is none."""
    item, answer = each.item, each.counted
    if not said.is_deviation:
        item.excused_because = reason_of(said.no_deviation_because)
        item.save(update_fields=["excused_because"])
        return
    proposed = suggested(each)
    note_deviation(
        control.contract,
        Found(
            title=said.title or proposed.title,
            facts=said.facts or proposed.facts,
            found_on=control.held_on,
            severity=said.severity,
            obligation=item.obligation,
            party=control.party,
            control=control,
            item=item,
            step=item.step,
            threshold=item.threshold,
            value=answer.value if answer else None,
            unit=item.unit,
        ),
    )


def _note_results(control: Control, found: Sequence[LookedAt]) -> None:
    """Note one result for each obligation that was looked at."""
    of_each: dict[int, list[LookedAt]] = defaultdict(list)
    for each in found:
        if each.item.obligation_id and each.counted:
            of_each[each.item.obligation_id].append(each)
    for those in of_each.values():
        is_kept = together([each.counted.seen for each in those if each.counted and _counts(each)])
        if is_kept is None or those[0].item.obligation is None:
            continue
        measured = next((each for each in those if each.counted and each.counted.value is not None), None)
        note_result(those[0].item.obligation, _finding(control, measured, is_kept=is_kept))


def _counts(each: LookedAt) -> bool:
    return not each.item.excused_because or bool(each.counted and each.counted.value is not None)


def _finding(control: Control, measured: LookedAt | None, *, is_kept: bool) -> Finding:
    item, answer = (measured.item, measured.counted) if measured else (None, None)
    return Finding(
        on=control.held_on,
        is_kept=is_kept,
        source=ResultSource.CONTROL,
        source_id=control.uuid,
        value=answer.value if answer else None,
        unit=item.unit if item else "",
        step=item.step if item else None,
        threshold=item.threshold if item else None,
        note=answer.note if answer else "",
    )


def _finish_task(control: Control) -> None:
    """Say of the planned task that it is done."""
    if control.task and control.task.state == TaskState.PLANNED:
        task = PlannedTask.objects.select_for_update(of=("self",)).get(pk=control.task.pk)
        task.state, task.done_on, task.done_by = TaskState.DONE, control.held_on, control.finished_by
        task.spent_hours = control.hours
        task.revision += 1
        task.save()
