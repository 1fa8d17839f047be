"""What comes again is planned fifteen months ahead, each time once, whatever is moved, cancelled or changed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from follow_up.models import Control, PlannedTask
from follow_up.queries.hours_plan import hours_plan
from follow_up.services.finish_control import finish_control
from follow_up.services.hours import say_hours, write_plan
from follow_up.services.recurring_tasks import (
    RecurringSaid,
    change_recurring,
    end_recurring,
    make_ahead,
    make_all_ahead,
)
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.task_progress import cancel_task, move_task
from organisations.models import Organisation, User
from tests.factories.cast import Cast
from tests.factories.controls import answer, items_of, make_control
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_half_yearly

pytestmark = pytest.mark.usefixtures("in_english")
TODAY = date(2026, 3, 10)
TIMES = [date(2026, 3, 10), date(2026, 9, 10), date(2027, 3, 10)]


def days() -> list[date]:
    return list(PlannedTask.objects.order_by("due_on").values_list("due_on", flat=True))


def test_fifteen_months_are_planned_ahead_and_each_time_once(at_work_in_ekby: Organisation) -> None:
    recurring = make_half_yearly(at_work_in_ekby, today=TODAY)
    again = [make_all_ahead(at_work_in_ekby, today=TODAY) for _ in range(2)]

    assert (days(), again) == (TIMES, [0, 0])
    assert make_ahead(recurring, today=TODAY + timedelta(days=100)) == 1
    assert days() == [*TIMES, date(2027, 9, 10)]


def test_what_was_moved_or_cancelled_is_not_planned_again(at_work_in_ekby: Organisation) -> None:
    recurring = make_half_yearly(at_work_in_ekby, today=TODAY)
    _first, second, third = PlannedTask.objects.order_by("due_on")
    move_task(second, date(2026, 9, 24), revision=1)
    cancel_task(third, revision=1, because="Ended")

    assert make_ahead(recurring, today=TODAY) == 0
    assert days() == [TIMES[0], date(2026, 9, 24), TIMES[2]]


def test_one_is_not_moved_onto_another_of_the_same(at_work_in_ekby: Organisation) -> None:
    make_half_yearly(at_work_in_ekby, today=TODAY)
    with pytest.raises(FollowUpNotPossibleError) as refused:
        move_task(PlannedTask.objects.order_by("due_on")[0], TIMES[1], revision=1)

    assert refused.value.field == "due_on"


def test_nothing_is_planned_after_the_contract(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby, first_day=date(2026, 3, 1), months=9)
    make_half_yearly(at_work_in_ekby, today=TODAY, contract=contract)

    assert days() == TIMES[:2]


def test_a_change_reaches_times_to_come_that_nobody_touched(at_work_in_ekby: Organisation) -> None:
    recurring = make_half_yearly(at_work_in_ekby, today=TODAY)
    move_task(PlannedTask.objects.order_by("due_on")[1], date(2026, 9, 24), revision=1)
    said = RecurringSaid(kind="status_meeting", title="Quarterly", first_on=TODAY, every_months=12)
    change_recurring(recurring, said, revision=1, today=TODAY + timedelta(days=1))

    found = list(PlannedTask.objects.order_by("due_on").values_list("title", "due_on"))
    assert found == [
        ("Status meeting", TIMES[0]),
        ("Status meeting", date(2026, 9, 24)),
        ("Quarterly", TIMES[2]),
    ]


def test_a_time_whose_control_is_under_way_stays(at_work_in_ekby: Organisation) -> None:
    today = timezone.localdate()
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract)
    recurring = make_half_yearly(at_work_in_ekby, today=today, kind="desk_control", contract=contract)
    begun = PlannedTask.objects.order_by("due_on")[0]
    control = make_control(at_work_in_ekby, contract, task=begun)
    answer(control, items_of(control)[0])
    said = RecurringSaid("desk_control", "Renamed", today, 12, contract=contract)
    ended = change_recurring(recurring, said, revision=1)
    end_recurring(ended, revision=2)

    finish_control(Control.objects.get(), judged={})

    assert list(PlannedTask.objects.values_list("title", "state")) == [("Status meeting", "done")]


def test_what_the_plan_of_hours_placed_still_follows(at_work_in_ekby: Organisation, cast: Cast) -> None:
    today = timezone.localdate()
    contract = make_followed(at_work_in_ekby)
    recurring = make_half_yearly(at_work_in_ekby, today=today, kind="desk_control", contract=contract, until=today)
    capacity: dict[tuple[User, date], Decimal | None] = {(cast.ada, today.replace(day=1)): Decimal(6)}
    say_hours(organisation=at_work_in_ekby, capacity=capacity, by_kind={})
    written = write_plan(organisation=at_work_in_ekby, digest=hours_plan(at_work_in_ekby, today).digest)

    said = RecurringSaid("desk_control", "Renamed", today, 6, until=today, contract=contract)
    change_recurring(recurring, said, revision=1)

    assert (written, PlannedTask.objects.get().title) == (1, "Renamed")


def test_what_has_ended_comes_no_more(at_work_in_ekby: Organisation) -> None:
    recurring = make_half_yearly(at_work_in_ekby, today=TODAY)
    ended = end_recurring(recurring, revision=1, today=TODAY + timedelta(days=1))

    assert (days(), make_all_ahead(at_work_in_ekby, today=TODAY)) == (TIMES[:1], 0)
    with pytest.raises(FollowUpNotPossibleError):
        end_recurring(ended, revision=2)
