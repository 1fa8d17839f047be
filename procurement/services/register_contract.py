"""Register a contract that was signed outside this program, mend what was registered, and withdraw a slip."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import record_change
from foundation.typed_reasons import reason_of
from foundation.written_names import name_key
from organisations.models import Organisation
from procurement.models import CALL_OFFS, Contract, ContractBuyer, ContractChange, ContractState
from procurement.queries.registered import contract_followed_up, is_registered, number_key, registered_contracts
from procurement.reports.contract_words import shown_number
from procurement.services.locked_contract import (
    ContractNotPossibleError,
    about_contract,
    locked_contract,
    save_contract,
)
from procurement.services.new_contracts import PLAIN, write_new, write_terms
from procurement.services.registered_parts import (
    check_followed_days,
    check_steps_fit,
    followed_days,
    keep_options,
    keep_parties,
)
from procurement.services.registered_said import PartySaid, RegisteredSaid, check_said
from procurement.services.resolve_contract import resolve
from procurement.signals import contracts_registered


class TwinContractError(ContractNotPossibleError):
    """A contract that looks the same is here already: `there`."""

    def __init__(self, message: object, there: Contract) -> None:
        super().__init__(message, field="is_another")
        self.there = there


@transaction.atomic
def register_contract(organisation: Organisation, said: RegisteredSaid, *, today: date | None = None) -> Contract:
    """Return the signed contract, the organisation's own; what has the same `key` is registered once.

    Raises ContractNotPossibleError, which names the field, for what cannot be, and for a number that is taken; and
    TwinContractError for what is here already as it seems, unless it is said to be another one.
    """
    _hold_numbers(organisation)
    if said.key and (made := Contract.objects.filter(organisation=organisation, order_key=said.key).first()):
        return made
    check_said(organisation, said, today)
    _check_numbers(organisation, [said])
    if not said.is_another:
        _check_twin(organisation, said)
    return register_contracts(organisation, [said], today=today)[0]


@transaction.atomic
def register_contracts(
    organisation: Organisation, said: Sequence[RegisteredSaid], *, today: date | None = None
) -> list[Contract]:
    """Return the signed contracts in the order in which they were said, all or none, in a few statements for all.

    Raises what `register_contract` does but for one that looks the same as another.
    """
    if not said:
        return []
    _hold_numbers(organisation)
    for each in said:
        check_said(organisation, each, today)
    _check_numbers(organisation, said)
    made = write_new(organisation, said)
    contracts_registered.send(Contract, organisation=organisation, contracts=made)
    return made


@transaction.atomic
def mend_contract(contract: Contract, said: RegisteredSaid, *, revision: int, today: date | None = None) -> Contract:
    """Return the registered contract as it should have been written; its steps and extensions are counted anew.

    Raises ConflictError if somebody saved it after `revision`, and ContractNotPossibleError for one that comes from an
    award, for what cannot be, and where that contradicts what was agreed, called off or followed up since.
    """
    _hold_numbers(contract.organisation)
    contract = _registered(contract, revision)
    check_said(contract.organisation, said, today)
    _check_numbers(contract.organisation, [said], but=contract)
    _check_since(contract, said)
    before, now = _as_said(contract), today or timezone.localdate()
    held, field = followed_days(contract, now), "first_day" if said.first_day != contract.first_day else "months"
    write_terms(contract, said)
    _write_parts(contract, said)
    check_steps_fit(contract)
    resolve(contract)
    check_followed_days(contract, held, now, field=field)
    save_contract(contract)
    after = _as_said(contract)
    changed = [name for name in after if after[name] != before[name]]
    told = {"before": {name: before[name] for name in changed}, "after": {name: after[name] for name in changed}}
    record_change(kind="procurement.contract", action="mended", **about_contract(contract, **told))
    contracts_registered.send(Contract, organisation=contract.organisation, contracts=[contract])
    return contract


@transaction.atomic
def withdraw_registered(contract: Contract, *, because: str, revision: int) -> Contract:
    """Return the contract that was registered by mistake; it counts no more and stays readable with the reason.

    Raises ConflictError if somebody saved it after `revision`, and ContractNotPossibleError without a reason, for one
    that comes from an award, and once something was called off, changed by agreement or followed up.
    """
    contract = locked_contract(contract)
    if contract.state == ContractState.WITHDRAWN:
        return contract
    contract = _registered(contract, revision)
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why the contract is withdrawn."), field="because")
    if Contract.objects.filter(parent=contract).exclude(state=ContractState.WITHDRAWN).exists():
        raise ContractNotPossibleError(_("There are call-offs from it. Withdraw them first."))
    if ContractChange.objects.filter(contract=contract).exists() or contract_followed_up(contract):
        sentence = _("It was changed by agreement or followed up already, so it is no slip. It stays.")
        raise ContractNotPossibleError(sentence)
    contract.state, contract.withdrawn_because = ContractState.WITHDRAWN, reason_of(because)
    save_contract(contract)
    about = about_contract(contract, because=reason_of(because)[:500])
    record_change(kind="procurement.contract", action="registered_in_error", **about)
    return contract


def _registered(contract: Contract, revision: int) -> Contract:
    contract = locked_contract(contract, revision=revision)
    if not is_registered(contract) or contract.kind in CALL_OFFS or contract.state != ContractState.SIGNED:
        sentence = _("Only a contract that was registered here is mended like this. One from an award keeps its terms.")
        raise ContractNotPossibleError(sentence)
    return contract


def _write_parts(contract: Contract, said: RegisteredSaid) -> None:
    keep_parties(contract, said.parties)
    keep_options(contract, said.options, said.notice_months)
    contract.buyers.exclude(buyer__in=said.buyers).delete()
    there = set(contract.buyers.values_list("buyer_id", flat=True))
    ContractBuyer.objects.filter(contract=contract).update(may_call_off=contract.is_framework)
    ContractBuyer.objects.bulk_create(
        ContractBuyer(
            organisation_id=contract.organisation_id, contract=contract, buyer=buyer, may_call_off=contract.is_framework
        )
        for buyer in said.buyers
        if buyer.pk not in there
    )


def _hold_numbers(organisation: Organisation) -> None:
    """Let whoever registers wait for each other: numbers are told apart one by one."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _check_numbers(organisation: Organisation, said: Iterable[RegisteredSaid], *, but: Contract | None = None) -> None:
    """Refuse a number that another contract has: accounts would not know which of them is meant."""
    wanted = [(key, each.title) for each in said if (key := number_key(each.number))]
    others = registered_contracts(organisation.pk).exclude(pk=but.pk if but else 0).exclude(number="")
    taken = {number_key(number): title for number, title in others.values_list("number", "title")} if wanted else {}
    for key, title in wanted:
        if key in taken:
            sentence = _("“%(title)s” has this number already. Open that one, or write another number.")
            raise ContractNotPossibleError(sentence % {"title": taken[key]}, field="number")
        taken[key] = title


