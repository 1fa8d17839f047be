"""Examples for the addresses of procurements."""

from organisations.models import Organisation
from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.joint_staircases import make_joint
from tests.factories.organisations import join_network, make_organisation
from tests.factories.procurements import make_planned


@example("procurement", "edit_procurement", "move_procurement")
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
