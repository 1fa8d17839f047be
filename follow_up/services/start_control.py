"""Start a control of a contract: its questions are fixed then, with what was asked for on the day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from follow_up.models import Control, ControlItem, ControlKind, PlannedTask, QuestionSource
from follow_up.queries.checklist import Question, questions_of
from follow_up.services.client_keys import made_with
from follow_up.services.refusals import FollowUpNotPossibleError, record
from foundation.changes.record import current_actor
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from procurement.models import Contract, ContractParty, Obligation

MOST_QUESTIONS = 200
LONGEST_QUESTION = 500


@dataclass(frozen=True, slots=True)
class Begun:
    """How and where it is looked. `key` is the id of the form, which starts one control however often it is sent."""

    kind: ControlKind
    held_on: date
    is_announced: bool
    place: str = ""
    method: str = ""
    third_party: str = ""
    party: ContractParty | None = None
    task: PlannedTask | None = None
    key: UUID | None = None


@transaction.atomic
def start_control(
    contract: Contract,
    begun: Begun,
    *,
    obligations: Sequence[Obligation],
    general: Iterable[Question] = (),
    own: Iterable[str] = (),
    language: str = "nb",
) -> Control:
    """Return the control with its questions: of the obligations, general ones, and own ones.

    Raises FollowUpNotPossibleError without a question, for a day that has not come, for obligations of another
    contract, and for a third-party control that says not who looked.
    """
    hold("control", begun.key or contract.uuid)
    if begun.key and (there := Control.objects.filter(uuid=begun.key, contract=contract).first()):
        return there
    asked = [*questions_of(obligations, begun.held_on, language), *general, *_own(own, language)]
    _check(contract, begun, obligations, asked)
    with made_with(begun.key):
        control = _made(contract, begun)
    _keep(control, asked)
    record("control", "started", control.uuid, contract, how=control.kind, day=control.held_on.isoformat())
    return control


def _made(contract: Contract, begun: Begun) -> Control:
    actor = current_actor()
    return Control.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        task=begun.task,
        party=begun.party,
        kind=begun.kind,
        is_announced=begun.is_announced,
        place=begun.place.strip(),
        held_on=begun.held_on,
        method=begun.method.strip(),
        third_party=begun.third_party.strip(),
        started_by_id=actor.user_id,
        made_by=actor.name,
        **({"uuid": begun.key} if begun.key else {}),
    )


def _own(texts: Iterable[str], language: str) -> list[Question]:
    return [
        Question(text[:LONGEST_QUESTION], QuestionSource.OWN, language=language)
        for each in texts
        if (text := reason_of(each))
    ]


def _keep(control: Control, asked: Sequence[Question]) -> None:
    ControlItem.objects.bulk_create(
        ControlItem(
            organisation_id=control.organisation_id,
            control=control,
            position=position,
            obligation=each.obligation,
            source=each.source,
            question=each.question,
            advice=each.advice,
            language=each.language,
            unit=each.unit,
            direction=each.direction,
            step=each.step,
            threshold=each.threshold,
        )
        for position, each in enumerate(asked, start=1)
    )


def _check(contract: Contract, begun: Begun, obligations: Iterable[Obligation], asked: Sequence[Question]) -> None:
    if begun.held_on > timezone.localdate():
        sentence = _(
            "A control is held on the day on which somebody looks. Plan it until then, and start it on the day."
        )
        raise FollowUpNotPossibleError(sentence, field="held_on")
    if any(each.contract_id != contract.pk for each in obligations):
        raise FollowUpNotPossibleError(_("Choose obligations of this contract."), field="obligations")
    if begun.task and begun.task.contract_id != contract.pk:
        raise FollowUpNotPossibleError(_("The task belongs to another contract."), field="task")
    if begun.kind == ControlKind.THIRD_PARTY and not reason_of(begun.third_party):
        raise FollowUpNotPossibleError(_("Say who looks on your behalf."), field="third_party")
    if not asked:
        raise FollowUpNotPossibleError(_("Choose at least one thing to look at."), field="obligations")
    if len(asked) > MOST_QUESTIONS:
        sentence = ngettext(
            "At most %(most)s question fits into a control. Choose fewer.",
            "At most %(most)s questions fit into a control. Choose fewer.",
            MOST_QUESTIONS,
        )
        raise FollowUpNotPossibleError(sentence % {"most": MOST_QUESTIONS}, field="obligations")
