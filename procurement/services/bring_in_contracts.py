"""Register the contracts of a file with what they oblige to: all that are new, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from foundation.written_names import name_key
from organisations.models import Organisation
from procurement.models import Contract
from procurement.queries.known_contracts import KnownContracts
from procurement.services.register_contract import register_contract
from procurement.services.registered_obligations import ObligationSaid, add_obligation
from procurement.services.registered_said import RegisteredSaid


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What was made: contracts, and obligations on them and on those that were here."""

    contracts: tuple[Contract, ...]
    obligations: int


@transaction.atomic
def bring_in_contracts(
    organisation: Organisation,
    contracts: Sequence[RegisteredSaid],
    obligations: Sequence[tuple[str, ObligationSaid]],
) -> BroughtIn:
    """Return what was made of a file; a contract or obligation that is here already stays as it is.

    `obligations` name their contract by its number or title; what names none here is left out. Raises what
    `register_contract` and `add_obligation` raise, and nothing is kept then.
    """
    known = KnownContracts(organisation)
    made = [register_contract(organisation, said) for said in contracts if known.known(said) is None]
    here = KnownContracts(organisation)
    added = sum(_added(here.named(name), said) for name, said in obligations)
    return BroughtIn(tuple(made), added)


def _added(contract: Contract | None, said: ObligationSaid) -> bool:
    """Add an obligation unless the contract has one of the name; return whether it is new."""
    if contract is None:
        return False
    contract.refresh_from_db(fields=["revision"])
    titles = contract.obligations.values_list("title", flat=True)
    if name_key(said.title) in map(name_key, titles):
        return False
    add_obligation(contract, said, revision=contract.revision)
    return True
