"""Procurements of the tests' organisations; each function works within the open access."""

from datetime import date
from decimal import Decimal
from typing import Any

from organisations.models import Organisation
from procurement.models import AskedRequirement, Procurement
from procurement.services.ask import Wanted, ask_for
from procurement.services.procurements import make_procurement
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import RequirementVersion
from tests.factories.bank import make_published


def make_planned(organisation: Organisation, **said: Any) -> Procurement:
    """School transport over four years with an extension, announced in the spring of 2027."""
    planned = {
        "title": "Skoleskyss 2027",
        "case_number": "26/1234",
        "category": "transport.passenger",
        "cpv": ["60112000"],
        "value": Decimal(12_000_000),
        "procedure": "open",
        "announced_on": date(2027, 3, 1),
        "bids_due_on": date(2027, 4, 12),
        "first_day": date(2027, 8, 1),
        "months": 48,
        "options": [12, 12],
    }
    return make_procurement(organisation=organisation, **{**planned, **said})


def make_asking(
    organisation: Organisation, *versions: RequirementVersion, **said: Any
) -> tuple[Procurement, list[AskedRequirement]]:
    """A procurement that asks for these versions, or for one private requirement."""
    procurement = make_planned(organisation, **said)
    wanted = versions or (make_published(organisation, visibility="own"),)
    return procurement, ask_for(procurement, [Wanted(version) for version in wanted])


def make_rising(organisation: Organisation, *steps: PlannedStep, rules: Rules | None = None) -> AskedRequirement:
    """A requirement in a procurement that rises from 40 to 60 and, in the first extension, to 80 per cent."""
    _procurement, (asked,) = make_asking(organisation)
    planned = steps or [PlannedStep(Decimal(share), months=months) for share, months in ((40, 0), (60, 24), (80, 48))]
    let_rise(asked, planned, rules or Rules())
    return asked
