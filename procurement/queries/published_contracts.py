"""What was awarded and signed, as it may be published: who delivers, how long, for how much, with which steps."""

from collections.abc import Iterator

from django.db.models import Prefetch

from foundation.personal_numbers import without_personal_numbers
from procurement.calculations.published_terms import (
    PublishedBuyer,
    PublishedContract,
    PublishedEnding,
    PublishedStep,
)
from procurement.models import Award, Contract, ContractParty, ContractState, Obligation, Procurement
from procurement.queries.contract_changes import first_value
from procurement.queries.contract_terms import as_published
from procurement.queries.contracts import days_of
from procurement.queries.signed_contracts import OF_AWARD
from suppliers.calculations.numbers import is_anybodys


def published_contracts(procurement: Procurement) -> list[PublishedContract]:
    """Return what the awards that stand have made, by lot and title; no call-offs, and nothing that was withdrawn.

    Their value and their steps, which speak of a bid, follow when they are open.
    """
    made = Contract.objects.filter(procurement=procurement, kind__in=OF_AWARD).exclude(state=ContractState.WITHDRAWN)
    with_steps = Prefetch("obligations", Obligation.objects.prefetch_related("steps"))
    found = (
        as_published(made).select_related("award", "lot").prefetch_related("parties", "options", "changes", with_steps)
    )
    ordered = found.order_by("lot__number", "pk")
    return [_contract(each) for each in ordered]


def published_endings(procurement: Procurement) -> list[PublishedEnding]:
    """Return the decisions that nobody wins, by lot."""
    ended = Award.objects.filter(procurement=procurement, outcome=Award.Outcome.ENDED, taken_back_at=None)
    return [
        PublishedEnding(each.uuid, each.decided_on, each.lot.number if each.lot else None)
        for each in ended.select_related("lot")
    ]


def _contract(contract: Contract) -> PublishedContract:
    days, is_open = days_of(contract), not contract.terms_are_sealed
    return PublishedContract(
        key=contract.uuid,
        title=without_personal_numbers(contract.title) or "",
        suppliers=tuple(_supplier(party, contract.country) for party in contract.parties.all()),
        lot=contract.lot.number if contract.lot else None,
        decided_on=contract.award.decided_on if contract.award else None,
        signed_on=contract.signed_on if contract.state == ContractState.SIGNED else None,
        period=days.period if days else None,
        last=contract.last_day,
        first_value=first_value(contract) if is_open else None,
        value=contract.value if is_open else None,
        steps=tuple(_steps(contract)) if is_open else (),
    )


def _supplier(party: ContractParty, country: str) -> PublishedBuyer:
    number = "" if is_anybodys(party.number) else party.number
    return PublishedBuyer(without_personal_numbers(party.name) or "", country, number)


def _steps(contract: Contract) -> Iterator[PublishedStep]:
    for obligation in contract.obligations.all():
        if not obligation.direction:
            continue
        for step in obligation.steps.all():
            if step.first_day and not step.needs_option:
                sign = ">=" if obligation.direction == "at_least" else "<="
                figure = f"{step.threshold.normalize():f}"
                said = f"{obligation.title}: {sign} {figure} {obligation.unit}".strip()
                yield PublishedStep(obligation.code, without_personal_numbers(said) or "", step.first_day)
