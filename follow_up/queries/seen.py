"""Contracts and obligations that an organisation follows up: those that it keeps itself."""

from uuid import UUID

from django.db.models import QuerySet

from organisations.models import Organisation
from procurement.models import Contract, ContractState, Obligation


def followed_contracts(organisation: Organisation) -> QuerySet[Contract]:
    """Return the contracts that the organisation keeps and that were signed, ended ones too."""
    return Contract.objects.filter(organisation=organisation, state=ContractState.SIGNED)


def followed_contract(organisation: Organisation, uuid: UUID) -> Contract | None:
    """Return the contract with this id, if the organisation follows it up."""
    return followed_contracts(organisation).select_related("organisation", "manager").filter(uuid=uuid).first()


def followed_obligations(organisation: Organisation) -> QuerySet[Obligation]:
    """Return everything that signed contracts of the organisation oblige to."""
    return Obligation.objects.filter(organisation=organisation, contract__state=ContractState.SIGNED)


def followed_obligation(organisation: Organisation, uuid: UUID) -> Obligation | None:
    """Return the obligation with this id, if the organisation follows it up."""
    found = followed_obligations(organisation).select_related("contract__organisation", "party", "version__requirement")
    return found.prefetch_related("steps").filter(uuid=uuid).first()
