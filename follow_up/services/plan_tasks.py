"""Plan something on a contract or for the organisation by hand, and say something else of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import PlannedTask, TaskObligation
from follow_up.models.tasks import MOST_HOURS
from follow_up.services.locked_task import planned_one, record_task, save_task
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.postgres.locks import hold
from foundation.written_names import tidy_title
from organisations.models import Organisation, User
from organisations.queries.people import person_in
from procurement.models import Contract, ContractState, Obligation

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class TaskSaid:
    """What is said of a task. `hours` are expected; a fixed one is not moved by a plan of hours.

    Without a contract it is the organisation's own. `covers` are the obligations that it is to look at.
    """

    kind: str
    title: str
    due_on: date
    contract: Contract | None = None
    owner: User | None = None
    agenda: str = ""
    place: str = ""
    starts_at: time | None = None
    hours: Decimal | None = None
    is_fixed: bool = False
    is_announced: bool = True
    covers: Collection[Obligation] | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """What stands on the task itself, but for its day."""
        names = ("kind", "contract", "owner", "place", "starts_at", "hours", "is_fixed", "is_announced")
        said = {name: getattr(self, name) for name in names}
        return {**said, "title": tidy_title(self.title, most=LONGEST_TITLE), "agenda": self.agenda.strip()}


@transaction.atomic
def plan_task(*, organisation: Organisation, said: TaskSaid, made_from: str = "") -> PlannedTask:
    """Return the planned task; of the same form (`made_from`) the one that is there already.

    Raises FollowUpNotPossibleError without a title, for no hours or more than 200, an owner without a role here, and a
    contract or obligation that the organisation does not follow up.
    """
    if made_from:
        hold("planned task", made_from)
        if there := PlannedTask.objects.filter(organisation=organisation, made_from=made_from).first():
            return there
    check_said(organisation, said)
    task = PlannedTask.objects.create(
        organisation=organisation,
        due_on=said.due_on,
        month=said.due_on.replace(day=1),
        made_by=current_actor().name,
        made_from=made_from,
        **said.fields,
    )
    cover(task, said.covers or ())
    record_task(task, "planned", day=task.due_on.isoformat())
    return task


@transaction.atomic
def change_task(task: PlannedTask, said: TaskSaid, *, revision: int) -> PlannedTask:
    """Return the task after something else was said of it; its day is moved by `move_task` alone.

    Raises ConflictError if it was saved after `revision`, and FollowUpNotPossibleError as `plan_task` does and for one
    that is done or cancelled.
    """
    current = planned_one(task, revision=revision)
    check_said(current.organisation, said)
    for name, value in said.fields.items():
        setattr(current, name, value)
    save_task(current)
    if said.covers is not None:
        TaskObligation.objects.filter(task=current).delete()
        cover(current, said.covers)
    record_task(current, "changed")
    return current


def cover(task: PlannedTask, obligations: Collection[Obligation]) -> None:
    """Let the task look at these obligations of its contract."""
    TaskObligation.objects.bulk_create(
        TaskObligation(organisation_id=task.organisation_id, task=task, obligation=each) for each in obligations
    )


def check_said(organisation: Organisation, said: TaskSaid) -> None:
    """Refuse what a task cannot be, field by field."""
    if not tidy_title(said.title):
        raise FollowUpNotPossibleError(_("Say in a few words what is to be done."), field="title")
    if said.hours is not None and not 0 < said.hours <= MOST_HOURS:
        raise FollowUpNotPossibleError(_("Hours are more than 0 and at most 200."), field="hours")
    if said.owner and person_in(organisation, said.owner) is None:
        raise FollowUpNotPossibleError(_("Choose somebody with a role here."), field="owner")
    contract = said.contract
    if contract and (contract.organisation_id != organisation.pk or contract.state != ContractState.SIGNED):
        raise FollowUpNotPossibleError(_("Choose a signed contract of your own."), field="contract")
    if any(contract is None or each.contract_id != contract.pk for each in said.covers or ()):
        raise FollowUpNotPossibleError(_("Choose obligations of this contract."), field="covers")
