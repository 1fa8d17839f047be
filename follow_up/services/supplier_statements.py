"""Take in what a supplier says to a deviation by its link: kept beside the finding, never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import IO
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from follow_up.calculations.deviation_moves import can_move
from follow_up.models import Deviation, StatementFile, SupplierStatement
from follow_up.services.client_keys import made_with
from follow_up.services.deviation_letters import write_receipt
from follow_up.services.deviation_steps import check_day, held_deviation, keep_move
from follow_up.services.letter_limits import check_answers
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.files.store import store_file
from foundation.models import Message
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name
from procurement.services.documents import TITLE_LENGTH, check_document

MOST_FILES = 5
MOST_STATEMENTS = 50
BETWEEN_TOLD = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a supplier says; `key` is of the form, so that one that is sent twice counts once.

    `receiver` is the address of the link by which it comes; without one, whom the deviation was told last.
    """

    name: str
    explanation: str = ""
    plan: str = ""
    disputes: bool = False
    mended_on: date | None = None
    key: UUID | None = None
    receiver: str = ""


File = tuple[IO[bytes], str]
"""A file that is open for reading, and its name."""


def receive_statement(deviation: Deviation, said: Statement, files: Sequence[File] = ()) -> SupplierStatement:
    """Return the kept statement; the supplier gets a receipt, and whoever told it is written that it has answered.

    Raises FollowUpNotPossibleError for a deviation that is closed, a statement that says nothing, a day that has not
    come or too many files; ProcurementNotPossibleError for a file that is empty, too large or of no kind that is taken.
    """
    if len(files) > MOST_FILES:
        sentence = _("Choose at most %(most)s files at a time. You can send more with another answer.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_FILES}, field="file")
    for stream, name in files:
        check_document(stream, name)
    return _receive(deviation, said, files)


@transaction.atomic
def _receive(deviation: Deviation, said: Statement, files: Sequence[File]) -> SupplierStatement:
    locked = Deviation.objects.select_for_update(of=("self",)).get(pk=deviation.pk)
    known = SupplierStatement.objects.filter(deviation=locked, uuid=said.key).first() if said.key else None
    if known:
        return known
    held = held_deviation(deviation, "answer")
    _check(held, said, files)
    statement = SupplierStatement(
        organisation_id=held.organisation_id,
        deviation=held,
        name=tidy_name(said.name)[:200],
        receiver=said.receiver or held.supplier_email,
        disputes=said.disputes,
        explanation=reason_of(said.explanation),
        plan=reason_of(said.plan),
        mended_on=said.mended_on,
    )
    if said.key:
        statement.uuid = said.key
    with made_with(said.key):
        statement.save()
    for stream, name in files:
        _keep_file(statement, stream, name)
    _move(held, statement)
    write_receipt(held, statement)
    _tell_buyer(held)
    return statement


def _move(held: Deviation, statement: SupplierStatement) -> None:
    move = "answer"
    if statement.mended_on and can_move("supplier_mended", held.state):
        move = "supplier_mended"
        held.mended_on, held.mended_by_name = statement.mended_on, statement.name
        held.mended_by, held.mended_by_client = None, ""
    keep_move(held, move, on=statement.mended_on, supplier=statement.name)


def _keep_file(statement: SupplierStatement, stream: IO[bytes], name: str) -> None:
    StatementFile.objects.create(
        organisation_id=statement.organisation_id,
        statement=statement,
        file=store_file(organisation_id=statement.organisation_id, stream=stream, name=name),
        title=(name.rpartition(".")[0] or name)[:TITLE_LENGTH],
    )


def _check(held: Deviation, said: Statement, files: Sequence[File]) -> None:
    if not tidy_name(said.name):
        raise FollowUpNotPossibleError(_("Say who writes this."), field="name")
    if not (reason_of(said.explanation) or reason_of(said.plan) or said.mended_on or files):
        sentence = _("Say what happened or what you will do, or choose a file that shows it.")
        raise FollowUpNotPossibleError(sentence, field="explanation")
    if said.disputes and not reason_of(said.explanation):
        raise FollowUpNotPossibleError(_("Say why you do not agree that it is a deviation."), field="explanation")
    if said.mended_on:
        check_day(held, said.mended_on, field="mended_on")
    if held.statements.count() >= MOST_STATEMENTS:
        sentence = _("There are %(most)s answers already. Write to the buyer by e-mail instead.")
        raise FollowUpNotPossibleError(sentence % {"most": MOST_STATEMENTS})
    check_answers(held)


def _tell_buyer(held: Deviation) -> None:
    """Write whoever told the supplier last that there is an answer, without a word of it; once an hour at most.

    What comes within the hour is told by one letter when it is over.
    """
    told = held.events.filter(action__in=["tell", "remind"], by_user__isnull=False).select_related("by_user").last()
    if told is None or told.by_user is None:
        return
    with translation.override(told.by_user.language or "nb"):
        address = reverse("deviation", args=[held.organisation.slug, held.uuid])
        words = {"number": held.number, "title": held.title, "address": absolute_address(address)}
        subject = _("The supplier has answered to deviation %(number)s") % words
        body = (
            _("The supplier has answered to deviation %(number)s, “%(title)s”. Read it here:\n\n%(address)s\n") % words
        )
    before = Message.objects.filter(organisation_id=held.organisation_id, receiver=told.by_user.email, body=body)
    newest = before.order_by("-pk").first()
    if newest and newest.status == Message.Status.WAITING:
        return
    letter = queue_message(
        organisation_id=held.organisation_id, receiver=told.by_user.email, subject=subject, body=body
    )
    if newest and (free := (newest.sent_at or newest.created_at) + BETWEEN_TOLD) > timezone.now():
        Message.objects.filter(pk=letter.pk).update(next_attempt_at=free)
