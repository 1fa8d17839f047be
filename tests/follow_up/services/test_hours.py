"""The plan that was seen is the plan that is written, once."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from follow_up.models import PlannedTask, TaskKind, TaskState
from follow_up.queries.control_hours import hours_of_month
from follow_up.queries.hours_plan import hours_plan
from follow_up.services.hours import say_hours, write_plan
from follow_up.services.plan_check import Check, plan_check
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.errors import ConflictError
from organisations.models import Membership, Organisation, User
from organisations.services.validity import end_now
from procurement.calculations.contract_period import months_later
from procurement.models import ContractState
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_half_yearly, make_task

pytestmark = [pytest.mark.django_db]
BY_KIND = {"desk_control": Decimal(3), "site_inspection": Decimal(6), "third_party_control": Decimal(2)}


@pytest.fixture
def today() -> date:
    from django.utils import timezone  # noqa: PLC0415 - the clock of the tests

    return timezone.localdate()


def say(organisation: Organisation, cast: Cast, month: date, hours: int) -> None:
    capacity = {(cast.ada, month.replace(day=1)): Decimal(hours)}
    say_hours(organisation=organisation, capacity=capacity, by_kind=BY_KIND)


def test_plan_is_written_once(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    for number in range(3):
        make_obligation(make_followed(at_work_in_ekby, f"Contract {number}"))
    say(at_work_in_ekby, cast, today, 12)
    seen = hours_plan(at_work_in_ekby, today)

    first = write_plan(organisation=at_work_in_ekby, digest=seen.digest)
    again = write_plan(organisation=at_work_in_ekby, digest=seen.digest)

    tasks = PlannedTask.objects.filter(organisation=at_work_in_ekby)
    assert (first, again, tasks.count()) == (2, 0, 2)
    assert {(task.kind, task.hours, task.owner) for task in tasks} == {("site_inspection", Decimal(6), cast.ada)}
    assert {task.month for task in tasks} == {today.replace(day=1)}
    assert seen.outside.tasks == 1


def test_another_plan_than_the_one_seen_is_not_written(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    make_obligation(make_followed(at_work_in_ekby))
    say(at_work_in_ekby, cast, today, 6)
    seen = hours_plan(at_work_in_ekby, today)
    make_obligation(make_followed(at_work_in_ekby, "Another"))
    say(at_work_in_ekby, cast, today, 12)

    with pytest.raises(ConflictError):
        write_plan(organisation=at_work_in_ekby, digest=seen.digest)

    assert not PlannedTask.objects.exists()


def test_appointment_stays_when_the_hours_go(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    fixed, loose = make_followed(at_work_in_ekby, "Fixed"), make_followed(at_work_in_ekby, "Loose")
    for contract in (fixed, loose):
        check = Check(TaskKind.SITE_INSPECTION, today, cast.ada, Decimal(6))
        plan_check(contract, check)
    PlannedTask.objects.filter(contract=fixed).update(is_fixed=True)
    say(at_work_in_ekby, cast, today, 6)

    write_plan(organisation=at_work_in_ekby, digest=hours_plan(at_work_in_ekby, today).digest)

    months = dict(PlannedTask.objects.values_list("contract__title", "month"))
    assert months == {"Fixed": today.replace(day=1), "Loose": None}
    assert not hours_plan(at_work_in_ekby, today).changes


def test_done_controls_take_their_hours(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    done = plan_check(make_followed(at_work_in_ekby), Check(TaskKind.DESK_CONTROL, today, cast.ada, Decimal(3)))
    PlannedTask.objects.filter(pk=done.pk).update(state=TaskState.DONE, done_on=today, spent_hours=Decimal(5))
    say(at_work_in_ekby, cast, today, 12)

    assert list(hours_plan(at_work_in_ekby, today).capacity.values()) == [Decimal(7)]


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (Check("start_meeting", date(2999, 1, 1)), "kind"),
        (Check("desk_control", date(2020, 1, 1)), "month"),
        (Check("desk_control", date(2999, 1, 1), hours=Decimal(500)), "hours"),
        (Check("desk_control", date(2999, 1, 1), hours=Decimal(0)), "hours"),
    ],
)
def test_what_cannot_be_planned_is_refused(at_work_in_ekby: Organisation, check: Check, field: str) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_check(make_followed(at_work_in_ekby), check)

    assert refused.value.field == field


def test_a_control_is_planned_as_any_task_is(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    contract, key = make_followed(at_work_in_ekby), uuid4()
    obligation = make_obligation(contract)
    check = Check("desk_control", today, cast.ada, Decimal("2.25"), "  A   visit ", [obligation], key)
    first, again = plan_check(contract, check), plan_check(contract, check)
    contract.state = ContractState.WITHDRAWN

    assert first == again
    assert (first.title, first.hours, first.made_from) == ("A visit", Decimal("2.25"), f"form:{key}")
    assert [each.obligation for each in first.covers.all()] == [obligation]
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_check(contract, Check("desk_control", today))
    assert refused.value.field == "contract"


def test_nobody_from_next_door_has_hours_here(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    with pytest.raises(FollowUpNotPossibleError):
        say_hours(
            organisation=at_work_in_ekby, capacity={(cast.cilla, today.replace(day=1)): Decimal(5)}, by_kind=BY_KIND
        )


def leave(person: User) -> None:
    for membership in Membership.objects.filter(user=person):
        end_now(membership)


def months_planned() -> dict[str, date | None]:
    return dict(PlannedTask.objects.order_by("due_on").values_list("title", "month"))


def test_hours_of_somebody_who_left_do_not_count_and_may_be_taken_away(
    at_work_in_ekby: Organisation, cast: Cast, today: date
) -> None:
    make_obligation(make_followed(at_work_in_ekby))
    this_month = today.replace(day=1)
    say(at_work_in_ekby, cast, today, 6)
    leave(cast.ada)
    eva = {(cast.eva, this_month): Decimal(6), (cast.ada, this_month): None}
    before = hours_of_month(at_work_in_ekby, this_month)
    say_hours(organisation=at_work_in_ekby, capacity=eva, by_kind=BY_KIND)

    written = write_plan(organisation=at_work_in_ekby, digest=hours_plan(at_work_in_ekby, today).digest)

    assert (before.there_are, before.left) == (None, Decimal(0))
    assert (written, PlannedTask.objects.get().owner) == (1, cast.eva)
    assert hours_of_month(at_work_in_ekby, this_month).there_are == 6


def test_planning_goes_on_with_others_when_one_with_hours_leaves(
    at_work_in_ekby: Organisation, cast: Cast, today: date
) -> None:
    make_obligation(make_followed(at_work_in_ekby))
    capacity = {(person, today.replace(day=1)): Decimal(6) for person in (cast.ada, cast.eva)}
    say_hours(organisation=at_work_in_ekby, capacity=capacity, by_kind=BY_KIND)
    leave(cast.ada)

    write_plan(organisation=at_work_in_ekby, digest=hours_plan(at_work_in_ekby, today).digest)

    assert PlannedTask.objects.get().owner == cast.eva


@pytest.mark.parametrize("comes_again", [True, False])
def test_what_is_overdue_is_planned_into_the_hours_there_are(
    at_work_in_ekby: Organisation, cast: Cast, today: date, comes_again: bool
) -> None:
    contract = make_followed(at_work_in_ekby)
    late, kind = months_later(today, -2), TaskKind.DESK_CONTROL
    if comes_again:
        make_half_yearly(at_work_in_ekby, "Late", today=late, kind=kind, contract=contract, until=late)
    else:
        make_task(at_work_in_ekby, "Late", due_on=late, kind=kind, contract=contract)
        PlannedTask.objects.update(month=None)
    say(at_work_in_ekby, cast, months_later(today, 1), 6)

    plan = hours_plan(at_work_in_ekby, today)
    write_plan(organisation=at_work_in_ekby, digest=plan.digest)

    assert not plan.plan.outside
    assert months_planned() == {"Late": months_later(today.replace(day=1), 1)}
    assert not hours_plan(at_work_in_ekby, today).changes


def test_an_appointment_that_was_missed_is_open_and_one_to_come_stays(
    at_work_in_ekby: Organisation, cast: Cast, today: date
) -> None:
    this_month = today.replace(day=1)
    usual = {"kind": TaskKind.DESK_CONTROL, "owner": cast.ada, "is_fixed": True, "hours": Decimal(3)}
    make_task(at_work_in_ekby, "Missed", due_on=months_later(this_month, -1), **usual)
    make_task(at_work_in_ekby, "To come", due_on=months_later(this_month, 1), **usual)
    for ahead in (0, 1):
        say(at_work_in_ekby, cast, months_later(today, ahead), 6)

    plan = hours_plan(at_work_in_ekby, today)
    write_plan(organisation=at_work_in_ekby, digest=plan.digest)

    assert not plan.plan.overbooked
    assert months_planned() == {"Missed": this_month, "To come": months_later(this_month, 1)}
    assert dict(PlannedTask.objects.values_list("title", "is_fixed")) == {"Missed": False, "To come": True}


def test_an_appointment_that_is_given_to_somebody_keeps_its_day(
    at_work_in_ekby: Organisation, cast: Cast, today: date
) -> None:
    day = months_later(today.replace(day=1), 1)
    make_task(at_work_in_ekby, "Nobody's", due_on=day, kind=TaskKind.DESK_CONTROL, is_fixed=True)
    say(at_work_in_ekby, cast, day, 6)

    write_plan(organisation=at_work_in_ekby, digest=hours_plan(at_work_in_ekby, today).digest)

    task = PlannedTask.objects.get()
    assert (task.owner, task.due_on, task.is_fixed) == (cast.ada, day, True)


def test_month_and_plan_count_the_same_hours_as_spent(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    this_month = today.replace(day=1)
    make_task(at_work_in_ekby, "Done", kind=TaskKind.SITE_INSPECTION, owner=cast.ada, due_on=months_later(today, 2))
    PlannedTask.objects.update(state=TaskState.DONE, done_on=today)
    say(at_work_in_ekby, cast, today, 12)

    month, plan = hours_of_month(at_work_in_ekby, this_month), hours_plan(at_work_in_ekby, today)

    assert [month.used, month.left, *plan.capacity.values()] == [Decimal(6)] * 3
    assert hours_of_month(at_work_in_ekby, months_later(this_month, 2)).used == 0


def test_what_is_overdue_takes_hours_of_this_month(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    late = months_later(today.replace(day=1), -1)
    make_task(at_work_in_ekby, "Late", kind=TaskKind.DESK_CONTROL, owner=cast.ada, due_on=late)
    say(at_work_in_ekby, cast, today, 12)

    assert hours_of_month(at_work_in_ekby, today.replace(day=1)).left == 9


def test_controls_of_a_month_are_due_on_its_working_days_and_a_recurring_one_keeps_its_own(
    at_work_in_ekby: Organisation, cast: Cast, today: date
) -> None:
    for number in range(4):
        make_obligation(make_followed(at_work_in_ekby, f"Contract {number}"))
    recurring = make_half_yearly(at_work_in_ekby, kind=TaskKind.DESK_CONTROL, owner=cast.ada, today=today)
    say(at_work_in_ekby, cast, today, 200)
    before = dict(PlannedTask.objects.filter(recurring=recurring).values_list("pk", "due_on"))
    plan = hours_plan(at_work_in_ekby, today)

    assert write_plan(organisation=at_work_in_ekby, digest=plan.digest, today=today) == len(plan.changes) == 4
    made = PlannedTask.objects.filter(recurring=None).values_list("due_on", flat=True)
    assert all(day >= today for day in made)
    assert len(set(made)) > 1 or today.day > 25
    assert dict(PlannedTask.objects.filter(recurring=recurring).values_list("pk", "due_on")) == before
    assert not hours_plan(at_work_in_ekby, today).changes
