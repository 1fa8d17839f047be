"""Reminders: each stage once, gathered in one mail, to those who may see it, in their language, and none lost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from follow_up.models import Deviation, Evidence, PlannedTask, Receiver, ReminderRule, ReminderSent, Trigger
from follow_up.queries.reminder_rules import rules_of
from follow_up.queries.reminders import coming_reminders
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.reminder_rules import RuleSaid, add_rule, change_rule, save_shipped
from follow_up.services.send_reminders import send_reminders
from follow_up.services.task_progress import cancel_task, move_task
from foundation.errors import ConflictError
from foundation.models import Message
from organisations.models import Membership, Organisation, User
from organisations.services.validity import end_now
from procurement.models import Contract, ContractOption
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_task

pytestmark = pytest.mark.usefixtures("in_english")
DAY = date(2027, 6, 1)


def on(left: int, day: date = DAY) -> date:
    return day - timedelta(days=left)


def make_evidence(contract: Contract, **said: Any) -> Evidence:
    usual = {"title": "ISO 14001", "link": "https://example.org/iso", "effective_on": date(2026, 6, 1)}
    return Evidence.objects.create(
        organisation_id=contract.organisation_id, contract=contract, **{**usual, "valid_until": DAY, **said}
    )


@pytest.fixture
def contract(at_work_in_ekby: Organisation, cast: Cast) -> Contract:
    User.objects.update(language="en")
    return make_followed(at_work_in_ekby, manager=cast.ada)


def test_evidence_is_reminded_of_60_and_14_days_before_and_once_each(contract: Contract) -> None:
    make_evidence(contract)
    sent = [send_reminders(contract.organisation, today=on(left)) for left in (61, 60, 60, 59, 14, 13, 0, -8)]

    assert sent == [0, 1, 0, 0, 1, 0, 0, 0]
    assert [message.receiver for message in Message.objects.all()] == ["ada.ask@example.org"] * 2
    assert list(ReminderSent.objects.order_by("pk").values_list("days_before", flat=True)) == [60, 14]


def test_a_stage_that_nobody_could_send_goes_out_late_and_once(contract: Contract) -> None:
    make_evidence(contract)

    assert [send_reminders(contract.organisation, today=on(left)) for left in (5, 4, -3)] == [1, 0, 0]


def test_what_replaces_or_is_rejected_needs_no_reminder(contract: Contract) -> None:
    make_evidence(contract, replaces=make_evidence(contract), valid_until=on(-400))
    make_evidence(contract, state="rejected", rejected_because="Of another firm.")

    assert send_reminders(contract.organisation, today=on(10)) == 0


@pytest.mark.parametrize(
    ("newer", "due"),
    [
        ({"state": "rejected", "rejected_because": "Of another firm."}, 1),
        ({"state": "waiting", "valid_until": on(-400)}, 1),
        ({"state": "accepted", "valid_until": on(-400)}, 0),
    ],
)
def test_what_counts_until_a_newer_version_is_accepted_is_reminded_of(
    contract: Contract, newer: dict[str, Any], due: int
) -> None:
    make_evidence(contract, replaces=make_evidence(contract, state="accepted"), **newer)

    assert send_reminders(contract.organisation, today=on(10)) == due


def test_several_reminders_stand_in_one_mail_in_the_persons_language(contract: Contract, cast: Cast) -> None:
    make_evidence(contract)
    make_evidence(contract, title="Euro 6")
    make_task(contract.organisation, contract=contract, owner=cast.ada, due_on=on(10))
    sent = send_reminders(contract.organisation, today=on(14))

    (message,) = Message.objects.all()
    assert sent == 3
    assert "“ISO 14001”" in message.body
    assert "“Euro 6”" in message.body
    assert "“Status meeting”" in message.body
    assert "/o/ekby/follow-up/tasks/" in message.body


def test_who_got_a_mail_today_gets_the_next_one_tomorrow(contract: Contract) -> None:
    today = timezone.localdate()
    make_evidence(contract, valid_until=today + timedelta(days=10))
    first = send_reminders(contract.organisation)
    make_evidence(contract, title="Euro 6", valid_until=today + timedelta(days=10))

    assert (first, send_reminders(contract.organisation)) == (1, 0)
    assert send_reminders(contract.organisation, today=today + timedelta(days=1)) == 1


def test_a_person_without_the_role_gets_none(contract: Contract, cast: Cast) -> None:
    make_evidence(contract)
    for membership in Membership.objects.filter(user=cast.ada):
        end_now(membership)

    assert (send_reminders(contract.organisation, today=on(14)), Message.objects.count()) == (0, 0)


def test_the_owner_is_written_to_and_the_manager_where_the_owner_has_left(contract: Contract, cast: Cast) -> None:
    make_task(contract.organisation, contract=contract, owner=cast.bo, due_on=DAY)
    first = send_reminders(contract.organisation, today=on(7))
    PlannedTask.objects.update(owner=cast.cilla, due_on=DAY + timedelta(days=1))
    second = send_reminders(contract.organisation, today=on(6))

    assert (first, second) == (1, 1)
    assert [each.receiver for each in Message.objects.order_by("pk")] == ["bo.bjerk@example.org", "ada.ask@example.org"]


def test_a_task_that_is_moved_is_reminded_of_anew_and_a_cancelled_one_never(contract: Contract, cast: Cast) -> None:
    task = make_task(contract.organisation, owner=cast.bo, due_on=DAY)
    first = send_reminders(contract.organisation, today=on(7))
    task = move_task(task, DAY + timedelta(days=30), revision=1)
    second = send_reminders(contract.organisation, today=on(7, task.due_on))
    cancel_task(move_task(task, DAY + timedelta(days=60), revision=2), revision=3, because="Not needed")

    assert (first, second) == (1, 1)
    assert send_reminders(contract.organisation, today=on(7, DAY + timedelta(days=60))) == 0


def test_each_trigger_reminds_by_its_own_days(contract: Contract) -> None:
    make_obligation(contract)
    ContractOption.objects.create(
        organisation=contract.organisation, contract=contract, number=1, months=12, notice_on=date(2029, 12, 1)
    )
    Deviation.objects.create(
        organisation=contract.organisation,
        number=1,
        contract=contract,
        title="Diesel",
        facts="Two vans.",
        found_on=date(2027, 1, 1),
        deadline=date(2027, 2, 1),
    )
    add_rule(
        organisation=contract.organisation, said=RuleSaid(Trigger.CONTRACT_ENDS, [90], Receiver.MANAGER, language="sv")
    )
    days = {
        "step": (on(90, date(2028, 3, 1)), on(30, date(2028, 3, 1))),
        "option": (on(60, date(2029, 12, 1)), on(14, date(2029, 12, 1))),
        "deviation": (on(7, date(2027, 2, 1)), date(2027, 2, 1)),
        "end": (on(90, date(2030, 2, 28)),),
    }
    sent = {name: [send_reminders(contract.organisation, today=day) for day in those] for name, those in days.items()}

    assert sent == {"step": [1, 1], "option": [1, 1], "deviation": [1, 1], "end": [1]}


def test_suppliers_are_written_to_without_our_addresses(contract: Contract) -> None:
    make_evidence(contract)
    for rule in rules_of(contract.organisation):
        if rule.trigger == Trigger.EVIDENCE_EXPIRES:
            change_rule(rule, RuleSaid(rule.trigger, [30], Receiver.SUPPLIER, language="en"), revision=1)
    send_reminders(contract.organisation, today=on(30))

    (message,) = Message.objects.all()
    assert (message.receiver, "http" in message.body) == ("post@nordbygg.example", False)
    assert "Hello Nordbygg AS," in message.body


def test_shipped_rules_are_made_once_and_a_switched_off_one_is_silent(contract: Contract) -> None:
    make_evidence(contract)
    for _ in range(2):
        save_shipped(contract.organisation)
    rule = ReminderRule.objects.get(trigger=Trigger.EVIDENCE_EXPIRES)
    change_rule(rule, RuleSaid(rule.trigger, [60, 14], rule.receiver, is_active=False), revision=1)

    assert (ReminderRule.objects.count(), send_reminders(contract.organisation, today=on(14))) == (5, 0)


@pytest.mark.parametrize("things", [1, 9])
def test_reminders_take_as_many_queries_for_one_thing_as_for_nine(
    contract: Contract, things: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(things):
        make_evidence(make_followed(contract.organisation, f"Contract {number}", manager=contract.manager))
    for rule in rules_of(contract.organisation):
        if rule.trigger == Trigger.EVIDENCE_EXPIRES:
            change_rule(rule, RuleSaid(rule.trigger, [30], Receiver.SUPPLIER), revision=1)

    with django_assert_num_queries(10):
        assert len(coming_reminders(contract.organisation, rules_of(contract.organisation), on(40), on(20))) == things
    with django_assert_num_queries(19):
        assert send_reminders(contract.organisation, today=on(30)) == things


def test_each_receiver_costs_as_little_as_another(contract: Contract, cast: Cast) -> None:
    managers = [cast.ada, cast.bo, cast.eva, cast.dag]
    for number, manager in enumerate(managers):
        make_evidence(make_followed(contract.organisation, f"Contract {number}", manager=manager))
    save_shipped(contract.organisation)
    taken = []
    for written in (managers[:1], managers[1:]):
        Evidence.objects.update(valid_until=on(-500))
        Evidence.objects.filter(contract__manager__in=written).update(valid_until=DAY)
        with CaptureQueriesContext(connection) as queries:
            assert send_reminders(contract.organisation, today=on(60)) == len(written)
        taken.append(len(queries))

    assert taken[1] - taken[0] <= 2 * 8


def test_two_at_once_and_wrong_days_are_refused(contract: Contract) -> None:
    rule = rules_of(contract.organisation)[0]
    change_rule(rule, RuleSaid(rule.trigger, [10], rule.receiver), revision=1)
    with pytest.raises(ConflictError):
        change_rule(rule, RuleSaid(rule.trigger, [11], rule.receiver), revision=1)
    with pytest.raises(FollowUpNotPossibleError) as refused:
        add_rule(organisation=contract.organisation, said=RuleSaid(Trigger.TASK_DUE, [], Receiver.OWNER))

    assert refused.value.field == "days_before"


def test_what_is_coming_names_who_would_be_written_to(contract: Contract) -> None:
    make_evidence(contract)
    make_evidence(make_followed(contract.organisation, "Unlooked after"), title="Nobody's")
    coming = coming_reminders(contract.organisation, rules_of(contract.organisation), on(70), on(40))

    assert [(each.on, each.thing.title, each.to and each.to.name) for each in coming] == [
        (on(60), "ISO 14001", "Ada Ask"),
        (on(60), "Nobody's", None),
    ]
