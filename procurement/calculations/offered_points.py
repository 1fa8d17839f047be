"""Points for steps that a bid commits to, where a criterion rises in a staircase.

Method: docs/methods/evaluation.md, "Steps that a bid commits to".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.evaluation_choice import CriterionChoice
from procurement.calculations.staircase import Staircase, Step, StepInForce, steps_in_force
from procurement.calculations.staircase_offers import OfferScale, offer_points, offer_problems


@dataclass(frozen=True, slots=True)
class RisingCriterion:
    """A staircase that is asked for, over the agreed time of the contract."""

    staircase: Staircase
    period: ContractPeriod

    @property
    def asked(self) -> list[StepInForce]:
        """The steps that are asked for, with their days."""
        return steps_in_force(self.staircase, self.agreed)

    @property
    def agreed(self) -> ContractPeriod:
        """The agreed time alone: nobody knows whether an extension comes."""
        return replace(self.period, options=())

    def offered(self, steps: Sequence[Step]) -> list[StepInForce]:
        """Return what a bid offers, with its days."""
        return steps_in_force(replace(self.staircase, steps=tuple(steps)), self.agreed) if steps else []

    def scale(self, said: CriterionChoice) -> OfferScale | None:
        """Return between what offers get points, None where it is not said."""
        if said.worst is None or said.best is None:
            return None
        first, last = self.agreed.first, self.agreed.last
        return OfferScale(self.staircase.direction, said.worst, said.best, first, last)


def points_offered(
    rising: RisingCriterion, said: CriterionChoice, steps: Sequence[Step], most: Decimal, place: str
) -> Decimal | Problem:
    """Return the points of the steps that a bid commits to, or what keeps it from them."""
    scale = rising.scale(said)
    if scale is None:
        return Problem("scale_missing", place)
    asked, offered = rising.asked, rising.offered(steps)
    wrong = next((each for each in offer_problems(asked, offered, scale, place) if each.is_error), None)
    return wrong or offer_points(asked, offered, scale, most)