def _check_twin(organisation: Organisation, said: RegisteredSaid) -> None:
    """Refuse what looks the same as a registered contract: a form that was sent again after going back."""
    same_days = {"signed_on": said.signed_on, "first_day": said.first_day, "months": said.months}
    names = {name_key(each.name) for each in said.parties}
    for other in registered_contracts(organisation.pk).filter(**same_days).prefetch_related("parties"):
        if (
            name_key(other.title) == name_key(said.title)
            and number_key(other.number) == number_key(said.number)
            and {name_key(party.name) for party in other.parties.all()} == names
        ):
            sentence = _("There is one with the same name, supplier and days already. Say if this is another one.")
            raise TwinContractError(sentence, other)


def _check_since(contract: Contract, said: RegisteredSaid) -> None:
    """Refuse to mend what was agreed on or called off since it was registered."""
    agreed = contract.changes.filter(obligation=None).exists()
    if agreed and (said.value, said.currency) != (contract.value, contract.currency):
        sentence = _("The value was changed by agreement. Change it again on a ground in law.")
        raise ContractNotPossibleError(sentence, field="value")
    if contract.is_framework and said.kind != contract.kind and contract.call_offs.exists():
        raise ContractNotPossibleError(_("Something was called off from it, so it is a framework."), field="kind")


def _as_said(contract: Contract) -> dict[str, str]:
    """Return what stands in the contract as texts, so that a change tells what was mended."""
    parties = [f"{each.name} {shown_number(each.number)}".strip() for each in contract.parties.order_by("name")]
    names = ("title", "number", "case_number", *(name for name in PLAIN if name not in ("value", "manager")))
    options = [str(each.months) for each in contract.options.all()]
    return {
        **{name: "" if (value := getattr(contract, name)) is None else str(value) for name in names},
        "value": "" if contract.value is None else f"{contract.value:.2f}",
        "manager": str(contract.manager_id or ""),
        "suppliers": "; ".join(parties),
        "options": ", ".join(options),
        "buyers": ", ".join(str(each.buyer.uuid) for each in contract.buyers.select_related("buyer")),
    }


def said_of(contract: Contract, **other: object) -> RegisteredSaid:
    """Return what a registered contract says now, with some of it said otherwise; for a part of it to be mended."""
    from_options = list(contract.options.all())
    kept = RegisteredSaid(
        title=contract.title,
        parties=_parties_said(contract),
        signed_on=contract.signed_on,  # type: ignore[arg-type]  # a signed one has its days
        first_day=contract.first_day,  # type: ignore[arg-type]
        months=contract.months or 0,
        currency=contract.currency,
        kind=contract.kind,
        number=contract.number,
        case_number=contract.case_number,
        category=contract.category,
        value=contract.value,
        options=tuple(each.months for each in from_options),
        notice_months=from_options[0].notice_months if from_options else 0,
        manager=contract.manager,
        buyers=tuple(each.buyer for each in contract.buyers.select_related("buyer")),
    )
    return replace(kept, **other)  # type: ignore[arg-type]  # names of its fields


def _parties_said(contract: Contract) -> tuple[PartySaid, ...]:
    return tuple(PartySaid(each.name, each.number, each.email, each.uuid) for each in contract.parties.all())
