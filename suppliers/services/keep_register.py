"""Keep what the register shows: each supplier as it stands, its money of each year, and how many there are of what.

Everything kept here follows from cards and from money that an app above knows; it is written in the transaction that
changes these, for the suppliers that the change touches, while the register is held.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from uuid import UUID

from django.db import transaction

from foundation.named_sql import execute

MANY = 2_000
_SUPPLIERS = ("suppliers.count_suppliers", "suppliers.forget_counts")
_YEARS = ("suppliers.count_supplier_years", "suppliers.forget_year_counts")


def keep_suppliers(organisation_id: int, identities: Collection[UUID] | None = None) -> None:
    """Write these suppliers, or all, as their cards say now; one without cards goes, and its money with it."""
    parameters = {"organisation_id": organisation_id, "identities": few(identities), "years": None}
    with ExitStack() as counted:
        counted.enter_context(_counted_anew(_SUPPLIERS, parameters))
        counted.enter_context(_counted_anew(_YEARS, parameters))
        execute("suppliers.keep_suppliers", parameters)
        execute("suppliers.tell_supplier_years", parameters)


@contextmanager
def money_counted_anew(
    organisation_id: int, years: Collection[int], identities: Collection[UUID] | None = None
) -> Iterator[None]:
    """Let the block write the money of these suppliers, or all, in some years (`supplier_year`), and count it anew."""
    parameters = {"organisation_id": organisation_id, "identities": few(identities), "years": list(years)}
    with _counted_anew(_YEARS, parameters):
        yield


def few(identities: Collection[UUID] | None) -> list[UUID] | None:
    """Return the identities, or None for all where so many are cheaper written anew than looked up."""
    return None if identities is None or len(identities) > MANY else list(identities)


@contextmanager
def _counted_anew(statements: tuple[str, str], parameters: Mapping[str, object]) -> Iterator[None]:
    """Take some suppliers out of the counts as they stand before the block, and put them in as they stand after it.

    Where all may change they are counted from nothing.
    """
    count, forget = statements
    with transaction.atomic():
        if parameters["identities"] is not None:
            execute(count, {**parameters, "sign": -1})
        execute(forget, {**parameters, "everything": parameters["identities"] is None})
        yield
        execute(count, {**parameters, "sign": 1})
