"""Examples for the addresses of procurements."""

from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned


@example("procurement", "edit_procurement", "move_procurement")
def a_procurement(cast: Cast) -> Arguments:
    return {"procurement": make_planned(cast.ekby).uuid}
