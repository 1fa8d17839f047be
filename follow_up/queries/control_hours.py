"""Hours for controls: how many there are in a month, how many are planned, and what a control takes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from follow_up.calculations.capacity import Slot
from follow_up.models import CONTROLS, ControllerCapacity, ExpectedHours, PlannedTask, TaskKind, TaskState
from organisations.models import Membership, Organisation, Role, User
from organisations.permissions import ROLE_PERMISSIONS
from organisations.queries.in_force import valid_on
from organisations.queries.people import people_of
from procurement.calculations.contract_period import months_later

SHIPPED_HOURS: Mapping[str, Decimal] = {
    TaskKind.DESK_CONTROL: Decimal(3),
    TaskKind.SITE_INSPECTION: Decimal(6),
    TaskKind.THIRD_PARTY_CONTROL: Decimal(2),
}
"""Our own judgement, to begin with: reading and writing, a visit with the way there, ordering and reading a report."""
NONE = Decimal(0)
HORIZON = 12
Expected = Mapping[str, Decimal]
CONTROLLERS = ROLE_PERMISSIONS["follow_up.control"]
"""Whose hours there may be: the roles that may plan and hold controls."""


@dataclass(frozen=True, slots=True)
class MonthHours:
    """Hours of a month: what there is (None where nobody said), what is planned or done, what is left, at least 0.

    Of the hours that somebody has, those that they spent themselves are gone; what is planned takes from all that is
    left.
    """

    month: date
    there_are: Decimal | None
    used: Decimal
    left: Decimal


def month_of(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def months_from(today: date) -> list[date]:
    """Return the first days of the months for which hours are planned: this one and the eleven after it."""
    return [months_later(month_of(today), ahead) for ahead in range(HORIZON)]


def last_day_of(month: date) -> date:
    """Return the last day of a month, named by its first."""
    return months_later(month, 1) - timedelta(days=1)


def hours_by_kind(organisation: Organisation) -> dict[str, Decimal]:
    """Return what each kind of control takes here."""
    own = ExpectedHours.objects.filter(organisation=organisation).values_list("kind", "hours")
    return {**{str(kind): hours for kind, hours in SHIPPED_HOURS.items()}, **dict(own)}


def controls_planned(organisation: Organisation) -> QuerySet[PlannedTask]:
    """Return the controls that are planned and not done."""
    return PlannedTask.objects.filter(organisation=organisation, kind__in=CONTROLS, state=TaskState.PLANNED)


def controllers_of(organisation: Organisation) -> list[User]:
    """Return who may do controls here today: those whose role it is first, then by name."""
    those = [each for each in people_of(organisation) if CONTROLLERS & set(each.roles)]
    return [each.user for each in sorted(those, key=lambda each: (Role.CONTROLLER not in each.roles, each.user.name))]


def hours_said(organisation: Organisation) -> QuerySet[ControllerCapacity]:
    """Return the hours that there are, by person and month; those of somebody who may do no controls do not count."""
    held = Membership.objects.filter(valid_on(timezone.localdate()), organisation=organisation, role__in=CONTROLLERS)
    said = ControllerCapacity.objects.filter(organisation=organisation, person__is_active=True)
    return said.filter(person__in=held.values("user"))


def hours_spent(organisation: Organisation, first: date, last: date, expected: Expected) -> dict[Slot, Decimal]:
    """Return what was spent on controls from one day to another, both within, by month of the day and by owner.

    What nobody said of a control is what it was planned with, else what is `expected` of its kind; nobody's has an
    empty name.
    """
    done = PlannedTask.objects.filter(
        organisation=organisation, kind__in=CONTROLS, state=TaskState.DONE, done_on__range=(first, last)
    )
    found = defaultdict[Slot, Decimal](Decimal)
    for on, owner, kind, spent, hours in done.values_list("done_on", "owner__uuid", "kind", "spent_hours", "hours"):
        if on:
            found[Slot(month_of(on), str(owner or ""))] += (hours or expected[kind]) if spent is None else spent
    return dict(found)


def free_hours(organisation: Organisation, months: Sequence[date], expected: Expected) -> dict[Slot, Decimal]:
    """Return what each has left in each of some months after what they spent, at least 0; only where hours were said.

    `months` are first days in order, one following the other.
    """
    spent = hours_spent(organisation, months[0], last_day_of(months[-1]), expected)
    return _after(_by_slot(organisation, months), spent)


def hours_of_month(organisation: Organisation, month: date) -> MonthHours:
    """Return the hours of a month; a control without hours of its own takes those of its kind.

    What is overdue waits to be done this month.
    """
    first = date.min if month == month_of(timezone.localdate()) else month
    within = Q(month__range=(first, month)) | Q(month=None, due_on__range=(first, last_day_of(month)))
    expected = hours_by_kind(organisation)
    rows = controls_planned(organisation).filter(within).values_list("kind", "hours")
    planned = sum((hours or expected[kind] for kind, hours in rows), NONE)
    said = _by_slot(organisation, [month])
    spent = hours_spent(organisation, month, last_day_of(month), expected)
    return MonthHours(
        month=month,
        there_are=sum(said.values(), NONE) if said else None,
        used=planned + sum(spent.values(), NONE),
        left=max(NONE, sum(_after(said, spent).values(), NONE) - planned),
    )


def next_control_months(organisation: Organisation, contracts: Collection[int] | None = None) -> dict[int, date]:
    """Return by contract the month of its next planned control."""
    found = controls_planned(organisation).exclude(contract=None)
    if contracts is not None:
        found = found.filter(contract__in=contracts)
    rows = found.order_by("-due_on").values_list("contract_id", "month", "due_on")
    return {contract: month or month_of(due_on) for contract, month, due_on in rows if contract is not None}


def _by_slot(organisation: Organisation, months: Collection[date]) -> dict[Slot, Decimal]:
    said = hours_said(organisation).filter(month__in=months).values_list("month", "person__uuid", "hours")
    return {Slot(month, str(person)): hours for month, person, hours in said}


def _after(said: Mapping[Slot, Decimal], spent: Mapping[Slot, Decimal]) -> dict[Slot, Decimal]:
    return {slot: max(NONE, hours - spent.get(slot, NONE)) for slot, hours in said.items()}
