"""Tasks that come again: made, changed, ended, and each time that they fall due made ahead."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from follow_up.calculations.recurrence import Recurrence
from follow_up.models import PlannedTask, RecurringTask, TaskState
from follow_up.models.tasks import LONGEST_EVERY
from follow_up.services.locked_task import locked_recurring, record_task, save_task
from follow_up.services.plan_tasks import LONGEST_TITLE, TaskSaid, check_said
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor
from foundation.postgres.locks import hold
from foundation.written_names import tidy_title
from organisations.models import Organisation, User
from procurement.calculations.contract_period import months_later
from procurement.models import Contract, ContractState

HORIZON_MONTHS = 15
LONGEST_BACK = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RecurringSaid:
    """What is said of a recurring task: as of a planned one, and from when, how often, and until when it comes."""

    kind: str
    title: str
    first_on: date
    every_months: int
    until: date | None = None
    contract: Contract | None = None
    owner: User | None = None
    agenda: str = ""
    hours: Decimal | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """What stands on the recurring task."""
        names = ("kind", "first_on", "every_months", "until", "contract", "owner", "hours")
        said = {name: getattr(self, name) for name in names}
        return {**said, "title": tidy_title(self.title, most=LONGEST_TITLE), "agenda": self.agenda.strip()}


@transaction.atomic
def make_recurring(
    *, organisation: Organisation, said: RecurringSaid, made_from: str = "", today: date | None = None
) -> RecurringTask:
    """Return the recurring task, its next times planned; of the same form (`made_from`) the one that is there already.

    Raises FollowUpNotPossibleError for what cannot be, field by field.
    """
    if made_from:
        hold("recurring task", made_from)
        if there := RecurringTask.objects.filter(organisation=organisation, made_from=made_from).first():
            return there
    _check(organisation, said, today or timezone.localdate())
    recurring = RecurringTask.objects.create(
        organisation=organisation, made_by=current_actor().name, made_from=made_from, **said.fields
    )
    make_ahead(recurring, today=today)
    record_task(recurring, "made")
    return recurring


@transaction.atomic
def change_recurring(
    recurring: RecurringTask, said: RecurringSaid, *, revision: int, today: date | None = None
) -> RecurringTask:
    """Return the recurring task after something else was said of it.

    Times to come that nobody touched follow; what was moved, changed, begun, done or cancelled stays. Raises
    ConflictError if it was saved after `revision`, and FollowUpNotPossibleError for what cannot be and for one that has
    ended.
    """
    current = locked_recurring(recurring, revision=revision)
    _check(current.organisation, said, today or timezone.localdate(), current.first_on)
    for name, value in said.fields.items():
        setattr(current, name, value)
    save_task(current)
    _delete_untouched(current, today or timezone.localdate())
    make_ahead(current, today=today)
    record_task(current, "changed")
    return current


@transaction.atomic
def end_recurring(recurring: RecurringTask, *, revision: int, today: date | None = None) -> RecurringTask:
    """Return the recurring task as ended: it comes no more. Times to come that somebody touched stay planned."""
    current, now = locked_recurring(recurring, revision=revision), today or timezone.localdate()
    current.ended_at = timezone.now()
    save_task(current)
    _delete_untouched(current, now)
    record_task(current, "ended")
    return current


def make_ahead(recurring: RecurringTask, *, today: date | None = None) -> int:
    """Plan each time that the task comes in the next fifteen months; return how many are new. Safe to repeat.

    Nothing is planned in the past or after the last day of its contract, and what was moved or cancelled is not
    planned again.
    """
    now = today or timezone.localdate()
    if recurring.ended_at:
        return 0
    ends = [day for day in (recurring.until, recurring.contract and recurring.contract.last_day) if day]
    last = min([*ends, months_later(now, HORIZON_MONTHS)])
    if last < recurring.first_on:
        return 0
    days = [day for day in Recurrence(recurring.first_on, recurring.every_months, last).days() if day >= now]
    known = PlannedTask.objects.filter(organisation=recurring.organisation_id)
    there = set(known.filter(made_from__in=[_key(recurring, day) for day in days]).values_list("made_from", flat=True))
    new = [_time(recurring, day) for day in days if _key(recurring, day) not in there]
    return len(PlannedTask.objects.bulk_create(new, ignore_conflicts=True))


def make_all_ahead(organisation: Organisation, *, today: date | None = None) -> int:
    """Plan ahead what comes again in an organisation; return how many times are new. Safe to repeat."""
    running = RecurringTask.objects.filter(organisation=organisation, ended_at=None).select_related("contract")
    return sum(
        make_ahead(each, today=today)
        for each in running
        if each.contract is None or each.contract.state == ContractState.SIGNED
    )


def _delete_untouched(recurring: RecurringTask, today: date) -> None:
    """Delete the times to come that nobody has changed or begun to control; the plan of hours is nobody.

    They are held first: whoever begins a control meanwhile waits, or is seen.
    """
    to_come = PlannedTask.objects.filter(recurring=recurring, state=TaskState.PLANNED, due_on__gte=today)
    unchanged = to_come.filter(revision=F("times_given_hours") + 1).select_for_update(of=("self",))
    PlannedTask.objects.filter(pk__in=[each.pk for each in unchanged], controls=None).delete()


def _time(recurring: RecurringTask, day: date) -> PlannedTask:
    names = ("organisation_id", "contract_id", "kind", "title", "agenda", "owner_id", "hours")
    said = {name: getattr(recurring, name) for name in names}
    return PlannedTask(
        recurring=recurring, due_on=day, made_by=recurring.made_by, made_from=_key(recurring, day), **said
    )


def _key(recurring: RecurringTask, day: date) -> str:
    return f"recurring:{recurring.uuid}:{day}"


def _check(organisation: Organisation, said: RecurringSaid, today: date, before: date | None = None) -> None:
    names = ("kind", "title", "contract", "owner", "agenda", "hours")
    check_said(organisation, TaskSaid(due_on=said.first_on, **{name: getattr(said, name) for name in names}))
    if not 1 <= said.every_months <= LONGEST_EVERY:
        sentence = _("Write how many months lie between: from 1 to %(most)s.")
        raise FollowUpNotPossibleError(sentence % {"most": LONGEST_EVERY}, field="every_months")
    if said.until and said.until < said.first_on:
        sentence = _("The last day lies before the first. Look at both days again.")
        raise FollowUpNotPossibleError(sentence, field="until")
    if said.first_on != before and said.first_on < today - LONGEST_BACK:
        sentence = _("The first day lies more than a year back. Choose a later one.")
        raise FollowUpNotPossibleError(sentence, field="first_on")
