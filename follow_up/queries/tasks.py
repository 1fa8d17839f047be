"""What is planned in an organisation, as a reader looks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from follow_up.models import CONTROLS, PlannedTask, RecurringTask, TaskState
from follow_up.queries.seen import followed_contracts
from organisations.models import Organisation, User
from procurement.calculations.contract_period import months_later
from procurement.models import Contract

NOBODY = "nobody"
LATE, DONE, CANCELLED = "late", "done", "cancelled"
STATES = ("", LATE, DONE, CANCELLED)


@dataclass(frozen=True, slots=True)
class WantedTasks:
    """What a reader looks for; nothing chosen shows what is still to be done.

    `person` is a uuid or `nobody`; `mine` shows the reader's own. `state` is late, done, cancelled, or empty for what
    is planned; `all_states` shows every one of them.
    """

    words: str = ""
    person: str = ""
    contract: UUID | None = None
    kind: str = ""
    state: str = ""
    mine: bool = False
    all_states: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class MonthOfTasks:
    """A month by its first day, with its tasks in order."""

    first: date
    tasks: tuple[PlannedTask, ...]


def tasks_of(organisation: Organisation) -> QuerySet[PlannedTask]:
    """Return everything that is or was planned, with what a row shows."""
    return PlannedTask.objects.filter(organisation=organisation).select_related("contract", "owner", "recurring")


def task_called(organisation: Organisation, uuid: UUID) -> PlannedTask | None:
    """Return the task with this id, if the organisation planned it."""
    found = tasks_of(organisation).select_related("organisation", "contract__manager")
    return found.prefetch_related("covers__obligation").filter(uuid=uuid).first()


def found_tasks(
    organisation: Organisation, wanted: WantedTasks, today: date, reader: User | None = None
) -> QuerySet[PlannedTask]:
    """Return what fits all that was chosen, by day."""
    found = tasks_of(organisation)
    for condition in (*_of_its_state(wanted, today), *_of_itself(wanted, reader)):
        found = found.filter(condition)
    return found.order_by("due_on", "starts_at", "pk")


def months_of_tasks(tasks: Iterable[PlannedTask], first: date, number: int) -> list[MonthOfTasks]:
    """Return so many months from the one that begins on `first`, each with those of the tasks that lie in it."""
    by_month: dict[date, list[PlannedTask]] = {months_later(first, each): [] for each in range(number)}
    for task in tasks:
        by_month.setdefault(task.due_on.replace(day=1), []).append(task)
    return [MonthOfTasks(month, tuple(those)) for month, those in sorted(by_month.items())]


def planned_controls(contract: Contract, today: date, started: UUID | None = None) -> QuerySet[PlannedTask]:
    """Return the controls planned on a contract until the end of next month that nobody has started, by day.

    The one for which the control `started` was begun is among them: a form that is sent again is understood again.
    """
    last = months_later(today.replace(day=1), 2)
    open_ones = Q(state=TaskState.PLANNED, due_on__lt=last, kind__in=CONTROLS, controls=None)
    own = Q(controls__uuid=started) if started else Q()
    return PlannedTask.objects.filter(open_ones | own, contract=contract).order_by("due_on", "pk")


def tasks_of_contract(contract: Contract, year: int) -> QuerySet[PlannedTask]:
    """Return what is or was planned on a contract in a calendar year, by day."""
    found = PlannedTask.objects.filter(contract=contract, due_on__year=year)
    return found.select_related("contract", "owner", "recurring").order_by("due_on", "starts_at", "pk")


def contracts_with_plans(organisation: Organisation, today: date) -> QuerySet[Contract]:
    """Return the contracts that run or are to begin, those first on which nothing is `planned` this year."""
    this_year = PlannedTask.objects.filter(contract=OuterRef("pk"), due_on__year=today.year)
    counted = this_year.exclude(state=TaskState.CANCELLED).order_by().values("contract").annotate(number=Count("pk"))
    running = followed_contracts(organisation).filter(last_day__gte=today).select_related("manager")
    planned = Coalesce(Subquery(counted.values("number")), 0)
    return running.annotate(planned=planned).order_by("planned", "title", "pk")


def contracts_without_plan(organisation: Organisation, today: date) -> int:
    """Return on how many of these contracts nothing is planned this year."""
    this_year = PlannedTask.objects.filter(contract=OuterRef("pk"), due_on__year=today.year)
    running = followed_contracts(organisation).filter(last_day__gte=today)
    return running.exclude(Exists(this_year.exclude(state=TaskState.CANCELLED))).count()


def recurring_of(organisation: Organisation) -> QuerySet[RecurringTask]:
    """Return the recurring tasks of an organisation, those that run first."""
    found = RecurringTask.objects.filter(organisation=organisation).select_related("contract", "owner", "organisation")
    return found.order_by(F("ended_at").asc(nulls_first=True), "title", "pk")


def _of_its_state(wanted: WantedTasks, today: date) -> list[Q]:
    if wanted.all_states:
        return []
    if wanted.state == LATE:
        return [Q(state=TaskState.PLANNED, due_on__lt=today)]
    return [Q(state=wanted.state or TaskState.PLANNED)]


def _of_itself(wanted: WantedTasks, reader: User | None) -> list[Q]:
    conditions = [
        Q(title__icontains=word) | Q(contract__title__icontains=word) | Q(contract__number__icontains=word)
        for word in wanted.words.split()
    ]
    if wanted.person:
        conditions.append(Q(owner=None) if wanted.person == NOBODY else Q(owner__uuid=wanted.person))
    if wanted.mine and reader:
        conditions.append(Q(owner=reader))
    if wanted.contract:
        conditions.append(Q(contract__uuid=wanted.contract))
    if wanted.kind:
        conditions.append(Q(kind=wanted.kind))
    if wanted.first:
        conditions.append(Q(due_on__gte=wanted.first))
    if wanted.last:
        conditions.append(Q(due_on__lte=wanted.last))
    return conditions
