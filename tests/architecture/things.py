"""The things that addresses name, made once for all the addresses that name the same."""

from collections.abc import Iterable
from contextlib import ExitStack

from django.db import transaction

from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.architecture.addresses import Address
from tests.architecture.examples import Arguments, Maker, example_for
from tests.factories.cast import Cast


class Things:
    """Makes what an address names in Ekby, and keeps it for as long as the addresses that follow name the same.

    Use it before the test's own transaction: the test undoes its own, and the next finds the thing as it was made.
    """

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.kept = ExitStack()
        self.maker: Maker | None = None
        self.values: Arguments = {}

    def of(self, address: Address) -> Arguments:
        """The arguments of the address's example."""
        known = example_for(address)
        assert known, (
            f"The isolation test cannot reach {address.route}: add @example({address.key!r}) to "
            f"tests/architecture/examples_<app>.py, a function that makes the thing in Ekby and returns "
            f"{address.arguments}."
        )
        if known.make is not self.maker:
            self.make(known.make)
        assert set(self.values) == address.arguments, f"The example of {address.key!r} must return {address.arguments}."
        return dict(self.values)

    def make(self, maker: Maker) -> None:
        """Undo what was made before, and make this."""
        self.undo()
        self.kept.enter_context(transaction.atomic())
        self.kept.callback(transaction.set_rollback, True)  # noqa: FBT003 - Django's signature
        with open_access(access_for_work(self.cast.ekby.pk)):
            self.values = maker(self.cast)
        self.maker = maker

    def undo(self) -> None:
        """Leave nothing of what was made."""
        self.maker = None
        self.kept.close()


def side_by_side(addresses: Iterable[Address]) -> list[Address]:
    """The addresses in an order in which those that name the same thing stand together."""
    known = [(address, example_for(address)) for address in addresses]
    places: dict[Maker | None, int] = {}
    order = {address: places.setdefault(found.make if found else None, len(places)) for address, found in known}
    return sorted(order, key=order.__getitem__)
