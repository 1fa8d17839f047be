"""Hold call-offs to the most that a framework agreement says, and withdraw one that was made by mistake."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.changes.record import record_change
from foundation.typed_reasons import reason_of
from procurement.models import Contract, ContractChange, ContractKind, ContractState
from procurement.queries.called_off import called_off_in_all
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    locked_contract,
    save_contract,
)

CALL_OFFS = (ContractKind.CALL_OFF, ContractKind.MINI_COMPETITION)


def goes_beyond(framework: Contract, value: Decimal | None) -> bool:
    """Whether more is called off in all with this value than the framework agreement says."""
    if value is None or framework.value is None:
        return False
    return called_off_in_all(framework) + value > framework.value


def check_most(framework: Contract, value: Decimal | None, because: str) -> None:
    """Refuse to call off more in all than the framework agreement says without a reason."""
    if reason_of(because) or not goes_beyond(framework, value):
        return
    sentence = _(
        "With this, more is called off in all than the %(most)s of the framework agreement."
        " Call off less, or say why more may be called off: the reason is kept."
    )
    most = figures.money(framework.value, framework.currency, get_language() or "en")
    raise ContractNotPossibleError(sentence % {"most": most}, field="because")


@transaction.atomic
def withdraw_call_off(contract: Contract, *, because: str, revision: int) -> Contract:
    """Return the call-off that is withdrawn, with the reason; it counts no more and stays readable.

    Raises ConflictError if somebody saved it after `revision`, and ContractNotPossibleError without a reason, for what
    is no call-off, and for one that has ended or was changed on a ground: those stand.
    """
    contract = locked_contract(contract)
    if contract.state == ContractState.WITHDRAWN:
        return contract
    contract = locked_contract(contract, revision=revision)
    if contract.kind not in CALL_OFFS:
        raise ContractNotPossibleError(_("Only a call-off is withdrawn like this. Take the award back instead."))
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why the call-off is withdrawn."), field="because")
    if contract.is_over(timezone.localdate()) or ContractChange.objects.filter(contract=contract).exists():
        raise ContractNotPossibleError(_("The call-off has ended or was changed since. It stands as it is."))
    contract.state, contract.withdrawn_because = ContractState.WITHDRAWN, reason_of(because)
    save_contract(contract)
    said = about_contract(contract, because=reason_of(because)[:500])
    record_change(kind="procurement.contract", action="withdrawn", **said)
    return contract
