"""Examples for the addresses of the plan: tasks, recurring ones, rules of reminders, calendars."""

from datetime import date

from follow_up.queries.reminder_rules import rules_of
from follow_up.services.calendar_feeds import ALL, feeds_of, make_feed
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation
from tests.factories.plan import make_half_yearly, make_task


@example("contract_plan", "contract_plan_pdf", "propose_plan")
def a_contract(cast: Cast) -> Arguments:
    contract = make_followed(cast.ekby)
    make_obligation(contract)
    make_task(cast.ekby, contract=contract)
    return {"contract": contract.uuid}


@example(
    "planned_task", "change_task", "move_task", "finish_task", "cancel_task", "task_file",
    "api/v1/organisations/<slug:organisation>/planned-tasks/<uuid:task>/",
    "api/v1/organisations/<slug:organisation>/planned-tasks/<uuid:task>/done/",
)  # fmt: skip
def a_task(cast: Cast) -> Arguments:
    return {"task": make_task(cast.ekby, contract=make_followed(cast.ekby)).uuid}


@example("change_recurring", "end_recurring")
def a_recurring_task(cast: Cast) -> Arguments:
    return {"recurring": make_half_yearly(cast.ekby, today=date(2026, 6, 1)).uuid}


@example("change_reminder_rule")
def a_rule(cast: Cast) -> Arguments:
    return {"rule": rules_of(cast.ekby)[0].uuid}


@example("renew_calendar_feed", "revoke_calendar_feed")
def a_feed(cast: Cast) -> Arguments:
    make_feed(organisation=cast.ekby, user=cast.ada, scope=ALL)
    return {"feed": feeds_of(cast.ekby, cast.ada).latest("pk").uuid}


@example("calendar_by_link")
def a_secret(cast: Cast) -> Arguments:
    return {"secret": make_feed(organisation=cast.ekby, user=cast.ada, scope=ALL)}
