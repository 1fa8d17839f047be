"""Contracts as they are registered, with suppliers, extensions and days: as many statements for one as for many."""

from collections.abc import Sequence

from foundation.changes.record import current_actor, record_new
from foundation.written_names import tidy_name, tidy_title
from organisations.models import Organisation
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.option_days import option_days
from procurement.models import Contract, ContractBuyer, ContractOption, ContractParty, ContractState
from procurement.services.locked_contract import about_contract
from procurement.services.registered_said import RegisteredSaid

PLAIN = ("kind", "category", "value", "currency", "signed_on", "first_day", "months", "manager")


def write_terms(contract: Contract, said: RegisteredSaid) -> None:
    """Put what is said into a contract, all but its suppliers, extensions and who shares it; it is not saved."""
    contract.title = tidy_title(said.title)
    contract.number, contract.case_number = said.number.strip()[:60], said.case_number.strip()[:60]
    for name in PLAIN:
        setattr(contract, name, getattr(said, name))


def write_new(organisation: Organisation, said: Sequence[RegisteredSaid]) -> list[Contract]:
    """Return the signed contracts in the order in which they were said; what they say is checked already."""
    contracts = Contract.objects.bulk_create([_contract(organisation, each) for each in said])
    both = list(zip(contracts, said, strict=True))
    ContractParty.objects.bulk_create([each for made, one in both for each in _parties(made, one)])
    ContractOption.objects.bulk_create([each for made, one in both for each in _options(made, one)])
    ContractBuyer.objects.bulk_create([each for made, one in both for each in _buyers(made, one)])
    told = [about_contract(made, suppliers=", ".join(each.name for each in one.parties)) for made, one in both]
    record_new(
        "procurement.contract",
        "registered",
        [(each["organisation_id"], each["object_id"], each["summary"]) for each in told],
    )
    return contracts


def _contract(organisation: Organisation, said: RegisteredSaid) -> Contract:
    contract = Contract(
        organisation=organisation,
        country=organisation.country,
        state=ContractState.SIGNED,
        order_key=said.key,
        made_by=current_actor().name,
    )
    write_terms(contract, said)
    period = ContractPeriod(said.first_day, said.months, said.options)
    contract.last_day, contract.last_possible_day = period.last, period.last_possible
    return contract


def _parties(contract: Contract, said: RegisteredSaid) -> list[ContractParty]:
    return [
        ContractParty(
            organisation_id=contract.organisation_id,
            contract=contract,
            name=tidy_name(each.name)[:200],
            number=each.number.strip()[:40],
            email=each.email.strip(),
        )
        for each in said.parties
    ]


def _options(contract: Contract, said: RegisteredSaid) -> list[ContractOption]:
    days = option_days(ContractPeriod(said.first_day, said.months, said.options), said.notice_months)
    return [
        ContractOption(
            organisation_id=contract.organisation_id,
            contract=contract,
            number=each.number,
            months=months,
            notice_months=said.notice_months,
            first_day=each.first,
            last_day=each.last,
            notice_on=each.notice,
        )
        for each, months in zip(days, said.options, strict=True)
    ]


def _buyers(contract: Contract, said: RegisteredSaid) -> list[ContractBuyer]:
    return [
        ContractBuyer(
            organisation_id=contract.organisation_id, contract=contract, buyer=buyer, may_call_off=contract.is_framework
        )
        for buyer in said.buyers
    ]
