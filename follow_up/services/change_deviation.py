"""Change what is said of a deviation, or withdraw it; what stood there before stays readable."""

from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import Deviation, Severity
from follow_up.services.deviation_letters import write_to_supplier
from follow_up.services.deviation_links import let_links_last
from follow_up.services.deviation_steps import held_deviation, keep_move, written
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.tell_supplier import was_told
from foundation.written_names import tidy_title


@dataclass(frozen=True, slots=True)
class SaidOfDeviation:
    """What is said of a deviation, as it is to be."""

    title: str
    facts: str
    severity: str
    found_on: date
    deadline: date | None = None
    case_number: str = ""


@transaction.atomic
def change_deviation(
    deviation: Deviation, said: SaidOfDeviation, *, because: str, revision: int | None = None
) -> Deviation:
    """Return the deviation as it is said now; the history keeps what stood there before, and why it was changed.

    Raises FollowUpNotPossibleError without a title, facts or a reason, and for a day of finding that has not come or
    lies after what was done since.
    """
    held = held_deviation(deviation, "change", revision=revision)
    reason = written(because, _("Say why it is changed."), field="because")
    before = {each.name: _as_text(getattr(held, each.name)) for each in fields(said)}
    _fill(held, said)
    changed = {name: text for name, text in before.items() if text != _as_text(getattr(held, name))}
    if not changed:
        return held
    if "deadline" in changed and held.deadline:
        let_links_last(held, held.deadline)
    keep_move(held, "change", text=reason, before=changed)
    return held


@transaction.atomic
def withdraw_deviation(deviation: Deviation, *, because: str, revision: int | None = None) -> Deviation:
    """Return the deviation, which counts no more; the supplier reads why where it has a link.

    Raises FollowUpNotPossibleError without a reason.
    """
    held = held_deviation(deviation, "withdraw", revision=revision)
    held.withdrawn_because = written(because, _("Say why it is withdrawn."), field="because")
    if was_told(held):
        write_to_supplier(held, "withdraw", text=held.withdrawn_because)
    keep_move(held, "withdraw", text=held.withdrawn_because)
    return held


def _fill(held: Deviation, said: SaidOfDeviation) -> None:
    held.title = tidy_title(said.title, most=200)
    if not held.title:
        raise FollowUpNotPossibleError(_("Say in a few words what is not kept."), field="title")
    held.facts = written(said.facts, _("Say what was found: what, where, how much."), field="facts")
    if said.severity not in Severity.values:
        raise FollowUpNotPossibleError(_("Choose how serious it is."), field="severity")
    _check_found(held, said.found_on)
    if held.told_at and said.deadline is None:
        sentence = _("The supplier was given a deadline. Choose another day, but not none.")
        raise FollowUpNotPossibleError(sentence, field="deadline")
    held.severity, held.found_on, held.deadline = said.severity, said.found_on, said.deadline
    held.case_number = " ".join(said.case_number.split())[:60]


def _check_found(held: Deviation, day: date) -> None:
    """Refuse a day of finding that has not come, or after the day on which it was mended or something was done."""
    if day > timezone.localdate():
        raise FollowUpNotPossibleError(_("It cannot have been found on a day that has not come."), field="found_on")
    if day == held.found_on:
        return
    if held.mended_on and day > held.mended_on:
        sentence = _("It was mended on %(day)s, so it was found on that day or before.")
        raise FollowUpNotPossibleError(sentence % {"day": date_format(held.mended_on)}, field="found_on")
    first = held.actions.exclude(done_on=None).order_by("done_on").values_list("done_on", flat=True).first()
    if first and day > first:
        sentence = _("Something was done about it on %(day)s, so it was found on that day or before.")
        raise FollowUpNotPossibleError(sentence % {"day": date_format(first)}, field="found_on")


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")
