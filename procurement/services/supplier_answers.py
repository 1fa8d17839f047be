"""Keep what suppliers answer: by their link, or in a talk that somebody notes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.models import Change
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.written_names import tidy_name
from organisations.calculations.organisation_numbers import digits_of
from procurement.models import (
    AskedRequirement,
    DialogueEntry,
    Procurement,
    Stage,
    StepAnswer,
    SupplierAnswer,
    SupplierInvitation,
)
from procurement.queries.dialogues import dialogue_of
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.show_market import show_market

MOST_AN_HOUR = 30
CENT = Decimal("0.01")
Says = StepAnswer.Says


@dataclass(frozen=True, slots=True)
class SaidOfStep:
    """What a supplier says of one step: `threshold` None for a requirement that does not rise."""

    asked: AskedRequirement
    threshold: Decimal | None
    asked_day: date | None
    says: str
    possible_from: date | None = None
    price_effect: Decimal | None = None
    comment: str = ""

    @property
    def in_itself(self) -> "SaidOfStep":
        """The same without what does not belong to the answer: a no has neither a month nor a price."""
        is_later, can = self.says == Says.LATER, self.says in (Says.YES, Says.LATER)
        first = self.possible_from.replace(day=1) if self.possible_from and is_later else None
        effect = self.price_effect.quantize(CENT) if can and self.price_effect is not None else None
        return replace(self, possible_from=first, price_effect=effect)


@dataclass(frozen=True, slots=True)
class SaidInAll:
    """Everything that a supplier says at once, and what it agrees to."""

    steps: Sequence[SaidOfStep]
    comment: str = ""
    is_reusable: bool = False
    is_named: bool = False


@transaction.atomic
def answer_by_link(invitation: SupplierInvitation, said: SaidInAll, *, revision: int) -> SupplierAnswer:
    """Return what the invited supplier answers from now on, until the day on which the dialogue closes.

    `revision` is the one that was read, 0 for a first answer. Raises ConflictError if a colleague saved since, and
    ProcurementNotPossibleError when the dialogue is closed, nothing is answered, or so much is saved in an hour that
    nobody types it.
    """
    procurement = locked(invitation.procurement)
    closes_on = dialogue_of(procurement).closes_on
    is_over = procurement.stage in (Stage.EVALUATION, Stage.AWARDED, Stage.STOPPED)
    if invitation.revoked_at or is_over or closes_on is None or closes_on < timezone.localdate():
        raise ProcurementNotPossibleError(_("The dialogue is closed. Write to the buyer if something has changed."))
    _not_too_often(invitation)
    stored = SupplierAnswer.objects.filter(invitation=invitation).first()
    answer = stored or SupplierAnswer(invitation=invitation, revision=0)
    answer.supplier, answer.number = invitation.supplier, invitation.number
    answer.said_on = timezone.localdate()
    _save(procurement, answer, said, revision)
    SupplierInvitation.objects.filter(pk=invitation.pk).update(answered_at=timezone.now())
    record_change(
        organisation_id=procurement.organisation_id,
        kind="procurement.supplier_answer",
        object_id=invitation.uuid,
        action="answered",
        summary={"title": procurement.title, "supplier": answer.supplier},
    )
    return answer


@transaction.atomic
def note_answer(
    entry: DialogueEntry,
    said: SaidInAll,
    *,
    supplier: str,
    number: str = "",
    answer: SupplierAnswer | None = None,
    revision: int = 0,
) -> SupplierAnswer:
    """Return what a supplier answered in a talk, as somebody noted it; it counts from the day of the talk.

    `answer` is the noted answer that is changed, if any; ConflictError if somebody saved it after `revision` was read.

    Raises ProcurementNotPossibleError without a supplier or an answer, and for a later step without its day.
    """
    procurement = locked(entry.procurement)
    if not tidy_name(supplier):
        raise ProcurementNotPossibleError(_("Say which supplier it was."), field="supplier")
    kept = SupplierAnswer(entry=entry, revision=0)
    if answer:
        kept = SupplierAnswer.objects.select_for_update(of=("self",)).filter(pk=answer.pk).first() or kept
    kept.supplier, kept.number, kept.said_on = tidy_name(supplier), digits_of(number), entry.day
    _save(procurement, kept, said, revision)
    record_change(kind="procurement.dialogue", action="answer_noted", **about(procurement, supplier=kept.supplier))
    return kept


@transaction.atomic
def remove_noted_answer(answer: SupplierAnswer) -> None:
    """Take an answer out that somebody noted; what a supplier wrote itself stays."""
    procurement = locked(answer.procurement)
    gone, _each = SupplierAnswer.objects.filter(pk=answer.pk, invitation=None).delete()
    if gone:
        show_market(procurement)
        record_change(
            kind="procurement.dialogue", action="answer_removed", **about(procurement, supplier=answer.supplier)
        )


def _save(procurement: Procurement, answer: SupplierAnswer, said: SaidInAll, revision: int) -> None:
    if answer.revision != revision:
        sentence = _("Somebody else changed the answer in the meantime. What you typed is still here: save it again.")
        raise ConflictError(sentence)
    _check(said)
    answer.organisation_id, answer.procurement = procurement.organisation_id, procurement
    _know_again(procurement, answer)
    answer.comment, answer.is_reusable = said.comment.strip(), said.is_reusable
    answer.is_named = said.is_reusable and said.is_named
    answer.revision, answer.written_by = revision + 1, current_actor().name
    answer.save()
    _write_steps(procurement, answer, said.steps)
    show_market(procurement)


def _know_again(procurement: Procurement, answer: SupplierAnswer) -> None:
    """Give all answers under one name the number that one of them has, so that the supplier counts once."""
    namesakes = SupplierAnswer.objects.filter(procurement=procurement, supplier__iexact=answer.supplier)
    if answer.number:
        namesakes.filter(number="").update(number=answer.number)
        return
    invited = SupplierInvitation.objects.filter(procurement=procurement, supplier__iexact=answer.supplier)
    for known in (namesakes, invited):
        answer.number = answer.number or known.exclude(number="").values_list("number", flat=True).first() or ""


def _write_steps(procurement: Procurement, answer: SupplierAnswer, steps: Sequence[SaidOfStep]) -> None:
    """Write what is said of the steps that were asked; what was said of steps that are asked no longer stays."""
    said = {(step.asked.pk, step.threshold) for step in steps}
    before = StepAnswer.objects.filter(answer=answer)
    before.filter(pk__in=[old.pk for old in before if (old.asked_id, old.threshold) in said]).delete()
    StepAnswer.objects.bulk_create(
        [
            StepAnswer(
                organisation_id=procurement.organisation_id,
                procurement=procurement,
                answer=answer,
                **{name: getattr(step.in_itself, name) for name in SaidOfStep.__dataclass_fields__},
            )
            for step in steps
            if step.says
        ]
    )


def _check(said: SaidInAll) -> None:
    if not said.comment.strip() and not any(step.says for step in said.steps):
        raise ProcurementNotPossibleError(_("Nothing is answered yet. Answer at least one step, or write a comment."))
    for step in said.steps:
        if step.says == Says.LATER and step.possible_from is None:
            sentence = _("Say from which month %(code)s is possible.")
            raise ProcurementNotPossibleError(sentence % {"code": step.asked.code})


def _not_too_often(invitation: SupplierInvitation) -> None:
    since = timezone.now() - timedelta(hours=1)
    saved = Change.objects.filter(
        organisation_id=invitation.organisation_id,
        kind="procurement.supplier_answer",
        object_id=str(invitation.uuid),
        made_at__gt=since,
    )
    if saved.count() >= MOST_AN_HOUR:
        raise ProcurementNotPossibleError(_("That was saved many times in a short while. Wait an hour and go on."))
