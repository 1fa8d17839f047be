"""Make a contract of an award: its suppliers, who shares it, its extensions, and what it obliges to."""

from collections.abc import Sequence

from foundation.changes.record import current_actor, record_change
from foundation.written_names import tidy_name, tidy_title
from procurement.models import (
    Agreement,
    Award,
    Buyer,
    Contract,
    ContractBuyer,
    ContractKind,
    ContractOption,
    ContractParty,
    Procurement,
)
from procurement.queries.planned_obligations import lines_of_lot, placed_obligations
from procurement.services.award_terms import AwardTerms, Winner, names_of, value_of_contract
from procurement.services.keep_obligations import keep_obligations
from procurement.services.locked_contract import about_contract
from procurement.services.resolve_contract import resolve
from procurement.signals import contract_saved


def make_contract(made: Award, winners: Sequence[Winner], terms: AwardTerms, *, is_one_of_several: bool) -> Contract:
    """Return the contract of an award with these suppliers, with what it obliges to on days."""
    procurement, only = made.procurement, winners[0] if len(winners) == 1 else None
    supplier = tidy_name(only.name) if only and is_one_of_several else ""
    names = [procurement.title, made.lot.title if made.lot else "", supplier]
    contract = Contract.objects.create(
        organisation_id=procurement.organisation_id,
        kind=ContractKind.FRAMEWORK if procurement.agreement == Agreement.FRAMEWORK else ContractKind.CONTRACT,
        title=tidy_title(" – ".join(name for name in names if name)),
        case_number=procurement.case_number,
        award=made,
        procurement=procurement,
        lot=made.lot,
        country=procurement.country,
        category=procurement.category,
        value=value_of_contract(winners, terms, is_one_of_several=is_one_of_several),
        currency=procurement.currency,
        planned_first_day=terms.planned_first_day or procurement.first_day,
        first_day=terms.first_day,
        months=terms.months,
        manager=terms.manager,
        made_by=current_actor().name,
    )
    parties = [_party(contract, winner) for winner in winners]
    _share(contract, procurement)
    _options(contract, terms)
    _oblige(contract, list(zip(winners, parties, strict=True)), terms)
    resolve(contract)
    contract.save()
    contract_saved.send(Contract, contract=contract)
    record_change(kind="procurement.contract", action="made", **about_contract(contract, suppliers=names_of(winners)))
    return contract


def _party(contract: Contract, winner: Winner) -> ContractParty:
    return ContractParty.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        bid_id=winner.offer.bid,
        name=tidy_name(winner.name)[:200],
        number=winner.number.strip()[:40],
        email=winner.email.strip(),
        rank=winner.rank,
        share=winner.share,
    )


def _share(contract: Contract, procurement: Procurement) -> None:
    """Let everybody who buys along read the contract, and call off where it is a framework agreement."""
    ContractBuyer.objects.bulk_create(
        ContractBuyer(
            organisation_id=contract.organisation_id,
            contract=contract,
            buyer_id=along.buyer_id,
            may_call_off=contract.is_framework,
        )
        for along in Buyer.objects.filter(procurement=procurement)
    )


def _options(contract: Contract, terms: AwardTerms) -> None:
    ContractOption.objects.bulk_create(
        ContractOption(
            organisation_id=contract.organisation_id,
            contract=contract,
            number=number,
            months=months,
            notice_months=terms.notice_months,
        )
        for number, months in enumerate(terms.options, start=1)
    )


def _oblige(contract: Contract, winners: Sequence[tuple[Winner, ContractParty]], terms: AwardTerms) -> None:
    lines = lines_of_lot(contract.procurement, contract.lot) if contract.procurement else []
    parties = [(party, winner.offer) for winner, party in winners]
    keep_obligations(contract, placed_obligations(lines, parties, terms.days, terms.language, terms.obligations))
