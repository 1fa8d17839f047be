"""Register the contracts of a file with what they oblige to: all that are new, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from organisations.models import Organisation
from procurement.models import Contract
from procurement.queries.known_contracts import KnownContracts
from procurement.services.obligations_at_once import add_obligations
from procurement.services.register_contract import register_contracts
from procurement.services.registered_obligations import ObligationSaid
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
    `register_contracts` and `add_obligations` raise, and nothing is kept then.
    """
    known = KnownContracts(organisation)
    made = register_contracts(organisation, [said for said in contracts if known.known(said) is None])
    here = KnownContracts(organisation)
    named = [(contract, said) for name, said in obligations if (contract := here.named(name))]
    return BroughtIn(tuple(made), len(add_obligations(organisation, named)))
