"""Examples for the addresses of contracts that were registered."""

from tests.architecture.examples import Arguments, example
from tests.factories.cast import Cast
from tests.factories.registered import make_obliged, make_registered


@example("mend_contract", "withdraw_registered", "find_obligation", "add_obligation")
def a_registered_contract(cast: Cast) -> Arguments:
    return {"contract": make_registered(cast.ekby).uuid}


@example("mend_obligation", "remove_obligation")
def an_added_obligation(cast: Cast) -> Arguments:
    contract = make_registered(cast.ekby, number="2025/18")
    return {"contract": contract.uuid, "obligation": make_obliged(contract).uuid}


@example("contracts_template", everyones=("kind",))
def an_empty_sheet(cast: Cast) -> Arguments:  # noqa: ARG001 - everybody's is the same
    return {"kind": "csv"}


API = "api/v1/organisations/<slug:organisation>/contracts/<uuid:contract>/"
example(f"{API}obligations/", f"{API}withdraw/")(a_registered_contract)
example(f"{API}obligations/<uuid:obligation>/")(an_added_obligation)
