"""Call off from a framework agreement: directly, or after a mini-competition among its suppliers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_title
from organisations.models import Organisation, User
from procurement.calculations.contract_period import ContractPeriod
from procurement.models import (
    Contract,
    ContractBuyer,
    ContractKind,
    ContractParty,
    ContractState,
    InvitedSupplier,
)
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.contracts import may_call_off, parallel_parties
from procurement.services.called_off import check_most, goes_beyond, hold_call_offs
from procurement.services.keep_obligations import pass_on_obligations
from procurement.services.locked_contract import ContractNotPossibleError, about_contract, check_has_come
from procurement.services.resolve_contract import resolve
from procurement.signals import contract_saved


@dataclass(frozen=True, slots=True)
class CallOff:
    """What is called off. With `invited`, the suppliers that were asked by their keys, each with its price or None.

    `because` is the reason for more in all than the framework agreement says; what has the same `key` counts once.
    """

    title: str
    ordered_on: date
    first_day: date
    months: int
    value: Decimal | None = None
    number: str = ""
    case_number: str = ""
    invited: Mapping[int, Decimal | None] = field(default_factory=dict)
    manager: User | None = None
    because: str = ""
    key: UUID | None = None


@transaction.atomic
def call_off(
    framework: Contract, party: ContractParty, said: CallOff, *, buyer: Organisation, today: date | None = None
) -> Contract:
    """Return the call-off, which is the buyer's own and obliges to what the framework agreement does on the same days.

    `party` is the supplier that gets it: one of the framework's, or of one parallel to it. With `invited` it is the
    result of a mini-competition. Sent again with its key, it is the one that is there. Raises ContractNotPossibleError
    with the field that stands in the way, and ConflictError for something else under a key that was used.
    """
    hold_call_offs(framework)
    if made := _made_before(said, party, buyer):
        return made
    suppliers = {each.pk: each for each in parallel_parties(framework)}
    _check(framework, buyer, said)
    check_has_come(said.ordered_on, today, _("The order"), field="ordered_on")
    if party.pk not in suppliers or not set(said.invited) <= suppliers.keys():
        raise ContractNotPossibleError(_("Choose suppliers of the framework agreement."), field="party")
    if said.invited and party.pk not in said.invited:
        raise ContractNotPossibleError(_("Who wins the mini-competition has to be invited to it."), field="party")
    home = suppliers[party.pk].contract
    if not may_call_off(buyer, home):
        raise ContractNotPossibleError(_("Choose suppliers of the framework agreement."), field="party")
    _check_days(home, said)
    check_most(home, said.value, said.because)
    contract = _contract(home, said, buyer)
    _parties(contract, party)
    _invited(contract, said, suppliers, party)
    pass_on_obligations(contract, home, party)
    resolve(contract)
    contract.save()
    contract_saved.send(Contract, contract=contract)
    said_of = about_contract(contract, framework=home.title, supplier=party.name)
    record_change(kind="procurement.contract", action="called_off", **said_of)
    return contract


def _made_before(said: CallOff, party: ContractParty, buyer: Organisation) -> Contract | None:
    """Return what was called off by the same key; ConflictError where that was something else, or was withdrawn."""
    made = Contract.objects.filter(organisation=buyer, order_key=said.key).first() if said.key else None
    if made is None:
        return None
    if made.state == ContractState.WITHDRAWN:
        sentence = _(
            "“%(title)s” was called off by this form, and withdrawn since. Open the form anew to call off again."
        )
        raise ConflictError(sentence % {"title": made.title})
    if _as_kept(made) != _as_said(said, party):
        sentence = _("“%(title)s” was called off by this form already. Open the form anew to call off something else.")
        raise ConflictError(sentence % {"title": made.title})
    return made


def _as_kept(made: Contract) -> tuple[object, ...]:
    asked = dict(InvitedSupplier.objects.filter(contract=made).values_list("party_id", "price"))
    suppliers = {each.name for each in made.parties.all()}
    agreed = (made.signed_on, made.first_day, made.months, made.value, made.number, made.case_number)
    return made.title, *agreed, made.parent_id, suppliers, asked


def _as_said(said: CallOff, party: ContractParty) -> tuple[object, ...]:
    agreed = (said.ordered_on, said.first_day, said.months, said.value, said.number.strip(), said.case_number.strip())
    return tidy_title(said.title), *agreed, party.contract_id, {party.name}, dict(said.invited)


def _check(framework: Contract, buyer: Organisation, said: CallOff) -> None:
    if not may_call_off(buyer, framework):
        raise ContractNotPossibleError(_("Only a signed framework agreement that you share can be called off from."))
    if not tidy_title(said.title):
        raise ContractNotPossibleError(_("Give the call-off a name."), field="title")


def _check_days(framework: Contract, said: CallOff) -> None:
    """Refuse days outside the agreement that is called off from, which of parallel ones is the winner's own."""
    if framework.first_day and framework.last_day and not framework.first_day <= said.ordered_on <= framework.last_day:
        sentence = _("The framework agreement runs from %(first)s to %(last)s. Order within that time.")
        words = {"first": date_format(framework.first_day), "last": date_format(framework.last_day)}
        raise ContractNotPossibleError(sentence % words, field="ordered_on")
    last = framework.last_possible_day
    if last and said.first_day > last:
        sentence = _("The framework agreement runs until %(day)s at the latest. The call-off begins before that.")
        raise ContractNotPossibleError(sentence % {"day": date_format(last)}, field="first_day")
    if said.first_day < said.ordered_on:
        raise ContractNotPossibleError(_("The call-off cannot begin before it is ordered."), field="first_day")
    if not 1 <= said.months <= LONGEST_MONTHS:
        sentence = _("A contract runs for 1 to %(most)s months.")
        raise ContractNotPossibleError(sentence % {"most": LONGEST_MONTHS}, field="months")


