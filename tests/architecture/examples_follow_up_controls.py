"""Examples for the addresses of controls and evidence."""

from follow_up.models import Control
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.controls import answer, items_of, make_control, make_evidence, make_photo
from tests.factories.follow_up import make_followed, make_obligation


def _answered(cast: Cast) -> Control:
    control = make_control(cast.ekby)
    answer(control, items_of(control)[0], value=40)
    return control


@example(
    "control",
    "finish_control",
    "cancel_control",
    "control_report",
    "inspect",
    "inspection_token",
    "inspection_answers",
    "inspection_photos",
    "inspection_signatures",
)
def a_control(cast: Cast) -> Arguments:
    return {"control": _answered(cast).uuid}


@example("control_photo", "remove_control_photo")
def a_photo(cast: Cast) -> Arguments:
    control = _answered(cast)
    return {"control": control.uuid, "photo": make_photo(control).uuid}


@example("contract_evidence", "file_evidence")
def a_contract_with_evidence(cast: Cast) -> Arguments:
    contract = make_followed(cast.ekby)
    make_obligation(contract)
    make_evidence(contract)
    return {"contract": contract.uuid}


@example("evidence_file", "change_evidence", "decide_evidence")
def some_evidence(cast: Cast) -> Arguments:
    contract = make_followed(cast.ekby)
    make_obligation(contract)
    return {"evidence": make_evidence(contract).uuid}


PLACE = "api/v1/organisations/<slug:organisation>/"


@example(f"{PLACE}controls/<uuid:control>/", f"{PLACE}controls/<uuid:control>/answers/")
def a_control_of_a_client(cast: Cast) -> Arguments:
    return {"control": _answered(cast).uuid}


@example(f"{PLACE}evidence/<uuid:evidence>/", f"{PLACE}evidence/<uuid:evidence>/decision/")
def evidence_of_a_client(cast: Cast) -> Arguments:
    contract = make_followed(cast.ekby)
    make_obligation(contract)
    return {"evidence": make_evidence(contract).uuid}
