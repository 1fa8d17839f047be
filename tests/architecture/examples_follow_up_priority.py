"""Examples for the addresses of follow-up: the priority list, talks with advisers, hours, yearly risk."""

from django.utils import timezone

from follow_up.services.interviews import start_interview
from follow_up.services.yearly_risk import make_assessment
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation


@example("priority_export", everyones=("kind",))
def a_priority_list(cast: Cast) -> Arguments:
    make_obligation(make_followed(cast.ekby))
    return {"kind": "csv"}


@example("contract_priority", "plan_control", "note_contract_traits")
def a_ranked_contract(cast: Cast) -> Arguments:
    contract = make_followed(cast.ekby)
    make_obligation(contract)
    return {"contract": contract.uuid}


@example("interview", "write_interview")
def a_talk(cast: Cast) -> Arguments:
    talk = start_interview(organisation=cast.ekby, adviser=cast.ada, held_on=timezone.localdate())
    return {"interview": talk.uuid}


@example("risk_assessment", "approve_risk_assessment")
def a_yearly_assessment(cast: Cast) -> Arguments:
    make_obligation(make_followed(cast.ekby))
    return {"assessment": make_assessment(organisation=cast.ekby, year=timezone.localdate().year).uuid}


@example("risk_document", everyones=("kind",))
def a_risk_document(cast: Cast) -> Arguments:
    return {**a_yearly_assessment(cast), "kind": "docx"}