def _contract(framework: Contract, said: CallOff, buyer: Organisation) -> Contract:
    last_day = ContractPeriod(said.first_day, said.months).last
    return Contract.objects.create(
        organisation=buyer,
        kind=ContractKind.MINI_COMPETITION if said.invited else ContractKind.CALL_OFF,
        title=tidy_title(said.title),
        number=said.number.strip(),
        case_number=said.case_number.strip(),
        award_id=framework.award_id,
        procurement_id=framework.procurement_id,
        lot_id=framework.lot_id,
        parent=framework,
        country=framework.country,
        category=framework.category,
        value=said.value,
        currency=framework.currency,
        signed_on=said.ordered_on,
        planned_first_day=said.first_day,
        first_day=said.first_day,
        months=said.months,
        last_day=last_day,
        last_possible_day=last_day,
        state=ContractState.SIGNED,
        beyond_because=reason_of(said.because) if goes_beyond(framework, said.value) else "",
        order_key=said.key,
        manager=said.manager,
        made_by=current_actor().name,
    )


def _parties(contract: Contract, party: ContractParty) -> None:
    """Name the supplier, and let who keeps the framework agreement read what is called off from it."""
    ContractParty.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        name=party.name,
        number=party.number,
        email=party.email,
    )
    framework = contract.parent
    if framework and framework.organisation_id != contract.organisation_id:
        ContractBuyer.objects.create(
            organisation_id=contract.organisation_id,
            contract=contract,
            buyer_id=framework.organisation_id,
            may_call_off=False,
        )


def _invited(contract: Contract, said: CallOff, suppliers: Mapping[int, ContractParty], winner: ContractParty) -> None:
    InvitedSupplier.objects.bulk_create(
        InvitedSupplier(
            organisation_id=contract.organisation_id,
            contract=contract,
            party_id=key,
            name=suppliers[key].name,
            price=price,
            has_won=key == winner.pk,
        )
        for key, price in said.invited.items()
    )
