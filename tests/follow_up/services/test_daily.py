"""The day of an organisation: everything once, each step on its own, and no organisation in another's way."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from celery.schedules import crontab
from django.db import connection
from django.db.models import Model
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from config import celery_settings
from follow_up import tasks
from follow_up.models import ContractSpend, Evidence, ObligationStanding, PlannedTask, RecurringTask, ReminderSent
from follow_up.services.daily import do_daily, refresh_spend_daily
from organisations.models import Organisation
from procurement.models import Contract
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_half_yearly

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def contract(at_work_in_ekby: Organisation, cast: Cast, today: date) -> Contract:
    """With evidence that runs out in two weeks."""
    made = make_followed(at_work_in_ekby, manager=cast.ada)
    make_obligation(made)
    Evidence.objects.create(
        organisation=at_work_in_ekby,
        contract=made,
        title="ISO 14001",
        link="https://example.org/iso",
        effective_on=today - timedelta(days=300),
        valid_until=today + timedelta(days=14),
    )
    return made


@contextmanager
def failing(model: type[Model]) -> Iterator[None]:
    """Whoever reads such a thing meets an error that nobody thought of."""

    def fail(**_signal: Any) -> None:
        raise KeyError("nobody thought of it")

    post_init.connect(fail, sender=model)
    try:
        yield
    finally:
        post_init.disconnect(fail, sender=model)


def test_the_day_does_everything_and_may_come_twice(contract: Contract, today: date) -> None:
    make_half_yearly(contract.organisation, today=today, contract=None)
    PlannedTask.objects.all().delete()
    ObligationStanding.objects.all().delete()
    first, second = do_daily(contract.organisation), do_daily(contract.organisation)

    assert (first, second, PlannedTask.objects.count(), ObligationStanding.objects.count()) == (1, 0, 3, 1)


def test_a_step_that_fails_keeps_no_other_from_its_turn(
    contract: Contract, today: date, caplog: pytest.LogCaptureFixture
) -> None:
    make_half_yearly(contract.organisation, today=today, contract=None)
    ObligationStanding.objects.all().delete()
    with failing(RecurringTask):
        written = do_daily(contract.organisation)

    assert (written, ReminderSent.objects.count(), ObligationStanding.objects.count()) == (1, 1, 1)
    assert [each.getMessage() for each in caplog.records] == [
        "the daily follow-up of ekby: what comes again did not come to its end"
    ]


def test_each_organisation_has_a_task_of_its_own(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    every = list(Organisation.objects.order_by("pk").values_list("pk", flat=True))
    sent: dict[str, list[int]] = {"daily": [], "spend": []}
    monkeypatch.setattr(tasks.daily_of_one_task, "delay", sent["daily"].append)
    monkeypatch.setattr(tasks.spend_of_one_task, "delay", sent["spend"].append)
    tasks.daily_task()
    tasks.spend_task()

    assert cast.ekby.pk in every
    assert sent == {"daily": every, "spend": every}


def test_a_task_of_one_organisation_leaves_the_others_alone(contract: Contract, cast: Cast) -> None:
    tasks.daily_of_one_task(cast.granby.pk)
    left = ReminderSent.objects.count()
    tasks.daily_of_one_task(contract.organisation_id)

    assert (left, ReminderSent.objects.count()) == (0, 1)


def test_the_accounts_are_read_once_a_day_and_after_changes(contract: Contract) -> None:
    schedules = {each["task"]: each["schedule"] for each in celery_settings.beat_schedule.values()}
    spend, daily = schedules[tasks.spend_task.name], schedules[tasks.daily_task.name]
    assert isinstance(spend, crontab)
    assert (len(spend.hour), len(spend.minute), len(daily.hour)) == (1, 1, 13)

    assert reads_the_accounts(lambda: do_daily(contract.organisation))
    Contract.objects.update(updated_at=timezone.now() - timedelta(hours=2))
    assert not reads_the_accounts(lambda: do_daily(contract.organisation))
    assert reads_the_accounts(lambda: refresh_spend_daily(contract.organisation))


def reads_the_accounts(work: Callable[[], object]) -> bool:
    with CaptureQueriesContext(connection) as queries:
        work()
    return any(ContractSpend._meta.db_table in each["sql"] for each in queries.captured_queries)
