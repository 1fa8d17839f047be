"""Hours for controls: how many there are in a month, how many are planned, and what a control takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from follow_up.models import CONTROLS, ControllerCapacity, ExpectedHours, PlannedTask, TaskKind, TaskState
from organisations.models import Organisation
from procurement.calculations.contract_period import months_later

SHIPPED_HOURS: Mapping[str, Decimal] = {
    TaskKind.DESK_CONTROL: Decimal(3),
    TaskKind.SITE_INSPECTION: Decimal(6),
    TaskKind.THIRD_PARTY_CONTROL: Decimal(2),
}
"""Our own judgement, to begin with: reading and writing, a visit with the way there, ordering and reading a report."""
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class MonthHours:
    """Hours of a month: what there is (None where nobody said), what is planned or done, what is left."""

    month: date
    there_are: Decimal | None
    used: Decimal

    @property
    def left(self) -> Decimal:
        """What nothing is planned for, at least 0."""
        return max(NONE, (self.there_are or NONE) - self.used)


def month_of(day: date) -> date:
    """Return the first day of the month."""
    return day.replace(day=1)


def hours_by_kind(organisation: Organisation) -> dict[str, Decimal]:
    """Return what each kind of control takes here."""
    own = ExpectedHours.objects.filter(organisation=organisation).values_list("kind", "hours")
    return {**{str(kind): hours for kind, hours in SHIPPED_HOURS.items()}, **dict(own)}


def controls_planned(organisation: Organisation) -> QuerySet[PlannedTask]:
    """Return the controls that are planned and not done."""
    return PlannedTask.objects.filter(organisation=organisation, kind__in=CONTROLS, state=TaskState.PLANNED)


def hours_of_month(organisation: Organisation, month: date) -> MonthHours:
    """Return the hours of a month; a control without hours of its own takes those of its kind."""
    there = ControllerCapacity.objects.filter(organisation=organisation, month=month).aggregate(sum=Sum("hours"))
    within = Q(month=month) | Q(month=None, due_on__gte=month, due_on__lt=months_later(month, 1))
    tasks = PlannedTask.objects.filter(within, organisation=organisation, kind__in=CONTROLS)
    rows = tasks.exclude(state=TaskState.CANCELLED).values_list("kind", "hours", "spent_hours")
    expected = hours_by_kind(organisation)
    used = sum((spent or hours or expected[kind] for kind, hours, spent in rows), NONE)
    return MonthHours(month, there["sum"], used)


def next_control_months(organisation: Organisation, contracts: Collection[int] | None = None) -> dict[int, date]:
    """Return by contract the month of its next planned control."""
    found = controls_planned(organisation).exclude(contract=None)
    if contracts is not None:
        found = found.filter(contract__in=contracts)
    rows = found.order_by("-due_on").values_list("contract_id", "month", "due_on")
    return {contract: month or month_of(due_on) for contract, month, due_on in rows if contract is not None}
