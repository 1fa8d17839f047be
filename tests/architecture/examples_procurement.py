"""Examples for the addresses of procurements."""

from io import BytesIO

from procurement.models import Part
from procurement.services.documents import add_document
from procurement.services.procurements import name_participant
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned


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
)
def a_procurement(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid}


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
