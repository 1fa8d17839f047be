"""Talk with an adviser, and write down what they answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.models import Interview, InterviewNote
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from organisations.models import Organisation, User
from organisations.queries.people import person_in
from procurement.models import Contract


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered about one contract, 1 to 5; None was not answered."""

    worry: int | None = None
    dependence: int | None = None
    knowledge: int | None = None
    market: int | None = None
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said."""
        return not self.words.strip() and {self.worry, self.dependence, self.knowledge, self.market} == {None}


@transaction.atomic
def start_interview(*, organisation: Organisation, adviser: User, held_on: date, key: UUID | None = None) -> Interview:
    """Return the talk; the same key is kept once.

    Raises FollowUpNotPossibleError for a day that has not come, and somebody without a role here.
    """
    if key:
        hold("interview", key)
    if key and (there := Interview.objects.filter(organisation=organisation, uuid=key).first()):
        return there
    if held_on > timezone.localdate():
        raise FollowUpNotPossibleError(_("Write the day when you have talked."), field="held_on")
    if person_in(organisation, adviser) is None:
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."), field="adviser")
    interview = Interview(
        organisation=organisation,
        adviser=adviser,
        adviser_name=adviser.name,
        held_on=held_on,
        made_by=current_actor().name,
    )
    if key:
        interview.uuid = key
    interview.save()
    return interview


@transaction.atomic
def save_interview(interview: Interview, answers: Mapping[Contract, Answers], *, note: str, revision: int) -> Interview:
    """Write what was answered about each contract; one of which nothing is said any more has no row.

    Raises ConflictError where somebody saved after `revision`.
    """
    held = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if held.revision != revision:
        sentence = _("Somebody else wrote in this talk in the meantime. What you typed is still here: save again.")
        raise ConflictError(sentence)
    InterviewNote.objects.filter(interview=held, contract__in=list(answers), obligation=None).delete()
    InterviewNote.objects.bulk_create(
        InterviewNote(
            organisation_id=held.organisation_id,
            interview=held,
            contract=contract,
            worry=said.worry,
            dependence=said.dependence,
            knowledge=said.knowledge,
            market=said.market,
            words=said.words.strip(),
        )
        for contract, said in answers.items()
        if not said.is_empty
    )
    held.note, held.revision = note.strip(), revision + 1
    held.save()
    record_change(
        organisation_id=held.organisation_id,
        kind="follow_up.interview",
        object_id=held.uuid,
        action="written",
        summary={"adviser": held.adviser_name, "contracts": sum(not said.is_empty for said in answers.values())},
    )
    return held
