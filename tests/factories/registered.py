"""Contracts that were signed outside the program; each function works within the open access."""

from datetime import date
from decimal import Decimal
from typing import Any

from organisations.models import Organisation
from procurement.models import Contract, Obligation
from procurement.services.register_contract import register_contract
from procurement.services.registered_obligations import ObligationSaid, add_obligation
from procurement.services.registered_said import PartySaid, RegisteredSaid
from procurement.services.staircases import PlannedStep

TODAY = date(2026, 6, 1)
FRESH = PartySaid("Fersk AS", "974760673", "post@fersk.example")


def registered_said(**said: Any) -> RegisteredSaid:
    usual: dict[str, Any] = {
        "title": "Fruit and vegetables",
        "parties": (FRESH,),
        "signed_on": date(2025, 1, 10),
        "first_day": date(2025, 2, 1),
        "months": 24,
        "currency": "NOK",
        "value": Decimal(4_000_000),
        "number": "2025/17",
    }
    return RegisteredSaid(**{**usual, **said})


def make_registered(organisation: Organisation, **said: Any) -> Contract:
    return register_contract(organisation, registered_said(**said), today=TODAY)


def obligation_said(**said: Any) -> ObligationSaid:
    usual: dict[str, Any] = {
        "title": "Deliveries without emissions",
        "wording": "At least half of the deliveries are made without emissions.",
        "themes": ("climate",),
        "kind": "contract_clause",
        "unit": "%",
        "direction": "at_least",
        "steps": (PlannedStep(Decimal(50), months=0), PlannedStep(Decimal(80), months=12)),
    }
    return ObligationSaid(**{**usual, **said})


def make_obliged(contract: Contract, **said: Any) -> Obligation:
    contract.refresh_from_db()
    return add_obligation(contract, obligation_said(**said), revision=contract.revision)
