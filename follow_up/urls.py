"""The addresses of follow-up."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from follow_up.views import (
    calendar_feeds,
    contract_plan,
    control,
    control_photos,
    controls,
    edit_register,
    evidence,
    inspect,
    inspection_sent,
    obligation,
    own_wordings,
    plan,
    recurring_tasks,
    register,
    reminders,
    shared_controls,
    task,
)


class RegisterFile(StringConverter):
    """The kinds of files that the register is given out as."""

    regex = "csv|xlsx"


register_converter(RegisterFile, "register_file")

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
REGISTER = f"{FOLLOW_UP}register/"
CONTROLS = f"{FOLLOW_UP}controls/"
EVIDENCE = f"{FOLLOW_UP}evidence/"
CONTROL = f"{CONTROLS}<uuid:control>/"

in_register = [
    path(REGISTER, register.register, name="register"),
    path(f"{FOLLOW_UP}register.<register_file:kind>", register.export, name="register_export"),
    path(f"{REGISTER}edit/", edit_register.edit, name="edit_register"),
    path(f"{REGISTER}views/", edit_register.keep_view, name="keep_register_view"),
    path(f"{REGISTER}views/<uuid:view>/remove/", edit_register.take_view, name="take_register_view"),
    path(f"{REGISTER}own-wordings/", own_wordings.own_wordings_page, name="own_wordings"),
    path(f"{REGISTER}own-wordings/<uuid:obligation>/", own_wordings.match, name="match_own_wording"),
    path(f"{FOLLOW_UP}obligations/<uuid:obligation>/", obligation.followed_obligation_page, name="followed_obligation"),
]
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
SHARED = f"{FOLLOW_UP}shared-controls/"
shared = [
    path(SHARED, shared_controls.shared_controls, name="shared_controls"),
    path(f"{FOLLOW_UP}controls/<uuid:control>/share/", shared_controls.share, name="share_control"),
    path(f"{SHARED}<uuid:shared>/take-back/", shared_controls.unshare, name="unshare_control"),
    path(f"{SHARED}<uuid:obligation>/<uuid:finding>/", shared_controls.rely, name="rely_on_control"),
    path(f"{SHARED}relied-on/<uuid:reuse>/undo/", shared_controls.undo, name="rely_no_more"),
]
looked = [
    path(CONTROLS, controls.controls, name="controls"),
    path(f"{CONTROLS}new/", controls.start, name="start_control"),
    path(f"{CONTROLS}inspection-worker.js", inspect.worker, name="inspection_worker"),
    path(CONTROL, control.control, name="control"),
    path(f"{CONTROL}finish/", control.finish, name="finish_control"),
    path(f"{CONTROL}cancel/", control.cancel, name="cancel_control"),
    path(f"{CONTROL}report.pdf", control.report, name="control_report"),
    path(f"{CONTROL}inspect/", inspect.inspect, name="inspect"),
    path(f"{CONTROL}token/", inspection_sent.token, name="inspection_token"),
    path(f"{CONTROL}answers/", inspection_sent.answers, name="inspection_answers"),
    path(f"{CONTROL}photos/", inspection_sent.photos, name="inspection_photos"),
    path(f"{CONTROL}photos/<uuid:photo>/", control_photos.photo, name="control_photo"),
    path(f"{CONTROL}photos/<uuid:photo>/remove/", control_photos.remove, name="remove_control_photo"),
    path(f"{CONTROL}signatures/", inspection_sent.signatures, name="inspection_signatures"),
]
shown = [
    path(f"{EVIDENCE}contracts/<uuid:contract>/", evidence.contract_evidence, name="contract_evidence"),
    path(f"{EVIDENCE}contracts/<uuid:contract>/new/", evidence.file, name="file_evidence"),
    path(f"{EVIDENCE}<uuid:evidence>/file", evidence.evidence_file, name="evidence_file"),
    path(f"{EVIDENCE}<uuid:evidence>/edit/", evidence.change, name="change_evidence"),
    path(f"{EVIDENCE}<uuid:evidence>/decide/", evidence.decide, name="decide_evidence"),
]
urlpatterns = [*in_register, *in_plan, *in_reminders, *in_calendars, *shared, *looked, *shown]
