"""Tasks are planned, changed, moved, done and cancelled; two people at once, and what cannot be."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from follow_up.models import PlannedTask, TaskKind, TaskState
from follow_up.services.plan_tasks import TaskSaid, change_task, plan_task
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.task_progress import cancel_task, finish_task, move_task
from foundation.errors import ConflictError
from foundation.models import Change
from organisations.models import Organisation
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_task

pytestmark = pytest.mark.usefixtures("in_english")
DAY = date(2026, 6, 1)


def said(**more: object) -> TaskSaid:
    return TaskSaid(**{"kind": TaskKind.OTHER, "title": "Ask", "due_on": DAY, **more})  # type: ignore[arg-type]


def test_what_is_planned_covers_obligations_of_its_contract(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    obligation = make_obligation(contract)

    task = plan_task(organisation=at_work_in_ekby, said=said(contract=contract, covers=[obligation]))

    assert [cover.obligation for cover in task.covers.all()] == [obligation]
    assert (task.month, task.made_by) == (date(2026, 6, 1), "Ada Ask")
    assert Change.objects.filter(kind="follow_up.task", action="planned").count() == 1


def test_the_same_form_plans_one_task(at_work_in_ekby: Organisation) -> None:
    first, second = (plan_task(organisation=at_work_in_ekby, said=said(), made_from="form:1") for _ in range(2))

    assert (first, PlannedTask.objects.count()) == (second, 1)


@pytest.mark.parametrize(
    ("more", "field"),
    [({"title": " \u200b "}, "title"), ({"hours": Decimal(201)}, "hours"), ({"hours": Decimal(0)}, "hours")],
)
def test_what_a_task_cannot_be_is_refused_at_its_field(
    at_work_in_ekby: Organisation, more: dict[str, object], field: str
) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_task(organisation=at_work_in_ekby, said=said(**more))

    assert (refused.value.field, PlannedTask.objects.count()) == (field, 0)


def test_nobody_from_elsewhere_owns_a_task(at_work_in_ekby: Organisation, cast: Cast) -> None:
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_task(organisation=at_work_in_ekby, said=said(owner=cast.cilla))

    assert refused.value.field == "owner"


def test_obligations_of_another_contract_are_refused(at_work_in_ekby: Organisation) -> None:
    one, other = make_followed(at_work_in_ekby), make_followed(at_work_in_ekby, "Mat")
    with pytest.raises(FollowUpNotPossibleError) as refused:
        plan_task(organisation=at_work_in_ekby, said=said(contract=one, covers=[make_obligation(other)]))

    assert refused.value.field == "covers"


def test_who_saves_second_is_told(at_work_in_ekby: Organisation) -> None:
    task = make_task(at_work_in_ekby)
    change_task(task, said(title="Mine"), revision=1)

    with pytest.raises(ConflictError):
        change_task(task, said(title="Theirs"), revision=1)

    assert PlannedTask.objects.get().title == "Mine"


def test_a_fixed_day_is_moved_with_a_reason_alone(at_work_in_ekby: Organisation) -> None:
    task = make_task(at_work_in_ekby, is_fixed=True)
    with pytest.raises(FollowUpNotPossibleError) as refused:
        move_task(task, date(2026, 7, 2), revision=1)

    moved = move_task(task, date(2026, 7, 2), revision=1, because="The supplier is away.")

    assert refused.value.field == "because"
    assert (moved.due_on, moved.month, moved.revision) == (date(2026, 7, 2), date(2026, 7, 1), 2)
    change = Change.objects.get(action="moved")
    assert change.summary["because"] == "The supplier is away."


def test_what_is_done_keeps_minutes_and_hours_and_stays(at_work_in_ekby: Organisation) -> None:
    today = timezone.localdate()
    task = make_task(at_work_in_ekby)
    done = finish_task(task, revision=1, done_on=today, minutes="Agreed.", spent_hours=Decimal("1.5"))

    assert (done.state, done.done_by, done.minutes, done.spent_hours) == ("done", "Ada Ask", "Agreed.", Decimal("1.5"))
    with pytest.raises(FollowUpNotPossibleError):
        cancel_task(done, revision=2, because="Too late")


def test_nothing_is_done_on_a_day_that_has_not_come(at_work_in_ekby: Organisation) -> None:
    task = make_task(at_work_in_ekby)
    with pytest.raises(FollowUpNotPossibleError) as refused:
        finish_task(task, revision=1, done_on=timezone.localdate() + timedelta(days=1))

    assert (refused.value.field, PlannedTask.objects.get().state) == ("done_on", "planned")


def test_a_task_is_cancelled_with_a_reason_alone(at_work_in_ekby: Organisation) -> None:
    task = make_task(at_work_in_ekby)
    with pytest.raises(FollowUpNotPossibleError):
        cancel_task(task, revision=1, because="  ")

    assert cancel_task(task, revision=1, because="Not needed").state == TaskState.CANCELLED
