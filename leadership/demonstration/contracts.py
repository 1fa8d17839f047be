"""The demonstration's contracts: parallel suppliers, and a framework agreement that two municipalities call off from.

Made once, by the services that the pages call; a procurement with a decision is left alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leadership.demonstration.procurements import at_work
from organisations.models import Organisation, User
from procurement.models import Award, Contract, Procurement
from procurement.queries.contracts import parallel_parties
from procurement.services.award import award
from procurement.services.award_terms import AwardTerms, Winner
from procurement.services.call_off import CallOff, call_off
from procurement.services.contracts import sign, use_option
from procurement.services.shown_staircases import show_staircases

SAID = Path(__file__).parent / "contracts.yaml"


def fill_contracts(organisations: Mapping[str, Organisation]) -> None:
    """Give the awarded procurements their contracts, and the framework agreement its call-offs."""
    for said in _said()["awards"]:
        with at_work(organisations[said["lead"]]):
            procurement = Procurement.objects.get(organisation=organisations[said["lead"]], title=said["procurement"])
            if Award.objects.filter(procurement=procurement).exists():
                show_staircases(procurement)  # of one kept from before, neighbours see what was signed from now on
                continue
            contracts = _awarded(procurement, said)
        for each in said.get("call_offs", ()):
            _call_off(contracts[0], each, organisations[each["buyer"]])


def _awarded(procurement: Procurement, said: Mapping[str, Any]) -> list[Contract]:
    winners = [_winner(each) for each in said["suppliers"]]
    award(procurement, None, winners, _terms(procurement, said))
    made = list(Contract.objects.filter(procurement=procurement).order_by("pk"))
    numbers = [said["number"] if len(made) == 1 else f"{said['number']}-{place}" for place in range(1, len(made) + 1)]
    return [_signed(contract, number, said) for contract, number in zip(made, numbers, strict=True)]


def _signed(contract: Contract, number: str, said: Mapping[str, Any]) -> Contract:
    first_day = contract.first_day or said["signed_on"]
    sign(
        contract,
        revision=contract.revision,
        signed_on=said["signed_on"],
        first_day=first_day,
        number=number,
        manager=User.objects.get(email=said["manager"]),
    )
    contract.refresh_from_db()
    for told_on in said.get("extensions", ()):
        use_option(contract, revision=contract.revision, told_on=told_on)
        contract.refresh_from_db()
    return contract


def _terms(procurement: Procurement, said: Mapping[str, Any]) -> AwardTerms:
    if procurement.first_day is None or procurement.months is None:
        raise ValueError(f"{procurement.title} has to say when its contract begins and how long it runs")
    return AwardTerms(
        decided_on=said["decided_on"],
        told_on=said["decided_on"],
        first_day=procurement.first_day,
        months=procurement.months,
        options=tuple(procurement.options),
        value=Decimal(said["value"]) if "value" in said else None,
        because=said["because"],
        together=said["together"],
    )


def _winner(said: Mapping[str, Any]) -> Winner:
    value, share = (Decimal(said[name]) if name in said else None for name in ("value", "share"))
    return Winner(said["name"], said["number"], said["email"], value=value, share=share, rank=said.get("rank"))


def _call_off(framework: Contract, said: Mapping[str, Any], buyer: Organisation) -> None:
    with at_work(buyer):
        parties = {party.name: party for party in parallel_parties(framework)}
        invited = {parties[name].pk: Decimal(price) for name, price in said.get("invited", {}).items()}
        ordered = CallOff(
            said["title"],
            said["ordered_on"],
            said["ordered_on"],
            said["months"],
            Decimal(said["value"]),
            invited=invited,
        )
        call_off(framework, parties[said["supplier"]], ordered, buyer=buyer)


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
