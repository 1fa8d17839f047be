"""The addresses of procurements."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from procurement.views import (
    add_requirements,
    agree_on_steps,
    answer_by_link,
    award,
    award_letters,
    award_lot,
    bid_sheet,
    bids,
    board,
    calendar,
    call_off,
    change_steps,
    coming,
    contract,
    contract_annex,
    contract_documents,
    contract_sheet,
    contract_steps,
    contracts,
    dialogue_log,
    dialogue_papers,
    documents,
    edit_procurement,
    evaluation,
    from_notice,
    joint_staircases,
    law,
    lot,
    lots,
    market_dialogue,
    newer_requirement,
    noted_answers,
    people,
    plan,
    procurement,
    procurements,
    publish,
    put_into,
    registered_contract,
    registered_obligations,
    requirement_sets,
    requirements,
    staircase,
    staircase_documents,
    staircase_seen_by,
    staircase_what_if,
    staircases,
    supplier_invitations,
    tender_documents,
    withdraw_contract,
)


class ProcurementFile(StringConverter):
    """The kinds of files that the list is given out as."""

    regex = "csv|xlsx"


class PublishedKind(StringConverter):
    """What of a procurement goes out as a file."""

    regex = "terms|notice|ocds"


class TenderDocument(StringConverter):
    """Which document of the tender."""

    regex = "requirements|staircases|evaluation"


class TenderFile(StringConverter):
    """What files tender documents are given out as."""

    regex = "docx|pdf"


register_converter(TenderDocument, "tender_document")
register_converter(TenderFile, "tender_file")
register_converter(ProcurementFile, "procurement_file")
register_converter(PublishedKind, "published_kind")

PROCUREMENTS = "o/<slug:organisation>/procurements/"
PROCUREMENT = f"{PROCUREMENTS}<uuid:procurement>/"
REQUIREMENTS = f"{PROCUREMENT}requirements/"
STAIRCASES = f"{PROCUREMENT}staircases/"
STAIRCASE = f"{STAIRCASES}<uuid:asked>/"
LOTS = f"{PROCUREMENT}lots/"
LOT = f"{LOTS}<uuid:lot>/"
TENDER = f"{PROCUREMENT}tender-documents/"
DOCUMENT = f"{PROCUREMENT}documents/<uuid:document>/"
BIDS = f"{PROCUREMENT}bids/"
EVALUATION = f"{PROCUREMENT}evaluation/"
JOINT_STAIRCASES = f"{PROCUREMENTS}joint-staircases/"
JOINT_STAIRCASE = f"{JOINT_STAIRCASES}<uuid:joint>/"
CONTRACTS = f"{PROCUREMENTS}contracts/"
CONTRACT = f"{CONTRACTS}<uuid:contract>/"
COMING = "coming/"
DIALOGUE = f"{PROCUREMENT}dialogue/"
TALK = f"{DIALOGUE}talks/<uuid:entry>/"
INVITATIONS = f"{DIALOGUE}invitations/"
SUPPLIERS_LINK = "market/<str:secret>/"

lists = [
    path(PROCUREMENTS, procurements.procurements, name="procurements"),
    path(f"{PROCUREMENTS}procurements.<procurement_file:kind>", procurements.export, name="procurements_export"),
    path(f"{PROCUREMENTS}new/", edit_procurement.new, name="new_procurement"),
    path(f"{PROCUREMENTS}from-notice/", from_notice.from_notice, name="procurement_from_notice"),
    path(f"{PROCUREMENTS}board/", board.board, name="procurement_board"),
    path(f"{PROCUREMENTS}calendar/", calendar.calendar, name="procurement_calendar"),
    path(f"{PROCUREMENTS}plan/", plan.plan, name="procurement_plan"),
    path(f"{PROCUREMENTS}put-in/", put_into.put_into, name="put_into_procurement"),
]
one = [
    path(PROCUREMENT, procurement.procurement, name="procurement"),
    path(f"{PROCUREMENT}edit/", edit_procurement.edit, name="edit_procurement"),
    path(f"{PROCUREMENT}stage/", procurement.stage, name="move_procurement"),
    path(f"{PROCUREMENT}move/", board.move, name="move_on_board"),
    path(f"{PROCUREMENT}next/", plan.plan_following, name="plan_next_procurement"),
    path(f"{PROCUREMENT}people/", people.people, name="procurement_people"),
    path(f"{PROCUREMENT}people/add/", people.add, name="add_participant"),
    path(f"{PROCUREMENT}people/<uuid:person>/", people.change, name="change_participant"),
    path(f"{PROCUREMENT}buyers/", people.buyers, name="procurement_buyers"),
    path(f"{PROCUREMENT}documents/", documents.documents, name="procurement_documents"),
    path(f"{PROCUREMENT}publish/", publish.publish, name="procurement_publish"),
    path(f"{PROCUREMENT}publish/<published_kind:kind>", publish.published_file, name="published_file"),
    path(DOCUMENT, documents.document, name="procurement_document"),
    path(f"{DOCUMENT}remove/", documents.remove, name="remove_procurement_document"),
    path(REQUIREMENTS, requirements.requirements, name="procurement_requirements"),
    path(f"{REQUIREMENTS}add/", add_requirements.add, name="add_to_procurement"),
    path(f"{REQUIREMENTS}find/", add_requirements.find, name="find_for_procurement"),
    path(f"{REQUIREMENTS}templates/keep/", requirement_sets.keep, name="keep_requirement_set"),
    path(f"{REQUIREMENTS}templates/use/", requirement_sets.use, name="use_requirement_set"),
    path(f"{REQUIREMENTS}<uuid:asked>/newer/", newer_requirement.newer, name="newer_asked"),
    path(f"{PROCUREMENT}law/", law.law, name="procurement_law"),
    path(STAIRCASES, staircases.staircases, name="staircases"),
    path(STAIRCASE, staircase.staircase, name="staircase"),
    path(f"{STAIRCASE}take-out/", staircase.take_out, name="take_out_staircase"),
    path(f"{STAIRCASE}seen-by/", staircase_seen_by.show_to, name="show_staircase_to"),
    path(f"{STAIRCASE}what-if/", staircase_what_if.what_if, name="staircase_what_if"),
    path(f"{STAIRCASE}document.<str:kind>", staircase_documents.document, name="staircase_document"),
]
offered = [
    path(BIDS, bids.bids, name="procurement_bids"),
    path(f"{BIDS}new/", bids.new, name="new_bid"),
    path(f"{BIDS}import/", bid_sheet.bring_in, name="import_bids"),
    path(f"{BIDS}template.xlsx", bid_sheet.template, name="bids_template"),
    path(f"{BIDS}<uuid:bid>/", bids.bid, name="bid"),
    path(f"{BIDS}<uuid:bid>/strike-out/", bids.strike_out, name="strike_out_bid"),
    path(EVALUATION, evaluation.evaluation, name="procurement_evaluation"),
    path(f"{EVALUATION}protocol.<str:kind>", evaluation.protocol, name="evaluation_protocol"),
]
joint = [
    path(JOINT_STAIRCASES, joint_staircases.joint_list, name="joint_staircases"),
    path(f"{JOINT_STAIRCASES}new/", joint_staircases.propose, name="propose_joint_staircase"),
    path(JOINT_STAIRCASE, joint_staircases.joint_staircase, name="joint_staircase"),
    path(f"{JOINT_STAIRCASE}vote/", agree_on_steps.vote, name="vote_joint_staircase"),
    path(f"{JOINT_STAIRCASE}decide/", agree_on_steps.decide, name="decide_joint_staircase"),
    path(f"{JOINT_STAIRCASE}revise/", agree_on_steps.revise, name="revise_joint_staircase"),
    path(f"{JOINT_STAIRCASE}take-over/", agree_on_steps.take_over, name="take_joint_staircase_over"),
]
awarded = [
    path(f"{PROCUREMENT}award/", award.award_page, name="procurement_award"),
    path(f"{PROCUREMENT}award/new/", award_lot.award_lot, name="award_lot"),
    path(f"{PROCUREMENT}award/end/", award.end, name="end_without_award"),
    path(f"{PROCUREMENT}award/<uuid:award>/letters/", award_letters.award_letters, name="award_letters"),
    path(f"{PROCUREMENT}award/<uuid:award>/told/", award.tell, name="tell_suppliers"),
    path(f"{PROCUREMENT}award/<uuid:award>/take-back/", award.take_back, name="take_award_back"),
    path(CONTRACTS, contracts.contracts, name="contracts"),
    path(f"{CONTRACTS}new/", registered_contract.register, name="register_contract"),
    path(f"{CONTRACTS}import/", contract_sheet.bring_in, name="import_contracts"),
    path(f"{CONTRACTS}template.<procurement_file:kind>", contract_sheet.template, name="contracts_template"),
    path(CONTRACT, contract.contract, name="contract"),
    path(f"{CONTRACT}mend/", registered_contract.mend, name="mend_contract"),
    path(f"{CONTRACT}registered-in-error/", registered_contract.withdraw, name="withdraw_registered"),
    path(f"{CONTRACT}obligations/find/", registered_obligations.find, name="find_obligation"),
    path(f"{CONTRACT}obligations/new/", registered_obligations.add, name="add_obligation"),
    path(f"{CONTRACT}obligations/<uuid:obligation>/mend/", registered_obligations.mend, name="mend_obligation"),
    path(f"{CONTRACT}obligations/<uuid:obligation>/remove/", registered_obligations.remove, name="remove_obligation"),
    path(f"{CONTRACT}sign/", contract_steps.sign_contract, name="sign_contract"),
    path(f"{CONTRACT}not-signed/", withdraw_contract.withdraw, name="withdraw_contract"),
    path(f"{CONTRACT}withdraw/", call_off.withdraw, name="withdraw_call_off"),
    path(f"{CONTRACT}extend/", contract_steps.extend_contract, name="extend_contract"),
    path(f"{CONTRACT}manager/", contract_steps.change_manager, name="change_contract_manager"),
    path(f"{CONTRACT}value/", contract_steps.change_contract_value, name="change_contract_value"),
    path(f"{CONTRACT}call-off/", call_off.call_off_page, name="call_off"),
    path(f"{CONTRACT}annex/", contract_annex.annex, name="contract_annex"),
    path(f"{CONTRACT}documents/", contract_documents.add, name="add_contract_document"),
    path(f"{CONTRACT}documents/<uuid:document>/", contract_documents.document, name="contract_document"),
    path(f"{CONTRACT}documents/<uuid:document>/remove/", contract_documents.remove, name="remove_contract_document"),
    path(f"{CONTRACT}obligations/<uuid:obligation>/", change_steps.change_obligation, name="change_obligation"),
]
for_suppliers = [
    path(COMING, coming.coming, name="coming"),
    path(f"{COMING}<str:category>/", coming.coming_in, name="coming_in"),
    path(f"{COMING}<str:category>.pdf", coming.coming_pdf, name="coming_pdf"),
]
dialogue = [
    path(DIALOGUE, market_dialogue.dialogue, name="market_dialogue"),
    path(f"{DIALOGUE}answers/", market_dialogue.answers, name="dialogue_answers"),
    path(f"{DIALOGUE}told/", market_dialogue.told, name="dialogue_told"),
    path(f"{DIALOGUE}terms/", market_dialogue.set_up, name="set_dialogue_up"),
    path(f"{DIALOGUE}talks/new/", dialogue_log.new, name="new_talk"),
    path(TALK, dialogue_log.entry, name="dialogue_entry"),
    path(f"{TALK}edit/", dialogue_log.edit, name="edit_talk"),
    path(f"{TALK}remove/", dialogue_log.remove, name="remove_talk"),
    path(f"{TALK}follow-ups/", dialogue_log.add_follow_up, name="add_follow_up"),
    path(f"{TALK}follow-ups/<uuid:follow_up>/", dialogue_log.change_follow_up, name="change_follow_up"),
    path(f"{TALK}papers/", dialogue_papers.add, name="add_dialogue_paper"),
    path(f"{TALK}papers/<uuid:paper>/", dialogue_papers.paper, name="dialogue_paper"),
    path(f"{TALK}papers/<uuid:paper>/remove/", dialogue_papers.remove, name="remove_dialogue_paper"),
    path(f"{TALK}answers/", noted_answers.new, name="note_answer"),
    path(f"{TALK}answers/<uuid:answer>/", noted_answers.change, name="change_noted_answer"),
    path(INVITATIONS, supplier_invitations.invitations, name="supplier_invitations"),
    path(f"{INVITATIONS}remind/", supplier_invitations.remind_everyone, name="remind_suppliers"),
    path(f"{INVITATIONS}<uuid:invitation>/remind/", supplier_invitations.remind, name="remind_supplier"),
    path(f"{INVITATIONS}<uuid:invitation>/revoke/", supplier_invitations.revoke, name="revoke_supplier"),
    path(SUPPLIERS_LINK, answer_by_link.answer_by_link, name="answer_by_link"),
    path(f"{SUPPLIERS_LINK}papers/<uuid:paper>/", answer_by_link.paper_by_link, name="paper_by_link"),
]
tender = [
    path(LOTS, lots.lots, name="procurement_lots"),
    path(LOT, lot.lot, name="procurement_lot"),
    path(f"{LOT}move/", lots.move, name="move_lot"),
    path(f"{LOT}remove/", lots.remove, name="remove_lot"),
    path(f"{LOT}own/", lot.own, name="own_in_lot"),
    path(TENDER, tender_documents.tender_documents, name="tender_documents"),
    path(f"{TENDER}all.zip", tender_documents.packed, name="tender_documents_packed"),
    path(f"{TENDER}keep/", tender_documents.keep, name="keep_tender_document"),
    path(
        f"{TENDER}<tender_document:annex>.<tender_file:kind>", tender_documents.tender_document, name="tender_document"
    ),
]
urlpatterns = [*lists, *one, *joint, *for_suppliers, *dialogue, *offered, *tender, *awarded]
