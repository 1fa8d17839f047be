"""The addresses of follow-up."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from follow_up.views import (
    contract_priority,
    edit_register,
    hours,
    interviews,
    obligation,
    priority,
    priority_weights,
    register,
    risk_assessments,
    sector_risks,
)


class RegisterFile(StringConverter):
    """The kinds of files that the register is given out as."""

    regex = "csv|xlsx"


class RiskFile(StringConverter):
    """The kinds of documents that a yearly assessment is given out as."""

    regex = "docx|pdf"


register_converter(RegisterFile, "register_file")
register_converter(RiskFile, "risk_file")

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
REGISTER = f"{FOLLOW_UP}register/"

in_register = [
    path(REGISTER, register.register, name="register"),
    path(f"{FOLLOW_UP}register.<register_file:kind>", register.export, name="register_export"),
    path(f"{REGISTER}edit/", edit_register.edit, name="edit_register"),
    path(f"{REGISTER}views/", edit_register.keep_view, name="keep_register_view"),
    path(f"{REGISTER}views/<uuid:view>/remove/", edit_register.take_view, name="take_register_view"),
    path(f"{FOLLOW_UP}obligations/<uuid:obligation>/", obligation.followed_obligation_page, name="followed_obligation"),
]
CONTRACT = f"{FOLLOW_UP}contracts/<uuid:contract>/"
WEIGHTS = f"{FOLLOW_UP}weights/"
priorities = [
    path(FOLLOW_UP, priority.priority, name="follow_up"),
    path(f"{FOLLOW_UP}priority-list.<register_file:kind>", priority.export, name="priority_export"),
    path(WEIGHTS, priority_weights.what_if, name="priority_weights"),
    path(f"{WEIGHTS}save/", priority_weights.save_weights, name="save_priority_weights"),
    path(f"{FOLLOW_UP}sector-risks/", sector_risks.sector_risks, name="sector_risks"),
    path(f"{FOLLOW_UP}sector-risks/set/", sector_risks.set_risk, name="set_sector_risk"),
    path(f"{CONTRACT}priority/", contract_priority.contract_priority, name="contract_priority"),
    path(f"{CONTRACT}plan-control/", contract_priority.plan, name="plan_control"),
    path(f"{CONTRACT}traits/", contract_priority.traits, name="note_contract_traits"),
]
INTERVIEWS = f"{FOLLOW_UP}interviews/"
talks = [
    path(INTERVIEWS, interviews.interviews, name="interviews"),
    path(f"{INTERVIEWS}new/", interviews.start, name="start_interview"),
    path(f"{INTERVIEWS}<uuid:interview>/", interviews.interview, name="interview"),
    path(f"{INTERVIEWS}<uuid:interview>/write/", interviews.write, name="write_interview"),
]
HOURS = f"{FOLLOW_UP}hours/"
hours_for_controls = [
    path(HOURS, hours.hours, name="hours"),
    path(f"{HOURS}say/", hours.say, name="say_hours"),
    path(f"{HOURS}plan/", hours.plan_of_hours, name="plan_of_hours"),
    path(f"{HOURS}plan/write/", hours.write, name="write_plan_of_hours"),
]
RISK = f"{FOLLOW_UP}risk/"
yearly = [
    path(RISK, risk_assessments.assessments, name="risk_assessments"),
    path(f"{RISK}make/", risk_assessments.make, name="make_risk_assessment"),
    path(f"{RISK}<uuid:assessment>/", risk_assessments.assessment, name="risk_assessment"),
    path(f"{RISK}<uuid:assessment>/approve/", risk_assessments.approve, name="approve_risk_assessment"),
    path(f"{RISK}<uuid:assessment>/document.<risk_file:kind>", risk_assessments.document, name="risk_document"),
]
urlpatterns = [*in_register, *priorities, *talks, *hours_for_controls, *yearly]
