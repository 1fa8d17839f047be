"""The examples of bodies are what the API takes."""

from typing import Any

import pytest

from foundation.api.documentation import schema_document
from foundation.api.input import Input
from procurement.api import body_examples as shown
from procurement.api.agree_on_steps import TakeOverInput
from procurement.api.asked import NewAskedInput
from procurement.api.bid_input import BidInput
from procurement.api.contract_input import ObligationInput, RegisteredChange, RegisteredInput, WithdrawContractInput
from procurement.api.evaluation_input import EvaluationInput
from procurement.api.joint_staircases import JointInput
from procurement.api.law import LawAnswersInput
from procurement.api.procurement_input import LotsInput, ProcurementChange, ProcurementInput
from procurement.api.procurements import checked
from procurement.api.staircase_input import StaircaseInput, planned_steps, sent_rules

BODIES: dict[type[Input], dict[str, Any]] = {
    ProcurementInput: shown.PROCUREMENT,
    ProcurementChange: shown.PROCUREMENT_CHANGE,
    LotsInput: shown.LOTS,
    NewAskedInput: shown.ASKED,
    LawAnswersInput: shown.LAW,
    StaircaseInput: shown.STAIRCASE,
    JointInput: shown.JOINT,
    TakeOverInput: shown.OTHERWISE,
    BidInput: shown.BID,
    EvaluationInput: shown.EVALUATION,
    RegisteredInput: shown.REGISTERED,
    RegisteredChange: shown.REGISTERED_CHANGE,
    ObligationInput: shown.ADDED_OBLIGATION,
    WithdrawContractInput: shown.WITHDRAWN,
}


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_an_example_is_taken(body: type[Input]) -> None:
    sent = body(data=BODIES[body])

    assert sent.is_valid(), sent.errors


def test_examples_name_what_there_is() -> None:
    for body in (ProcurementInput, ProcurementChange):
        sent = body(data=BODIES[body])
        assert sent.is_valid()
        checked(sent.validated_data)
    stairs = StaircaseInput(data=shown.STAIRCASE)
    assert stairs.is_valid()
    assert len(planned_steps(stairs.validated_data["steps"])) == 3
    assert set(sent_rules(stairs.validated_data).saving) == {"emissions"}


def test_the_description_shows_them() -> None:
    put = schema_document()["paths"][
        "/api/v1/organisations/{organisation}/procurements/{procurement}/requirements/{asked}/staircase/"
    ]["put"]

    assert put["requestBody"]["content"]["application/json"]["examples"]["Example"]["value"] == shown.STAIRCASE
