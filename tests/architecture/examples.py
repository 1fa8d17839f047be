"""Things in Ekby for the isolation crawler: one for each address that names a thing.

To cover a new address, add a function to `examples_<app>.py` (and the file to EXAMPLE_FILES) that makes the thing in
Ekby and returns what stands in the address beside the organisation:

    @example("contract")
    def a_contract(cast: Cast) -> Arguments:
        return {"contract_id": make_contract(cast.ekby).uuid}

It runs within an access that writes for Ekby. Several addresses may share a function. An argument that belongs to
everybody (a published code) is named in `everyones`. An address without a name is called by its route. One that needs
nothing but the organisation needs no example.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from tests.architecture.addresses import Address
from tests.factories.cast import Cast

EXAMPLE_FILES = (
    "examples_organisations",
    "examples_emissions",
    "examples_accounts",
    "examples_quality",
    "examples_activity",
    "examples_columns",
    "examples_queue",
    "examples_own_sets",
    "examples_suppliers",
    "examples_leadership",
    "examples_bank",
    "examples_bank_basket",
    "examples_bank_page",
    "examples_bank_example",
    "examples_bank_import",
    "examples_bank_write",
    "examples_procurement",
    "examples_registered",
    "examples_follow_up",
    "examples_follow_up_plan",
    "examples_follow_up_controls",
    "examples_follow_up_deviations",
    "examples_follow_up_priority",
    "examples_follow_up_reports",
)

Arguments = dict[str, object]
Maker = Callable[[Cast], Arguments]


@dataclass(frozen=True, slots=True)
class Example:
    """How to make the thing, and which of its arguments belong to everybody."""

    make: Maker
    everyones: frozenset[str] = frozenset()


_EXAMPLES: dict[str, Example] = {}


def example(*keys: str, everyones: tuple[str, ...] = ()) -> Callable[[Maker], Maker]:
    """Register the function for these addresses."""

    def register(make: Maker) -> Maker:
        for key in keys:
            assert key not in _EXAMPLES, f"{key} has an example already"
            _EXAMPLES[key] = Example(make, frozenset(everyones))
        return make

    return register


@cache
def known_examples() -> dict[str, Example]:
    """Every example that the files register."""
    for name in EXAMPLE_FILES:
        import_module(f"tests.architecture.{name}")
    return _EXAMPLES


def example_for(address: Address) -> Example | None:
    """The example of an address; nothing where one is needed and missing."""
    found = known_examples().get(address.key)
    return found if found or address.arguments else Example(nothing)


def nothing(cast: Cast) -> Arguments:  # noqa: ARG001 - a maker's signature
    """What an address needs that names the organisation alone."""
    return {}
