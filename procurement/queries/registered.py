"""Contracts that were registered here rather than awarded, and whether what they oblige to was followed up already."""

from collections.abc import Callable, Collection, Iterable

from django.db.models import Q, QuerySet

from foundation.written_names import name_key
from procurement.models import Contract, ContractState, Obligation

REGISTERED = Q(award__isnull=True, parent__isnull=True, procurement__isnull=True)

FollowedUp = Callable[[Collection[int]], set[int]]
ContractFollowedUp = Callable[[int], bool]
_asked_whether_followed_up: list[FollowedUp] = []
_asked_of_contracts: list[ContractFollowedUp] = []


def is_registered(contract: Contract) -> bool:
    """Return whether the contract was registered: it comes from no award, and is called off from nothing."""
    return contract.award_id is None and contract.parent_id is None and contract.procurement_id is None


def registered_contracts(organisation_id: int) -> QuerySet[Contract]:
    """Return what the organisation registered and did not withdraw."""
    kept = Contract.objects.filter(REGISTERED, organisation_id=organisation_id)
    return kept.exclude(state=ContractState.WITHDRAWN)


def register_followed_up(tell: FollowedUp) -> None:
    """Let an upper app say which of some obligations, by their keys, were followed up already."""
    if tell not in _asked_whether_followed_up:
        _asked_whether_followed_up.append(tell)


def register_contract_followed_up(tell: ContractFollowedUp) -> None:
    """Let an upper app say whether something was done on a contract, by its key, beyond its obligations."""
    if tell not in _asked_of_contracts:
        _asked_of_contracts.append(tell)


def contract_followed_up(contract: Contract) -> bool:
    """Return whether somebody followed up the contract itself or any of its obligations."""
    return any(tell(contract.pk) for tell in _asked_of_contracts) or bool(followed_up(contract.obligations.all()))


def followed_up(obligations: Iterable[Obligation]) -> set[int]:
    """Return the keys of those that somebody followed up, or whose steps were changed by agreement."""
    keys = [each.pk for each in obligations]
    changed = Obligation.objects.filter(pk__in=keys, changes__isnull=False).values_list("pk", flat=True)
    return set(changed).union(*(tell(keys) for tell in _asked_whether_followed_up))


def number_key(number: str) -> str:
    """Return what is the same for two numbers of a contract that differ in capitals and spaces alone."""
    return name_key(number).replace(" ", "")
