"""Examples for the addresses of the bank."""

from requirements_bank.models import SeenBy
from tests.architecture.examples import Arguments, example
from tests.factories.bank import make_published
from tests.factories.cast import Cast


@example("requirement")
def a_private_requirement(cast: Cast) -> Arguments:
    return {"requirement": make_published(cast.ekby, visibility=SeenBy.OWN).requirement.uuid}


@example("requirements_export", everyones=("kind",))
def what_is_found_as_file(cast: Cast) -> Arguments:
    make_published(cast.ekby, visibility=SeenBy.OWN)
    return {"kind": "csv"}
