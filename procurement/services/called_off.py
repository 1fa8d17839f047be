"""Hold call-offs to the most that a framework agreement says, and withdraw one that was made by mistake."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.changes.record import record_change
from foundation.postgres.locks import hold
from foundation.typed_reasons import reason_of
from procurement.models import CALL_OFFS, Contract, ContractState
from procurement.queries.called_off import CalledOff, called_off_from, may_withdraw
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    locked_contract,
    save_contract,
)

_BEYOND = gettext_lazy(
    "With this, more is called off in all than the %(most)s of the framework agreement."
    " Call off less, or say why more may be called off: the reason is kept."
)
_BEYOND_AWARD = gettext_lazy(
    "With this, more is called off in all than the %(most)s that were awarded, of all the parallel agreements together."
    " Call off less, or say why more may be called off: the reason is kept."
)


def hold_call_offs(contract: Contract) -> None:
    """Hold everything that is called off from an agreement, or beside a call-off, until the transaction ends.

    Parallel agreements are held together. It comes before any row is locked.
    """
    hold("procurement.call_off", contract.award_id or contract.parent_id or contract.pk)


def goes_beyond(framework: Contract, value: Decimal | None) -> bool:
    """Whether more is called off in all with this value than the framework agreement says, or its award."""
    return value is not None and _is_beyond(called_off_from(framework), value)


def check_most(framework: Contract, value: Decimal | None, because: str) -> None:
    """Refuse to call off more in all than the framework agreement says, or its award, without a reason."""
    if reason_of(because) or value is None:
        return
    found = called_off_from(framework)
    if found.most is None or not _is_beyond(found, value):
        return
    sentence = _BEYOND_AWARD if found.is_of_award else _BEYOND
    most = figures.money(found.most, framework.currency, get_language() or "en")
    raise ContractNotPossibleError(str(sentence) % {"most": most}, field="because")


@transaction.atomic
def withdraw_call_off(contract: Contract, *, because: str, revision: int) -> Contract:
    """Return the call-off that is withdrawn, with the reason; it counts no more and stays readable.

    Raises ConflictError if somebody saved it after `revision`, and ContractNotPossibleError without a reason, for what
    is no call-off, and for one that has ended since it was made or was changed on a ground: those stand.
    """
    contract = locked_contract(contract)
    if contract.state == ContractState.WITHDRAWN:
        return contract
    contract = locked_contract(contract, revision=revision)
    if contract.kind not in CALL_OFFS:
        raise ContractNotPossibleError(_("Only a call-off is withdrawn like this. Take the award back instead."))
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why the call-off is withdrawn."), field="because")
    if not may_withdraw(contract, timezone.localdate()):
        raise ContractNotPossibleError(_("The call-off has ended or was changed since. It stands as it is."))
    contract.state, contract.withdrawn_because = ContractState.WITHDRAWN, reason_of(because)
    save_contract(contract)
    said = about_contract(contract, because=reason_of(because)[:500])
    record_change(kind="procurement.contract", action="withdrawn", **said)
    return contract


def _is_beyond(found: CalledOff, value: Decimal) -> bool:
    return found.most is not None and found.in_all + value > found.most
