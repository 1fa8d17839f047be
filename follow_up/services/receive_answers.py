"""Take in what phones answered: each answer once, however often it is sent, and whatever state the control is in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.control_answers import Asked, what_was_seen
from follow_up.calculations.measured_value import HIGHEST, PROBLEM_TEXTS, figure_in
from follow_up.models import Control, ControlAnswer, ControlItem, Seen
from follow_up.services.locked_control import locked_control
from foundation.changes.record import current_actor
from foundation.problems import Problem

MOST_AT_ONCE = 200
LONGEST_NOTE = 5000
FIRST_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as a phone made it: `uuid` and `answered_at` are the phone's; `value` in `unit`, empty: the asked."""

    uuid: UUID
    item: UUID
    seen: str
    answered_at: datetime
    value: Decimal | None = None
    unit: str = ""
    note: str = ""


class Outcome(StrEnum):
    """What became of something that was sent."""

    KEPT = "kept"
    KNOWN = "known"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Received:
    """What became of one answer; `because` says what to do about one that was refused."""

    uuid: UUID
    outcome: Outcome
    because: str = ""


@transaction.atomic
def receive_answers(control: Control, said: Sequence[Said]) -> list[Received]:
    """Return what became of each, in their order. What is known by its id counts once; a wrong one stops no other.

    They are kept after the control was finished or cancelled, too: nothing that somebody saw is lost, and what was
    decided is not changed by it. A moment ahead of our clock becomes that of receipt.
    """
    control = locked_control(control)
    items = {each.uuid: each for each in ControlItem.objects.filter(control=control)}
    known = _known(control, (each.uuid for each in said))
    received = []
    for each in said:
        outcome = Received(each.uuid, Outcome.KNOWN) if each.uuid in known else _receive(control, items, each)
        if outcome.outcome == Outcome.KEPT:
            known.add(each.uuid)
        received.append(outcome)
    return received


def _known(control: Control, uuids: Iterable[UUID]) -> set[UUID]:
    return set(ControlAnswer.objects.filter(control=control, uuid__in=list(uuids)).values_list("uuid", flat=True))


def _receive(control: Control, items: dict[UUID, ControlItem], said: Said) -> Received:
    item = items.get(said.item)
    if item is None:
        sentence = _("The question does not belong to this control. Open the control anew.")
        return Received(said.uuid, Outcome.REFUSED, sentence)
    value = _figure(said, item)
    if isinstance(value, str):
        return Received(said.uuid, Outcome.REFUSED, value)
    if because := _wrong(said):
        return Received(said.uuid, Outcome.REFUSED, because)
    try:
        with transaction.atomic():
            _keep(control, item, said, value)
    except IntegrityError:
        return Received(said.uuid, Outcome.REFUSED, _("This id belongs to another answer. Answer the question again."))
    return Received(said.uuid, Outcome.KEPT)


def _keep(control: Control, item: ControlItem, said: Said, value: Decimal | None) -> None:
    actor = current_actor()
    ControlAnswer.objects.create(
        organisation_id=control.organisation_id,
        uuid=said.uuid,
        control=control,
        item=item,
        seen=what_was_seen(said.seen, value, Asked(item.threshold, item.direction)),
        value=value,
        unit=item.unit if value is not None else "",
        note=said.note.strip(),
        answered_at=min(said.answered_at, timezone.now()),
        answered_by_id=actor.user_id,
        answered_by_name=actor.name,
    )


def _wrong(said: Said) -> str:
    """Return what is wrong with an answer and how to mend it; empty where nothing is."""
    if said.seen not in Seen.values:
        return _("Say whether it is kept, not kept, not seen or does not apply.")
    if said.answered_at.year < FIRST_YEAR:
        return _("The moment lies before the year 2000. Set the clock of the phone.")
    if len(said.note) > LONGEST_NOTE:
        return _("The note is longer than %(most)s characters. Shorten it.") % {"most": LONGEST_NOTE}
    return ""


def _figure(said: Said, item: ControlItem) -> Decimal | str | None:
    """Return the figure in the unit of the question, or what is wrong with it and how to mend it."""
    if said.value is None:
        return None
    if not said.value.is_finite() or said.value > HIGHEST:
        return _("Write a figure from 0 to 1 000 000 million.")
    figure = figure_in(said.value, said.unit or item.unit, item.unit)
    if isinstance(figure, Problem):
        return _worded(figure, said, item)
    if round(figure, 4) != figure:
        return _("Write at most four decimals.")
    return figure


def _worded(problem: Problem, said: Said, item: ControlItem) -> str:
    if text := PROBLEM_TEXTS.get(problem.code):
        return _(text).format(**problem.values)
    sentence = _("The figure is in %(given)s, and the requirement asks in %(asked)s. Convert it.")
    return sentence % {"given": said.unit, "asked": item.unit or "–"}
