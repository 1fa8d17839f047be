"""Examples for the addresses of procurements."""

from decimal import Decimal
from io import BytesIO

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import Part, Procurement
from procurement.services.contract_documents import add_contract_document
from procurement.services.dialogue_log import plan_follow_up
from procurement.services.dialogue_papers import add_paper
from procurement.services.documents import add_document
from procurement.services.lots import add_lot
from procurement.services.procurements import name_participant
from procurement.services.staircases import PlannedStep, Rules, let_rise
from procurement.services.supplier_answers import SaidInAll, note_answer
from requirements_bank.services.versions import new_draft, publish
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published, said, texts
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_call_off, make_contract, make_signed
from tests.factories.dialogues import make_invited, make_talk
from tests.factories.joint_staircases import make_joint
from tests.factories.organisations import join_network, make_organisation
from tests.factories.procurements import make_asking, make_planned, make_rising


@example(
    "procurement",
    "edit_procurement",
    "move_procurement",
    "move_on_board",
    "plan_next_procurement",
    "procurement_people",
    "add_participant",
    "procurement_buyers",
    "procurement_documents",
    "procurement_publish",
    "procurement_requirements",
    "add_to_procurement",
    "find_for_procurement",
    "keep_requirement_set",
    "use_requirement_set",
    "procurement_law",
    "tender_documents",
    "tender_documents_packed",
    "keep_tender_document",
    "procurement_lots",
    "procurement_bids",
    "procurement_evaluation",
)
def a_procurement(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid}


@example(
    "joint_staircase",
    "vote_joint_staircase",
    "decide_joint_staircase",
    "revise_joint_staircase",
    "take_joint_staircase_over",
)
def a_joint_staircase(cast: Cast) -> Arguments:
    network = make_organisation("ekbynett", name="Ekbynett", kind=Organisation.Kind.NETWORK, population=None)
    join_network(cast.ekby, network)
    return {"joint": make_joint(network).uuid}


@example("coming_in", "coming_pdf", everyones=("category",))
def a_category(cast: Cast) -> Arguments:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby)
        let_rise(asked, [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)], Rules(seen_by="own"))
    return {"category": "transport.passenger"}


@example("procurements_export", everyones=("kind",))
def a_list_of_procurements(cast: Cast) -> Arguments:
    make_planned(cast.ekby)
    return {"kind": "csv"}


@example("change_participant", everyones=("person",))
def a_participant(cast: Cast) -> Arguments:
    procurement = make_planned(cast.ekby)
    name_participant(procurement, cast.bo, Part.MEMBER)
    return {"procurement": procurement.uuid, "person": cast.bo.uuid}


@example("procurement_document", "remove_procurement_document")
def a_procurement_document(cast: Cast) -> Arguments:
    document = add_document(make_planned(cast.ekby), stream=BytesIO(b"%PDF-1.7"), file_name="Plan.pdf")
    return {"procurement": document.procurement.uuid, "document": document.uuid}


@example("newer_asked")
def something_asked(cast: Cast) -> Arguments:
    version = make_published(cast.ekby)
    procurement, (asked,) = make_asking(cast.ekby, version)
    changed = said(code=version.requirement.code, title=texts("Egne turer", sv="Egna turer"))
    publish(new_draft(requirement=version.requirement, said=changed))
    return {"procurement": procurement.uuid, "asked": asked.uuid}


@example("staircases")
def a_procurement_with_steps(cast: Cast) -> Arguments:
    return {"procurement": make_rising(cast.ekby).procurement.uuid}


@example("staircase", "take_out_staircase", "show_staircase_to", "staircase_what_if")
def a_staircase(cast: Cast) -> Arguments:
    asked = make_rising(cast.ekby)
    return {"procurement": asked.procurement.uuid, "asked": asked.uuid}


@example("staircase_document")
def a_staircase_as_pdf(cast: Cast) -> Arguments:
    return {**a_staircase(cast), "kind": "pdf"}


@example("new_bid", "import_bids", "bids_template")
def an_evaluated_procurement(cast: Cast) -> Arguments:
    return {"procurement": opened_by_frida(cast).uuid}


@example("procurement_lot", "move_lot", "remove_lot", "own_in_lot")
def a_lot(cast: Cast) -> Arguments:
    lot = add_lot(make_planned(cast.ekby), title="North")
    return {"procurement": lot.procurement.uuid, "lot": lot.uuid}


@example("tender_document", everyones=("annex", "kind"))
def a_tender_document(cast: Cast) -> Arguments:
    return {"procurement": make_rising(cast.ekby).procurement.uuid, "annex": "requirements", "kind": "pdf"}


@example("bid", "strike_out_bid")
def a_bid(cast: Cast) -> Arguments:
    procurement = opened_by_frida(cast)
    return {"procurement": procurement.uuid, "bid": make_bid(procurement).uuid}


@example("evaluation_protocol")
def a_protocol(cast: Cast) -> Arguments:
    return {"procurement": opened_by_frida(cast).uuid, "kind": "docx"}


def opened_by_frida(cast: Cast) -> Procurement:
    """A procurement of Ekby's whose bids nobody but Frida evaluates."""
    procurement = make_planned(cast.ekby)
    name_participant(procurement, cast.frida, Part.EVALUATOR)
    return procurement


@example("published_file", everyones=("kind",))
def a_published_file(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid, "kind": "ocds"}


@example(
    "market_dialogue",
    "dialogue_answers",
    "dialogue_told",
    "set_dialogue_up",
    "new_talk",
    "supplier_invitations",
    "remind_suppliers",
    "api/v1/organisations/<slug:organisation>/procurements/<uuid:procurement>/dialogue/",
    "api/v1/organisations/<slug:organisation>/procurements/<uuid:procurement>/dialogue/talks/",
)
def a_dialogue(cast: Cast) -> Arguments:
    return {"procurement": make_talk(make_planned(cast.ekby)).procurement.uuid}


