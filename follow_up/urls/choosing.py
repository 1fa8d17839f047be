"""The addresses of what comes first: priorities, talks, hours, the yearly assessment."""

from django.urls import path

from follow_up.urls.places import FOLLOW_UP
from follow_up.views import (
    contract_priority,
    hours,
    interviews,
    priority,
    priority_weights,
    risk_assessments,
    sector_risks,
)

CONTRACT = f"{FOLLOW_UP}contracts/<uuid:contract>/"
WEIGHTS = f"{FOLLOW_UP}weights/"
INTERVIEWS = f"{FOLLOW_UP}interviews/"
HOURS = f"{FOLLOW_UP}hours/"
RISK = f"{FOLLOW_UP}risk/"

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
talks = [
    path(INTERVIEWS, interviews.interviews, name="interviews"),
    path(f"{INTERVIEWS}new/", interviews.start, name="start_interview"),
    path(f"{INTERVIEWS}<uuid:interview>/", interviews.interview, name="interview"),
    path(f"{INTERVIEWS}<uuid:interview>/write/", interviews.write, name="write_interview"),
]
hours_for_controls = [
    path(HOURS, hours.hours, name="hours"),
    path(f"{HOURS}say/", hours.say, name="say_hours"),
    path(f"{HOURS}plan/", hours.plan_of_hours, name="plan_of_hours"),
    path(f"{HOURS}plan/write/", hours.write, name="write_plan_of_hours"),
]
yearly = [
    path(RISK, risk_assessments.assessments, name="risk_assessments"),
    path(f"{RISK}make/", risk_assessments.make, name="make_risk_assessment"),
    path(f"{RISK}<uuid:assessment>/", risk_assessments.assessment, name="risk_assessment"),
    path(f"{RISK}<uuid:assessment>/approve/", risk_assessments.approve, name="approve_risk_assessment"),
    path(f"{RISK}<uuid:assessment>/document.<risk_file:kind>", risk_assessments.document, name="risk_document"),
]
urlpatterns = [*priorities, *talks, *hours_for_controls, *yearly]
