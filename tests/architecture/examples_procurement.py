"""Examples for the addresses of procurements."""

from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned, make_rising


@example("procurement", "edit_procurement", "move_procurement")
def a_procurement(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid}


@example("staircases")
def a_procurement_with_steps(cast: Cast) -> Arguments:
    return {"procurement": make_rising(cast.ekby).procurement.uuid}


@example("staircase", "take_out_staircase", "staircase_what_if")
def a_staircase(cast: Cast) -> Arguments:
    asked = make_rising(cast.ekby)
    return {"procurement": asked.procurement.uuid, "asked": asked.uuid}


@example("staircase_document")
def a_staircase_as_pdf(cast: Cast) -> Arguments:
    return {**a_staircase(cast), "kind": "pdf"}
