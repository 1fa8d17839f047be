"""Examples for the addresses of deviations, bonus and penalty, and suppliers' cards."""

from django.utils import timezone

from follow_up.services.corrective_actions import plan_action
from follow_up.services.supplier_cards import SaidOfContact, keep_contact
from follow_up.services.supplier_statements import Statement, receive_statement
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.follow_up import (
    a_file,
    make_claim,
    make_deviation,
    make_deviation_from_requirement,
    make_followed,
    make_known_supplier,
    make_photo,
    make_with_penalty,
    tell,
)


@example(
    *("deviation", "deviation_pdf", "change_deviation"),
)
def a_deviation(cast: Cast) -> Arguments:
    return {"deviation": make_deviation(cast.ekby).uuid}


@example("deviation_requirement_note")
def a_deviation_from_a_requirement(cast: Cast) -> Arguments:
    return {"deviation": make_deviation_from_requirement(cast.ekby).uuid}


@example("note_deviation")
def a_contract_to_note_of(cast: Cast) -> Arguments:
    return {"contract": make_followed(cast.ekby).uuid}


@example("deviations_export", everyones=("kind",))
def a_table_of_deviations(cast: Cast) -> Arguments:
    make_deviation(cast.ekby)
    return {"kind": "csv"}


@example("control_move")
def a_control_move(cast: Cast) -> Arguments:
    return {"deviation": make_deviation(cast.ekby).uuid, "move": "tell"}


@example("decide_move")
def a_decision(cast: Cast) -> Arguments:
    return {"deviation": make_deviation(cast.ekby).uuid, "move": "withdraw"}


@example("corrective_action")
def an_action(cast: Cast) -> Arguments:
    deviation = make_deviation(cast.ekby)
    action = plan_action(deviation, what="Hire a car", due_on=timezone.localdate())
    return {"deviation": deviation.uuid, "action": action.uuid}


@example("statement_file")
def a_file_of_a_statement(cast: Cast) -> Arguments:
    deviation = make_deviation(cast.ekby)
    tell(deviation)
    statement = receive_statement(deviation, Statement("Nils", "Why"), [a_file()])
    return {"deviation": deviation.uuid, "file": statement.files.get().uuid}


@example("reckon_claim")
def a_clause(cast: Cast) -> Arguments:
    return {"obligation": make_with_penalty(cast.ekby).uuid, "step": 1, "kind": "penalty"}


@example("price_claim", "reckon_anew", "decide_claim")
def a_claim(cast: Cast) -> Arguments:
    return {"claim": make_claim(cast.ekby).uuid}


@example("price_claims_export", everyones=("kind",))
def a_table_of_claims(cast: Cast) -> Arguments:
    make_claim(cast.ekby)
    return {"kind": "xlsx"}


@example("follow_up_supplier", "note_on_supplier", "new_supplier_contact")
def a_supplier(cast: Cast) -> Arguments:
    return {"key": make_known_supplier(cast.ekby).key}


@example("supplier_contact", "take_supplier_contact")
def a_contact(cast: Cast) -> Arguments:
    supplier = make_known_supplier(cast.ekby)
    contact = keep_contact(cast.ekby, supplier, SaidOfContact("Nils Nes"))
    return {"key": supplier.key, "contact": contact.uuid}


@example("deviation_photo")
def a_photo(cast: Cast) -> Arguments:
    photo = make_photo(cast.ekby)
    assert photo.item
    deviation = make_deviation(cast.ekby, obligation=photo.item.obligation, control=photo.control, item=photo.item)
    return {"deviation": deviation.uuid, "photo": photo.uuid}


API = "api/v1/organisations/<slug:organisation>/deviations/<uuid:deviation>/"
MOVES = (
    *("tell", "remind", "revoke-link", "plan-action", "say-mended"),
    *("close", "send-back", "reopen", "escalate", "withdraw"),
)


@example(API, *(f"{API}{move}/" for move in MOVES))
def a_deviation_of_the_api(cast: Cast) -> Arguments:
    return {"deviation": make_deviation(cast.ekby).uuid}
