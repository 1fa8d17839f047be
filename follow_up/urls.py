"""The addresses of follow-up."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from follow_up.views import (
    calendar_feeds,
    change_deviation,
    contract_plan,
    contract_priority,
    control,
    control_photos,
    controls,
    deviation,
    deviation_by_link,
    deviations,
    edit_register,
    evidence,
    hours,
    inspect,
    inspection_sent,
    interviews,
    move_deviation,
    note_deviation,
    obligation,
    own_wordings,
    plan,
    price_claims,
    priority,
    priority_weights,
    recurring_tasks,
    register,
    reminders,
    report_by_link,
    report_requests,
    requirement_note,
    risk_assessments,
    sector_risks,
    shared_controls,
    supplier_reports,
    suppliers,
    task,
)


class RegisterFile(StringConverter):
    """The kinds of files that lists are given out as."""

    regex = "csv|xlsx"


class RiskFile(StringConverter):
    """The kinds of documents that a yearly assessment is given out as."""

    regex = "docx|pdf"


register_converter(RegisterFile, "register_file")
register_converter(RiskFile, "risk_file")

FOLLOW_UP = "o/<slug:organisation>/follow-up/"
REGISTER = f"{FOLLOW_UP}register/"
CONTROLS = f"{FOLLOW_UP}controls/"
EVIDENCE = f"{FOLLOW_UP}evidence/"
CONTROL = f"{CONTROLS}<uuid:control>/"
DEVIATIONS = f"{FOLLOW_UP}deviations/"
DEVIATION = f"{DEVIATIONS}<uuid:deviation>/"
CLAIMS = f"{FOLLOW_UP}price-claims/"
CLAIM = f"{CLAIMS}<uuid:claim>/"
SUPPLIERS = f"{FOLLOW_UP}suppliers/"
SUPPLIER = f"{SUPPLIERS}<slug:key>/"
DEVIATION_LINK = "deviation/<str:secret>/"

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
of_deviations = [
    path(DEVIATIONS, deviations.deviations, name="deviations"),
    path(f"{DEVIATIONS}deviations.<register_file:kind>", deviations.export, name="deviations_export"),
    path(f"{DEVIATIONS}new/", note_deviation.choose_contract, name="deviation_contract"),
    path(f"{DEVIATIONS}new/<uuid:contract>/", note_deviation.note, name="note_deviation"),
    path(DEVIATION, deviation.deviation, name="deviation"),
    path(f"{DEVIATION}deviation.pdf", deviation.pdf, name="deviation_pdf"),
    path(f"{DEVIATION}change/", change_deviation.change, name="change_deviation"),
    path(f"{DEVIATION}actions/<uuid:action>/", change_deviation.action, name="corrective_action"),
    path(f"{DEVIATION}requirement-note/", requirement_note.note, name="deviation_requirement_note"),
    path(f"{DEVIATION}control/<slug:move>/", move_deviation.control_move, name="control_move"),
    path(f"{DEVIATION}decide/<slug:move>/", move_deviation.decide_move, name="decide_move"),
    path(f"{DEVIATION}files/<uuid:file>/", deviation.file, name="statement_file"),
    path(f"{DEVIATION}photos/<uuid:photo>/", deviation.photo, name="deviation_photo"),
    path(DEVIATION_LINK, deviation_by_link.deviation_by_link, name="deviation_by_link"),
    path(f"{DEVIATION_LINK}files/<uuid:file>/", deviation_by_link.file_by_link, name="statement_file_by_link"),
    path(f"{DEVIATION_LINK}photos/<uuid:photo>/", deviation_by_link.photo_by_link, name="deviation_photo_by_link"),
]
of_claims = [
    path(CLAIMS, price_claims.price_claims, name="price_claims"),
    path(f"{CLAIMS}price-claims.<register_file:kind>", price_claims.export, name="price_claims_export"),
    path(f"{CLAIMS}new/", price_claims.clauses, name="price_clauses"),
    path(f"{CLAIMS}new/<uuid:obligation>/<int:step>/<slug:kind>/", price_claims.reckon, name="reckon_claim"),
    path(CLAIM, price_claims.price_claim, name="price_claim"),
    path(f"{CLAIM}reckon/", price_claims.change, name="reckon_anew"),
    path(f"{CLAIM}decide/", price_claims.decide, name="decide_claim"),
]
of_suppliers = [
    path(SUPPLIERS, suppliers.suppliers, name="follow_up_suppliers"),
    path(SUPPLIER, suppliers.supplier, name="follow_up_supplier"),
    path(f"{SUPPLIER}notes/", suppliers.note, name="note_on_supplier"),
    path(f"{SUPPLIER}contacts/new/", suppliers.new_contact, name="new_supplier_contact"),
    path(f"{SUPPLIER}contacts/<uuid:contact>/", suppliers.contact, name="supplier_contact"),
    path(f"{SUPPLIER}contacts/<uuid:contact>/remove/", suppliers.take_contact, name="take_supplier_contact"),
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
REPORTS = f"{FOLLOW_UP}reports/"
REPORT = f"{REPORTS}<uuid:report>/"
REQUESTS = f"{FOLLOW_UP}report-requests/"
REQUEST = f"{REQUESTS}<uuid:report_request>/"
in_reports = [
    path(REPORTS, supplier_reports.supplier_reports, name="supplier_reports"),
    path(REPORT, supplier_reports.supplier_report, name="supplier_report"),
    path(f"{REPORT}accept/", supplier_reports.accept, name="accept_supplier_report"),
    path(f"{REPORT}send-back/", supplier_reports.send_back, name="return_supplier_report"),
    path(f"{REPORT}correct/", supplier_reports.correct, name="correct_supplier_report"),
    path(f"{REPORT}lines/<uuid:line>/deviation/", supplier_reports.note, name="note_from_report"),
    path(f"{REPORT}send-link/", report_requests.send, name="send_report_link"),
    path(f"{REQUESTS}new/", report_requests.choose_contract, name="choose_report_contract"),
    path(f"{FOLLOW_UP}contracts/<uuid:contract>/ask-for-reports/", report_requests.ask, name="ask_for_reports"),
    path(REQUEST, report_requests.report_request_page, name="report_request"),
    path(f"{REQUEST}change/", report_requests.change, name="change_report_request"),
    path(f"{REQUEST}revoke/", report_requests.revoke, name="revoke_report_links"),
    path(f"{REQUEST}end/", report_requests.end, name="end_report_request"),
]
REPORT_LINK = "report/<str:secret>/"

by_report_link = [
    path(REPORT_LINK, report_by_link.report_by_link, name="report_by_link"),
    path(f"{REPORT_LINK}<uuid:report>/", report_by_link.report_by_link, name="report_by_link_of"),
    path(
        f"{REPORT_LINK}<uuid:report>/template.xlsx",
        report_by_link.report_template_by_link,
        name="report_template_by_link",
    ),
    path(f"{REPORT_LINK}<uuid:report>/sheet/", report_by_link.report_sheet_by_link, name="report_sheet_by_link"),
]
urlpatterns = [
    *in_register,
    *shared,
    *looked,
    *shown,
    *of_deviations,
    *of_claims,
    *of_suppliers,
    *priorities,
    *talks,
    *hours_for_controls,
    *yearly,
    *in_plan,
    *in_reminders,
    *in_calendars,
    *in_reports,
    *by_report_link,
]
