"""The plan's pages: the answer on top, filters, one task from form to done, a year's proposal, rules and recurring."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from follow_up.models import PlannedTask, RecurringTask, ReminderRule, ReminderSent
from follow_up.queries.reminder_rules import rules_of
from follow_up.services.reminder_rules import save_shipped
from foundation.models import Message
from organisations.models import Organisation, User
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_half_yearly, make_task

pytestmark = pytest.mark.usefixtures("in_english", "at_work_in_ekby")
In = Callable[[User], Client]
QUERIES = 16
OK, MOVED, REFUSED, CONFLICT, NOT_FOUND = 200, 302, 422, 409, 404


@pytest.fixture
def ada_in(cast: Cast, client_for: In) -> Client:
    return client_for(cast.ada)


def address(name: str, *more: object) -> str:
    return reverse(name, args=["ekby", *more])


def page(client: Client, name: str, *more: object, **query: str) -> str:
    answer = client.get(address(name, *more), query)
    assert answer.status_code == OK
    return answer.content.decode()


def tasks() -> list[PlannedTask]:
    return list(PlannedTask.objects.order_by("due_on", "pk"))


def filled(client: Client, path: str, **changes: Any) -> dict[str, Any]:
    """What the form at an address would send, with some of it typed anew."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}


def test_an_empty_plan_says_what_to_do(ada_in: Client) -> None:
    text = page(ada_in, "follow_up_plan")

    assert "No task yet" in text
    assert "take over what is proposed" in text


def test_the_list_says_how_many_are_late_and_narrows_down(
    ada_in: Client, cast: Cast, at_work_in_ekby: Organisation
) -> None:
    today = timezone.localdate()
    contract = make_followed(at_work_in_ekby)
    make_task(at_work_in_ekby, "Late one", due_on=today - timedelta(days=1), owner=cast.bo)
    make_task(at_work_in_ekby, "Coming one", due_on=today + timedelta(days=40), owner=cast.ada, contract=contract)

    everything = page(ada_in, "follow_up_plan")
    assert "1 task is late, of 2 to do." in everything
    found = {
        query: [name for name in ("Late one", "Coming one") if name in page(ada_in, "follow_up_plan", **dict([query]))]
        for query in (
            ("state", "late"),
            ("mine", "1"),
            ("contract", str(contract.uuid)),
            ("person", str(cast.bo.uuid)),
            ("kind", "desk_control"),
            ("q", "varelevering"),
            ("contract", "nonsense"),
        )
    }
    assert list(found.values()) == [
        ["Late one"], ["Coming one"], ["Coming one"], ["Late one"], [], ["Coming one"], ["Late one", "Coming one"],
    ]  # fmt: skip


