"""The addresses of the plan, of reminders, and of calendars of one's own."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import calendar_feeds, contract_plan, plan, recurring_tasks, reminders, task

PLAN = f"{FOLLOW_UP}plan/"
OF_CONTRACT = f"{FOLLOW_UP}contracts/<uuid:contract>/plan"
TASK = f"{FOLLOW_UP}tasks/<uuid:task>"
RECURRING = f"{FOLLOW_UP}recurring/<uuid:recurring>"

in_plan = [
    path(PLAN, plan.plan, name="follow_up_plan"),
    path(f"{PLAN}calendar/", plan.calendar, name="follow_up_calendar"),
    path(f"{PLAN}contracts/", contract_plan.contract_plans, name="contract_plans"),
    path(f"{OF_CONTRACT}/", contract_plan.contract_plan, name="contract_plan"),
    path(f"{OF_CONTRACT}.pdf", contract_plan.contract_plan_pdf, name="contract_plan_pdf"),
    path(f"{OF_CONTRACT}/propose/", contract_plan.propose_plan, name="propose_plan"),
    path(f"{FOLLOW_UP}tasks/new/", task.new_task, name="new_task"),
    path(f"{TASK}/", task.planned_task, name="planned_task"),
    path(f"{TASK}/change/", task.change, name="change_task"),
    path(f"{TASK}/move/", task.move, name="move_task"),
    path(f"{TASK}/done/", task.done, name="finish_task"),
    path(f"{TASK}/cancel/", task.cancel, name="cancel_task"),
    path(f"{FOLLOW_UP}recurring/", recurring_tasks.recurring_tasks, name="recurring_tasks"),
    path(f"{FOLLOW_UP}recurring/new/", recurring_tasks.new_recurring, name="new_recurring"),
    path(f"{RECURRING}/", recurring_tasks.change, name="change_recurring"),
    path(f"{RECURRING}/end/", recurring_tasks.end, name="end_recurring"),
]
in_reminders = [
    path(f"{FOLLOW_UP}reminders/", reminders.reminder_rules, name="reminder_rules"),
    path(f"{FOLLOW_UP}reminders/new/", reminders.new_rule, name="new_reminder_rule"),
    path(f"{FOLLOW_UP}reminders/sent/", reminders.reminders_sent, name="reminders_sent"),
    path(f"{FOLLOW_UP}reminders/<uuid:rule>/", reminders.change, name="change_reminder_rule"),
]
in_calendars = [
    path("follow-up/calendar/<str:secret>.ics", calendar_feeds.calendar_by_link, name="calendar_by_link"),
    path(f"{FOLLOW_UP}tasks/<uuid:task>.ics", calendar_feeds.task_file, name="task_file"),
    path(f"{FOLLOW_UP}my-calendar/", calendar_feeds.calendar_feeds, name="calendar_feeds"),
    path(f"{FOLLOW_UP}my-calendar/<uuid:feed>/renew/", calendar_feeds.renew, name="renew_calendar_feed"),
    path(f"{FOLLOW_UP}my-calendar/<uuid:feed>/revoke/", calendar_feeds.revoke, name="revoke_calendar_feed"),
]
urlpatterns = [*in_plan, *in_reminders, *in_calendars]
