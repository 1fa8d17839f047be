"""Contracts that an organisation keeps or shares, and their days as the calculations take them."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from organisations.models import Organisation
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.obligation_steps import ContractDays
from procurement.models import Contract, ContractBuyer, ContractKind, ContractParty, ContractState
from procurement.queries.bids import Reader
from procurement.queries.contract_terms import as_seen


def contracts_of(organisation: Organisation) -> QuerySet[Contract]:
    """Return what the organisation keeps or shares with whoever keeps it."""
    shared = Exists(ContractBuyer.objects.filter(contract=OuterRef("pk"), buyer=organisation))
    return Contract.objects.filter(Q(organisation=organisation) | shared).select_related("organisation")


def contract_called(reader: Reader, uuid: UUID) -> Contract | None:
    """Return the contract with this id that the reader's organisation keeps or shares, sealed where its terms are."""
    those = as_seen(contracts_of(reader.organisation), reader)
    return those.select_related("award", "lot", "manager").filter(uuid=uuid).first()


def may_call_off(organisation: Organisation, contract: Contract) -> bool:
    """Return whether the organisation may call off: from a signed framework agreement that it keeps or shares."""
    if not contract.is_framework or contract.state != ContractState.SIGNED:
        return False
    if contract.organisation_id == organisation.pk:
        return True
    return ContractBuyer.objects.filter(contract=contract, buyer=organisation, may_call_off=True).exists()


def days_of(contract: Contract) -> ContractDays | None:
    """Return how long a contract runs, None where its first day or its months are not known."""
    if contract.first_day is None or contract.months is None:
        return None
    options = list(contract.options.all())
    period = ContractPeriod(contract.first_day, contract.months, tuple(option.months for option in options))
    return ContractDays(period, sum(option.used_on is not None for option in options), contract.planned_first_day)


def parallel_parties(contract: Contract) -> list[ContractParty]:
    """Return the suppliers who can be asked under a framework agreement, by rank: those of parallel ones included.

    Parallel agreements are those of the same award that the reader sees and that are signed.
    """
    beside = Q(contract=contract)
    if contract.award_id:
        beside |= Q(
            contract__award=contract.award_id,
            contract__kind=ContractKind.FRAMEWORK,
            contract__state=ContractState.SIGNED,
        )
    found = ContractParty.objects.filter(beside).select_related("contract")
    return sorted(found, key=lambda party: (party.rank is None, party.rank or 0, party.name))
