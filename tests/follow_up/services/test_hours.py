"""The plan that was seen is the plan that is written, once."""

from datetime import date
from decimal import Decimal

import pytest

from follow_up.models import PlannedTask, TaskKind, TaskState
from follow_up.queries.hours_plan import hours_plan
from follow_up.services.hours import say_hours, write_plan
from follow_up.services.plan_check import Check, plan_check
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.errors import ConflictError
from organisations.models import Organisation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

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
    ],
)
def test_what_cannot_be_planned_is_refused(at_work_in_ekby: Organisation, check: Check, field: str) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_check(make_followed(at_work_in_ekby), check)

    assert refused.value.field == field


def test_nobody_from_next_door_has_hours_here(at_work_in_ekby: Organisation, cast: Cast, today: date) -> None:
    with pytest.raises(FollowUpNotPossibleError):
        say_hours(
            organisation=at_work_in_ekby, capacity={(cast.cilla, today.replace(day=1)): Decimal(5)}, by_kind=BY_KIND
        )
