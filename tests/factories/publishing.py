"""Procurements that are ready to be published; each function works within the open access."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from organisations.models import Organisation
from procurement.calculations.published_terms import OtherCriterion
from procurement.models import AskedRequirement, Procurement
from procurement.reports.eforms_notice import NoticeDetails
from procurement.services.ask import fill_asked
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import RequirementVersion
from tests.factories.bank import make_published
from tests.factories.procurements import make_asking

PRICE = OtherCriterion("price", "Pris", Decimal(70))
DETAILS = NoticeDetails(
    UUID("0b6c8d52-1d3e-4d0a-8f43-7c1d2a9f4e11"), subtype="16", legal_basis="32014L0024", city="Vik", region="NO0A2"
)
NOT_OF_CRITERIA = {"measure": None, "variables": {}, "wording": {"nb": "Jo lavere utslipp, jo bedre.", "sv": "Lägre."}}


def make_criterion(organisation: Organisation, **changes: Any) -> RequirementVersion:
    """An award criterion on the climate, without a threshold."""
    said = {"kind": "award_criterion", "phase": "evaluation", **NOT_OF_CRITERIA, **changes}
    return make_published(organisation, visibility="own", **said)


def make_ready(organisation: Organisation, **said: Any) -> tuple[Procurement, list[AskedRequirement]]:
    """A tender in bokmål with an award criterion on the climate of 30 per cent and a clause that rises in two steps."""
    planned = {"description": "Skyss til og fra skolen.", "announced_on": date(2027, 3, 1), **said}
    clause = make_published(organisation, visibility="own")
    procurement, asked = make_asking(organisation, make_criterion(organisation), clause, **planned)
    fill_asked(asked[0], weight=Decimal(30))
    steps = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24, market_note="Ask Egil first")]
    let_rise(asked[1], steps, Rules())
    return procurement, asked