@example("dialogue_entry", "edit_talk", "remove_talk", "add_follow_up", "add_dialogue_paper", "note_answer")
def a_talk(cast: Cast) -> Arguments:
    entry = make_talk(make_planned(cast.ekby))
    return {"procurement": entry.procurement.uuid, "entry": entry.uuid}


@example("change_follow_up")
def a_follow_up(cast: Cast) -> Arguments:
    entry = make_talk(make_planned(cast.ekby))
    follow_up = plan_follow_up(entry, what="Send the map").uuid
    return {"procurement": entry.procurement.uuid, "entry": entry.uuid, "follow_up": follow_up}


@example("dialogue_paper", "remove_dialogue_paper")
def a_dialogue_paper(cast: Cast) -> Arguments:
    entry = make_talk(make_planned(cast.ekby))
    paper = add_paper(entry, stream=BytesIO(b"%PDF-1.7"), file_name="Plan.pdf").uuid
    return {"procurement": entry.procurement.uuid, "entry": entry.uuid, "paper": paper}


@example("change_noted_answer")
def a_noted_answer(cast: Cast) -> Arguments:
    entry = make_talk(make_planned(cast.ekby))
    answer = note_answer(entry, SaidInAll((), comment="Vi kan."), supplier="Vidde").uuid
    return {"procurement": entry.procurement.uuid, "entry": entry.uuid, "answer": answer}


@example("remind_supplier", "revoke_supplier")
def an_invitation(cast: Cast) -> Arguments:
    invited = make_invited(make_planned(cast.ekby))
    return {"procurement": invited.procurement.uuid, "invitation": invited.uuid}


@example("procurement_award", "award_lot", "end_without_award")
def a_procurement_to_award(cast: Cast) -> Arguments:
    return {"procurement": make_rising(cast.ekby).procurement.uuid}


@example("take_award_back", "award_letters", "tell_suppliers")
def an_award(cast: Cast) -> Arguments:
    made = make_award(make_rising(cast.ekby).procurement)
    return {"procurement": made.procurement.uuid, "award": made.uuid}


@example(
    "contract",
    "contract_annex",
    "sign_contract",
    "withdraw_contract",
    "change_contract_manager",
    "add_contract_document",
)
def a_contract(cast: Cast) -> Arguments:
    return {"contract": make_contract(make_rising(cast.ekby).procurement).uuid}


@example("extend_contract", "change_contract_value", "call_off")
def a_signed_contract(cast: Cast) -> Arguments:
    procurement = make_planned(cast.ekby, agreement="framework")
    return {"contract": make_signed(make_contract(procurement)).uuid}


@example("withdraw_call_off")
def a_call_off(cast: Cast) -> Arguments:
    framework = make_contract(make_planned(cast.ekby, agreement="framework"))
    return {"contract": make_call_off(framework).uuid}


@example("change_obligation")
def an_obligation(cast: Cast) -> Arguments:
    signed = make_signed(make_contract(make_rising(cast.ekby).procurement))
    return {"contract": signed.uuid, "obligation": signed.obligations.get().uuid}


@example("contract_document", "remove_contract_document")
def a_contract_document(cast: Cast) -> Arguments:
    contract = make_contract(make_rising(cast.ekby).procurement)
    document = add_contract_document(contract, stream=BytesIO(b"%PDF-1.7"), file_name="Avtal.pdf")
    return {"contract": contract.uuid, "document": document.uuid}


API = "api/v1/organisations/<slug:organisation>/"
API_PROCUREMENT = f"{API}procurements/<uuid:procurement>/"
API_ASKED = f"{API_PROCUREMENT}requirements/<uuid:asked>/"
API_JOINT = f"{API}joint-staircases/<uuid:joint>/"

example(
    API_PROCUREMENT,
    *(
        f"{API_PROCUREMENT}{part}/"
        for part in ("stage", "lots", "buyers", "law", "requirements", "staircases", "evaluations")
    ),
)(a_procurement)
example(API_JOINT, *(f"{API_JOINT}{part}/" for part in ("versions", "vote", "decision", "adoption")))(a_joint_staircase)
OF_STEPS = ("", "what-if/", "seen-by/")
example(API_ASKED, f"{API_ASKED}newer/", *(f"{API_ASKED}staircase/{part}" for part in OF_STEPS))(a_staircase)


@example(f"{API_PROCUREMENT}published/<str:published>", everyones=("published",))
def a_published_release(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid, "published": "ocds"}


@example(f"{API_PROCUREMENT}requirements/<uuid:asked>/staircase.<str:kind>", everyones=("kind",))
def a_staircase_as_word(cast: Cast) -> Arguments:
    return {**a_staircase(cast), "kind": "docx"}


@example(f"{API}procurement-plan.<str:table>", everyones=("table",))
def a_plan(cast: Cast) -> Arguments:  # noqa: ARG001 - everybody has one
    return {"table": "json"}


@example(f"{API_PROCUREMENT}bids/")
def awarded_bids(cast: Cast) -> Arguments:
    procurement = make_planned(cast.ekby)
    make_bid(procurement)
    make_award(procurement)
    return {"procurement": procurement.uuid}


@example(f"{API_PROCUREMENT}bids/<uuid:bid>/")
def an_awarded_bid(cast: Cast) -> Arguments:
    bid = make_bid(make_planned(cast.ekby))
    make_award(bid.procurement)
    return {"procurement": bid.procurement.uuid, "bid": bid.uuid}


example(f"{API}contracts/<uuid:contract>/")(a_contract)
