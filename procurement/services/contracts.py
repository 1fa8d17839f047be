"""Sign a contract, use an extension, and say who looks after it."""

from datetime import date
from typing import Literal

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.typed_reasons import reason_of
from organisations.models import User
from procurement.models import Contract, ContractOption, ContractState
from procurement.queries.awards import standstill_of
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    check_has_come,
    check_since_signature,
    locked_contract,
    save_contract,
)
from procurement.services.resolve_contract import resolve
from procurement.services.shown_staircases import show_signed


@transaction.atomic
def sign(
    contract: Contract,
    *,
    revision: int,
    signed_on: date,
    first_day: date,
    number: str | None = None,
    early_because: str = "",
    manager: User | Literal[""] | None = None,
    today: date | None = None,
) -> Contract:
    """Return the signed contract; its steps and extensions are counted anew from the day on which it really begins.

    A number and a manager stay as they are where None is said, and are taken away by an empty text.

    Within the standstill, or where none has begun, it takes a reason. Raises ConflictError if somebody saved the
    contract after `revision`, and ContractNotPossibleError for days that cannot be or have not come yet (what is kept
    has happened), without the reason, and where it is signed already.
    """
    contract = locked_contract(contract, revision=revision)
    if contract.state != ContractState.AWARDED:
        raise ContractNotPossibleError(_("Only a contract that is awarded and not signed yet can be signed."))
    check_has_come(signed_on, today, _("The signature"), field="signed_on")
    _check_signature(contract, signed_on, first_day, early_because)
    contract.state, contract.signed_on, contract.first_day = ContractState.SIGNED, signed_on, first_day
    if number is not None:
        contract.number = number.strip()
    if manager is not None:
        contract.manager = manager or None
    contract.signed_early_because = reason_of(early_because)
    resolve(contract)
    save_contract(contract)
    show_signed(contract, today=today)
    record_change(kind="procurement.contract", action="signed", **about_contract(contract))
    return contract


@transaction.atomic
def use_option(contract: Contract, *, revision: int, told_on: date, today: date | None = None) -> ContractOption:
    """Return the next extension, which is used from now on; the steps that were written for it hold.

    Raises ContractNotPossibleError without an extension that is left, where the contract ended before `told_on`, was
    not signed yet, and where that day has not come yet.
    """
    contract = locked_contract(contract, revision=revision)
    option = ContractOption.objects.filter(contract=contract, used_on=None).order_by("number").first()
    if contract.state != ContractState.SIGNED or option is None:
        raise ContractNotPossibleError(_("There is no extension that could be used."))
    check_since_signature(contract, told_on, today, _("The notice to the supplier"), field="told_on")
    if contract.last_day and told_on > contract.last_day:
        sentence = _("The contract ended on %(day)s. An extension is told before that.")
        raise ContractNotPossibleError(sentence % {"day": date_format(contract.last_day)}, field="told_on")
    option.used_on = told_on
    option.save(update_fields=["used_on"])
    resolve(contract)
    save_contract(contract)
    show_signed(contract, today=today)
    record_change(kind="procurement.contract", action="extended", **about_contract(contract, number=option.number))
    return option


@transaction.atomic
def name_manager(contract: Contract, manager: User | None) -> Contract:
    """Return the contract with the person who looks after it."""
    contract = locked_contract(contract)
    if contract.manager == manager:
        return contract
    contract.manager = manager
    save_contract(contract)
    said = about_contract(contract, person=manager.name if manager else "")
    record_change(kind="procurement.contract", action="staffed", **said)
    return contract


def _check_signature(contract: Contract, signed_on: date, first_day: date, early_because: str) -> None:
    award = contract.award
    if award and signed_on < award.decided_on:
        sentence = _("The award was decided on %(day)s. The contract is signed after that.")
        raise ContractNotPossibleError(sentence % {"day": date_format(award.decided_on)}, field="signed_on")
    if award and award.standstill_until and signed_on <= award.standstill_until and not reason_of(early_because):
        sentence = _("The standstill lasts until %(day)s. Sign after that, or say why none has to pass.")
        words = {"day": date_format(award.standstill_until)}
        raise ContractNotPossibleError(sentence % words, field="early_because")
    if award and not award.told_on and standstill_of(contract.country, signed_on) and not reason_of(early_because):
        sentence = _("Nobody has said when suppliers were told, so no standstill has begun. Say why none has to pass.")
        raise ContractNotPossibleError(sentence, field="early_because")
    if first_day < signed_on:
        sentence = _("The contract cannot begin before it is signed, on %(day)s.")
        raise ContractNotPossibleError(sentence % {"day": date_format(signed_on)}, field="first_day")
