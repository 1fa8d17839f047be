"""Signed contracts with obligations to follow up; each function works within the open access."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from follow_up.services.standings import work_out_contract
from organisations.models import Organisation
from procurement.models import Contract, ContractParty, ContractState, Obligation, ObligationStep
from procurement.services.resolve_contract import resolve

FIRST_DAY = date(2026, 3, 1)
WORDS = "The supplier delivers with vehicles that emit nothing."
RISING = ((Decimal(50), 0), (Decimal(70), 24))
"""At least 50 % from the first day, 70 % after two years."""


def make_followed(organisation: Organisation, title: str = "Varelevering 2026", **said: Any) -> Contract:
    """A signed contract with Nordbygg AS from March 2026 on, four years, without obligations."""
    usual: dict[str, Any] = {
        "country": organisation.country,
        "currency": organisation.currency,
        "category": "transport.goods",
        "value": Decimal(8_000_000),
        "signed_on": date(2026, 2, 1),
        "first_day": FIRST_DAY,
        "months": 48,
    }
    contract = Contract.objects.create(organisation=organisation, title=title, **{**usual, **said})
    ContractParty.objects.create(
        organisation=organisation,
        contract=contract,
        name="Nordbygg AS",
        number="974760673",
        email="post@nordbygg.example",
    )
    resolve(contract)
    contract.state = ContractState.SIGNED
    contract.save()
    return contract


def make_obligation(
    contract: Contract,
    title: str = "Emission-free deliveries",
    steps: Sequence[tuple[Decimal, int]] = RISING,
    **said: Any,
) -> Obligation:
    """Something the contract obliges to; with steps a share in per cent that rises after so many months."""
    measured = {"unit": "%", "direction": "at_least", "on_extension": "steps_go_on"} if steps else {}
    position = Obligation.objects.filter(contract=contract).count() + 1
    obligation = Obligation.objects.create(
        organisation_id=contract.organisation_id,
        contract=contract,
        position=position,
        title=title,
        **{"wording": WORDS, "themes": ["climate"], **measured, **said},
    )
    ObligationStep.objects.bulk_create(
        ObligationStep(
            organisation_id=contract.organisation_id,
            obligation=obligation,
            number=number,
            threshold=threshold,
            months=months,
        )
        for number, (threshold, months) in enumerate(steps, start=1)
    )
    resolve(contract)
    work_out_contract(contract)
    return obligation
