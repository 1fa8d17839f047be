"""A requirement of a procurement that rises in steps, as it is saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone
from django.utils.translation import get_language

from foundation.problems import Problem
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.saving_basis import basis_of
from procurement.calculations.staircase import Staircase as CalculatedStaircase
from procurement.calculations.staircase_check import problems_of
from procurement.calculations.step_saving import SavingBasis
from procurement.models import AskedRequirement, Procurement, ShownStaircase, Staircase
from procurement.queries.asked import AskedLine
from procurement.queries.market_answers import ByThreshold
from procurement.queries.signed_steps import SignedSteps, signed_steps
from procurement.queries.staircases import period_of, stored_as_staircase, unit_of
from procurement.reports.staircase_plan import Plan, as_signed
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.texts import text_in


@dataclass
class Rising:
    """A requirement with a threshold; `stored` is its staircase, None where it asks for the same all the time."""

    procurement: Procurement
    asked: AskedRequirement
    content: RequirementContent
    stored: Staircase | None
    period: ContractPeriod | None
    signed: Sequence[SignedSteps] = ()
    neighbours: Sequence[ShownStaircase] = ()
    market: ByThreshold = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the requirement is called in the reader's language."""
        return text_in(self.content.title, get_language() or "en") or self.asked.title

    @property
    def unit(self) -> str:
        """The unit of its thresholds."""
        return unit_of(self.content.measure) if self.content.measure else ""

    @property
    def direction(self) -> str:
        """Which side of a threshold is kept."""
        measure = self.content.measure
        return measure.direction.value if measure and measure.direction else ""

    @cached_property
    def plan(self) -> Plan | None:
        """Its steps in the contract, of what is signed the real ones; None where nobody has said how long it runs."""
        return as_signed(self.saved_plan, self.signed) if self.saved_plan else None

    @cached_property
    def saved_plan(self) -> Plan | None:
        """Its steps in the contract as planned; None without steps, or where nobody has said how long it runs."""
        if self.stored is None:
            return None
        return self.in_contract(stored_as_staircase(self.stored, self.content), basis_of(self.stored.saving))

    def in_contract(self, staircase: CalculatedStaircase, basis: SavingBasis) -> Plan | None:
        """Return these steps in the contract as planned; None while nobody has said how long it runs."""
        if self.period is None:
            return None
        return Plan(self.content, staircase, self.period, basis, self.neighbours, market=self.market)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the steps, or worth a thought."""
        if self.saved_plan is None:
            return []
        return problems_of(self.saved_plan.staircase, self.saved_plan.period, agreed_on=self.procurement.announced_on)


def rising_of(
    procurement: Procurement, line: AskedLine, signed: Mapping[int, Sequence[SignedSteps]] | None = None
) -> Rising | None:
    """Return what a procurement asks for with its steps; None where it has no threshold that could rise.

    `signed` are the steps of signed contracts, which lists read for all at once.
    """
    if line.content is None or not line.can_rise:
        return None
    found = signed_steps([line.asked.pk], timezone.localdate()) if signed is None else signed
    return Rising(
        procurement, line.asked, line.content, line.staircase, period_of(procurement), found.get(line.asked.pk, ())
    )
