"""Keep the log of a dialogue: talks, what everyone was told, and what is to be done afterwards."""

from datetime import date
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from procurement.models import DialogueEntry, FollowUp, Procurement, SupplierAnswer
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.show_market import show_market

MOST_FOLLOW_UPS = 50


class Talked(TypedDict, total=False):
    """What is said of a talk."""

    kind: str
    day: date
    parties: str
    topics: str
    heard: str
    told: str


@transaction.atomic
def log_talk(procurement: Procurement, **said: Unpack[Talked]) -> DialogueEntry:
    """Return a new entry of the log; it needs a day, and what it was about.

    Raises ProcurementNotPossibleError where one of them is missing, or the day lies ahead.
    """
    procurement = locked(procurement)
    _check(said)
    entry = DialogueEntry.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        written_by=current_actor().name,
        **said,
    )
    record_change(kind="procurement.dialogue", action="logged", **about(procurement, topics=_short(entry)))
    return entry


@transaction.atomic
def change_talk(entry: DialogueEntry, *, revision: int, **said: Unpack[Talked]) -> DialogueEntry:
    """Return the entry with what is said; ConflictError if somebody saved it after `revision` was read.

    Raises ProcurementNotPossibleError as `log_talk` does.
    """
    procurement = locked(entry.procurement)
    current = DialogueEntry.objects.select_for_update().get(pk=entry.pk)
    if current.revision != revision:
        sentence = _("%(who)s changed this in the meantime. What you typed is still here: compare, and save again.")
        raise ConflictError(sentence % {"who": current.written_by or _("Somebody")})
    _check(said)
    for name, value in said.items():
        setattr(current, name, value)
    current.revision, current.written_by = revision + 1, current_actor().name
    current.save()
    if SupplierAnswer.objects.filter(entry=current).exclude(said_on=current.day).update(said_on=current.day):
        show_market(procurement)
    record_change(kind="procurement.dialogue", action="log_changed", **about(procurement, topics=_short(current)))
    return current


@transaction.atomic
def remove_talk(entry: DialogueEntry, *, because: str) -> None:
    """Take an entry out with its papers, follow-ups and noted answers; the reason stays among the changes.

    Raises ProcurementNotPossibleError without a reason.
    """
    procurement = locked(entry.procurement)
    if not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why it is taken out."), field="because")
    gone, _each = DialogueEntry.objects.filter(pk=entry.pk).delete()
    if gone:
        show_market(procurement)
        said = about(procurement, topics=_short(entry), because=reason_of(because)[:500])
        record_change(kind="procurement.dialogue", action="log_removed", **said)


@transaction.atomic
def plan_follow_up(entry: DialogueEntry, *, what: str, who: str = "", due_on: date | None = None) -> FollowUp:
    """Return something that is to be done after the talk.

    Raises ProcurementNotPossibleError where nothing is to be done, and where a talk has the most already.
    """
    procurement = locked(entry.procurement)
    if not what.strip():
        raise ProcurementNotPossibleError(_("Say what is to be done."), field="what")
    if FollowUp.objects.filter(entry=entry).count() >= MOST_FOLLOW_UPS:
        raise ProcurementNotPossibleError(
            _("There are %(most)s follow-ups already. Take one out first.") % {"most": MOST_FOLLOW_UPS}
        )
    made = FollowUp.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        entry=entry,
        what=what.strip(),
        who=who.strip(),
        due_on=due_on,
    )
    record_change(kind="procurement.dialogue", action="follow_up_planned", **about(procurement, what=made.what))
    return made


@transaction.atomic
def set_done(follow_up: FollowUp, *, is_done: bool) -> None:
    """Say that a follow-up is done today, or is not done after all."""
    procurement = locked(follow_up.procurement)
    follow_up.done_on = timezone.localdate() if is_done else None
    follow_up.done_by = current_actor().name if is_done else ""
    follow_up.save(update_fields=["done_on", "done_by"])
    if is_done:
        record_change(kind="procurement.dialogue", action="follow_up_done", **about(procurement, what=follow_up.what))


@transaction.atomic
def drop_follow_up(follow_up: FollowUp) -> None:
    """Take a follow-up out."""
    procurement = locked(follow_up.procurement)
    gone, _each = FollowUp.objects.filter(pk=follow_up.pk).delete()
    if gone:
        record_change(
            kind="procurement.dialogue", action="follow_up_removed", **about(procurement, what=follow_up.what)
        )


def _check(said: Talked) -> None:
    if not said.get("topics", "").strip():
        raise ProcurementNotPossibleError(_("Say what it was about."), field="topics")
    if (day := said.get("day")) and day > timezone.localdate():
        raise ProcurementNotPossibleError(_("The day lies ahead. Write down what has been."), field="day")


def _short(entry: DialogueEntry) -> str:
    return entry.topics.strip().splitlines()[0][:120] if entry.topics.strip() else ""