def test_the_list_takes_as_many_queries_for_many(
    ada_in: Client, at_work_in_ekby: Organisation, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    contract = make_followed(at_work_in_ekby)
    make_task(at_work_in_ekby, contract=contract, owner=cast.ada)
    page(ada_in, "follow_up_plan")
    with django_assert_num_queries(QUERIES):
        page(ada_in, "follow_up_plan")
    for _ in range(3):
        make_task(at_work_in_ekby, contract=contract, owner=cast.bo)
    with django_assert_num_queries(QUERIES):
        page(ada_in, "follow_up_plan")


def test_the_calendar_shows_six_months(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    make_task(at_work_in_ekby, "In March", due_on=date(2027, 3, 31))
    make_task(at_work_in_ekby, "In September", due_on=date(2027, 9, 1))
    text = page(ada_in, "follow_up_calendar", **{"from": "2027-03"})

    assert ("In March" in text, "In September" in text, "1 task in these six months." in text) == (True, False, True)


def test_a_task_is_planned_from_its_form_once(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    path = f"{address('new_task')}?contract={contract.uuid}"
    sent = filled(ada_in, path, kind="desk_control", title="Invoices", due_on="2027-02-01", hours="2,5")
    first, second = (ada_in.post(path, sent) for _ in range(2))

    (task,) = tasks()
    assert first["Location"] == second["Location"] == address("planned_task", task.uuid)
    assert (task.contract, str(task.hours), task.owner and task.owner.name) == (contract, "2.50", "Ada Ask")
    assert "Invoices" in page(ada_in, "planned_task", task.uuid)


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(ada_in: Client) -> None:
    sent = filled(ada_in, address("new_task"), title="Visit", due_on="yesterday", hours="900", kind="site_inspection")
    answer = ada_in.post(address("new_task"), sent)

    assert (answer.status_code, tasks()) == (REFUSED, [])
    assert 'value="Visit"' in answer.content.decode()


def test_a_task_goes_from_moved_to_done(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    task = make_task(at_work_in_ekby, is_fixed=True)
    move, done = address("move_task", task.uuid), address("finish_task", task.uuid)
    refused = ada_in.post(move, filled(ada_in, move, due_on="2026-06-20"))
    moved = ada_in.post(move, filled(ada_in, move, due_on="2026-06-20", because="Holiday"))
    today = timezone.localdate().isoformat()
    noted = ada_in.post(done, filled(ada_in, done, done_on=today, minutes="All agreed.", spent_hours="1"))

    assert (refused.status_code, moved.status_code, noted.status_code) == (REFUSED, MOVED, MOVED)
    assert tasks()[0].state == "done"
    assert "All agreed." in page(ada_in, "planned_task", task.uuid)
    assert ada_in.get(address("cancel_task", task.uuid)).status_code == MOVED


def test_who_saves_second_is_told_and_may_save_over(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    obligation = make_obligation(contract)
    task = make_task(at_work_in_ekby, contract=contract, covers=[obligation])
    path = address("change_task", task.uuid)
    mine, theirs = filled(ada_in, path, title="Mine"), filled(ada_in, path, title="Theirs")
    ada_in.post(path, theirs)
    late = ada_in.post(path, mine)
    again = ada_in.post(path, {**mine, "revision": late.context["form"]["revision"].value()})

    assert (late.status_code, again.status_code) == (CONFLICT, MOVED)
    (task,) = tasks()
    assert (task.title, task.covers.count()) == ("Mine", 1)


def test_a_control_is_started_from_its_task(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    control = make_task(at_work_in_ekby, contract=contract, kind="site_inspection")
    meeting = make_task(at_work_in_ekby, "Talk", contract=contract)
    link = f"{address('start_control')}?task={control.uuid}"

    assert link in page(ada_in, "planned_task", control.uuid)
    assert ada_in.get(link).status_code == OK
    assert "Start the control" not in page(ada_in, "planned_task", meeting.uuid)


def test_a_reader_changes_nothing(client_for: In, cast: Cast, at_work_in_ekby: Organisation) -> None:
    bo, task = client_for(cast.bo), make_task(at_work_in_ekby)
    text = page(bo, "planned_task", task.uuid)

    assert "Note that it is done" not in text
    assert bo.post(address("cancel_task", task.uuid), {"because": "No"}).status_code == NOT_FOUND


def test_a_year_is_proposed_then_taken_over(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    path = address("propose_plan", contract.uuid)
    text = page(ada_in, "propose_plan", contract.uuid, year="2026", language="nn")
    looked = len(tasks())
    keys = [each.key for each in ada_in.get(path, {"year": "2026"}).context["proposed"]]
    answers = [ada_in.post(path, {"year": "2026", "language": "nn", "task": keys}).status_code for _ in range(2)]

    assert ("Oppstartsmøte" in text, looked, answers) == (True, 0, [MOVED, MOVED])
    assert [task.title for task in tasks()] == ["Oppstartsmøte", "Statusmøte"]
    assert "in the plan already" in page(ada_in, "propose_plan", contract.uuid, year="2026")
    assert "2 still to do, 5 hours" in page(ada_in, "contract_plan", contract.uuid, year="2026")


def test_contracts_without_a_plan_come_first(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    make_task(at_work_in_ekby, contract=make_followed(at_work_in_ekby, "Aa"), due_on=timezone.localdate())
    make_followed(at_work_in_ekby, "Zz")
    answer = ada_in.get(address("contract_plans"))

    assert [(each.title, each.planned) for each in answer.context["page"]] == [("Zz", 0), ("Aa", 1)]
    assert "1 contract has nothing planned" in answer.content.decode()


def test_nothing_ticked_is_said(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    answer = ada_in.post(address("propose_plan", contract.uuid), {"year": "2026"})

    assert (answer.status_code, "Tick at least one" in answer.content.decode()) == (REFUSED, True)


def test_a_contracts_plan_is_given_out_as_pdf(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    make_task(at_work_in_ekby, contract=contract, agenda="– First")
    answer = ada_in.get(address("contract_plan_pdf", contract.uuid), {"year": "2026"})

    assert (answer.status_code, answer["Content-Type"], answer.content[:5]) == (OK, "application/pdf", b"%PDF-")


def test_a_recurring_task_is_made_changed_and_ended(ada_in: Client) -> None:
    path = address("new_recurring")
    sent = filled(ada_in, path, title="Quarterly", kind="report_due", every_months="3")
    answers = [ada_in.post(path, sent).status_code for _ in range(2)]
    recurring = RecurringTask.objects.get()
    made = len(tasks())
    edit = address("change_recurring", recurring.uuid)
    answers.append(ada_in.post(edit, filled(ada_in, edit, every_months="5")).status_code)
    changed = len(tasks())
    ada_in.post(address("end_recurring", recurring.uuid))

    assert (answers, made, changed, len(tasks())) == ([MOVED] * 3, 6, 4, 0)
    assert "ended" in page(ada_in, "recurring_tasks")


def test_rules_are_seen_and_changed(ada_in: Client, cast: Cast, at_work_in_ekby: Organisation) -> None:
    today = timezone.localdate()
    make_task(at_work_in_ekby, "Visit", due_on=today + timedelta(days=20), owner=cast.bo)
    text = page(ada_in, "reminder_rules")
    rule = next(each for each in rules_of(at_work_in_ekby) if each.trigger == "task_due")
    path = address("change_reminder_rule", rule.uuid)
    refused = ada_in.post(path, filled(ada_in, path, days_before="soon"))
    saved = ada_in.post(path, filled(ada_in, path, days_before="3 ; 10, 3"))

    assert ("1 reminder would go out" in text, "Bo Bjerk" in text) == (True, True)
    assert (refused.status_code, saved.status_code) == (REFUSED, MOVED)
    rule = ReminderRule.objects.get(uuid=rule.uuid)
    assert (rule.days_before, rule.revision) == ([10, 3], 2)


def test_looking_at_reminders_writes_nothing(cast: Cast, client_for: In, at_work_in_ekby: Organisation) -> None:
    seen = [page(client_for(person), "reminder_rules") for person in (cast.bo, cast.ada)]
    rules = rules_of(at_work_in_ekby)
    opened = client_for(cast.ada).get(address("change_reminder_rule", rules[0].uuid))

    assert all("A planned task is due" in text for text in seen)
    assert (opened.status_code, len(rules), ReminderRule.objects.count()) == (200, 5, 0)


def test_a_doubtful_reminder_is_shown_as_uncertain(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    save_shipped(at_work_in_ekby)
    message = Message.objects.create(
        organisation=at_work_in_ekby,
        message_id="<1@example.org>",
        receiver="ada.ask@example.org",
        subject="R",
        body="R",
        status="uncertain",
        next_attempt_at=timezone.now(),
    )
    ReminderSent.objects.create(
        organisation=at_work_in_ekby, rule=ReminderRule.objects.get(trigger="task_due"), thing_kind="task_due",
        thing_id="1", thing_title="Visit", day=date(2026, 6, 1), days_before=7, receiver="ada.ask@example.org",
        message=message,
    )  # fmt: skip
    text = page(ada_in, "reminders_sent")

    assert "Uncertain: sent or not" in text
    assert "1 reminder may or may not have arrived" in text
    assert "Visit" not in page(ada_in, "reminders_sent", state="sent")


def test_the_half_yearly_meeting_stands_in_the_list(ada_in: Client, at_work_in_ekby: Organisation) -> None:
    make_half_yearly(at_work_in_ekby, "Half-yearly talk", today=timezone.localdate())

    assert page(ada_in, "follow_up_plan").count("Half-yearly talk") == 3
