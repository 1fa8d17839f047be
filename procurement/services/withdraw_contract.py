"""Withdraw a contract that its supplier will not sign, while the others of the same award stand."""

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.typed_reasons import reason_of
from procurement.models import Contract, ContractState
from procurement.queries.signed_contracts import OF_AWARD
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    locked_contract,
    save_contract,
)
from procurement.services.shown_staircases import show_signed


@transaction.atomic
def withdraw_contract(contract: Contract, *, because: str, revision: int) -> Contract:
    """Return the contract that will not be signed, with the reason; the award stands with its other contracts.

    Raises ConflictError if somebody saved it after `revision`, and ContractNotPossibleError without a reason, for one
    that is signed, and for the only one of its award: that is taken back as a whole.
    """
    contract = locked_contract(contract)
    if contract.state == ContractState.WITHDRAWN:
        return contract
    contract = locked_contract(contract, revision=revision)
    if because_not := why_not_withdrawn(contract):
        raise ContractNotPossibleError(because_not)
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why the contract is withdrawn."), field="because")
    contract.state, contract.withdrawn_because = ContractState.WITHDRAWN, reason_of(because)
    save_contract(contract)
    show_signed(contract)
    record_change(kind="procurement.contract", action="not_signed", **about_contract(contract))
    return contract


def why_not_withdrawn(contract: Contract) -> str:
    """Return why a contract cannot be withdrawn on its own; empty where it can."""
    if contract.kind not in OF_AWARD or contract.award_id is None or contract.state != ContractState.AWARDED:
        return _("Only a contract that is awarded and not signed yet is withdrawn like this.")
    others = Contract.objects.filter(award=contract.award_id, kind__in=OF_AWARD).exclude(pk=contract.pk)
    if not others.exclude(state=ContractState.WITHDRAWN).exists():
        return _("It is the only contract of its award. Take the award back instead.")
    return ""
