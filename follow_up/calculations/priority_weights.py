"""How much each part of a priority weighs, as the organisation says. Method: docs/methods/priority.md."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from foundation.problems import Problem, translatable

PROBLEM_TEXTS = {
    "weight_out_of_bounds": translatable("{weight} is no weight. Write a number from 0 to 100."),
    "unknown_part": translatable("{part} is no part of the priority. Known parts: {known}."),
    "no_weight_at_all": translatable("Every weight is 0, so nothing would be ranked. Give at least one part a weight."),
}
MOST = 100


class Part(StrEnum):
    """What a priority is made of."""

    SPEND = "spend"
    TONNES = "tonnes"
    STEP = "step"
    EVIDENCE = "evidence"
    HISTORY = "history"
    SECTOR = "sector"
    MARKET = "market"
    LAST_CHECK = "last_check"
    INTERVIEW = "interview"


DEFAULT_WEIGHTS: Mapping[Part, Decimal] = MappingProxyType(
    {
        Part.SPEND: Decimal(15),
        Part.TONNES: Decimal(20),
        Part.STEP: Decimal(15),
        Part.EVIDENCE: Decimal(15),
        Part.HISTORY: Decimal(10),
        Part.SECTOR: Decimal(8),
        Part.MARKET: Decimal(5),
        Part.LAST_CHECK: Decimal(7),
        Part.INTERVIEW: Decimal(5),
    }
)


@dataclass(frozen=True, slots=True)
class PriorityWeights:
    """A weight for each part; only their proportions matter, and a part that is not named weighs nothing."""

    by_part: Mapping[Part, Decimal] = field(default_factory=lambda: DEFAULT_WEIGHTS)

    def of(self, part: Part) -> Decimal:
        """Return the weight of a part, 0 for one that is not named."""
        return self.by_part.get(part, Decimal(0))

    @property
    def total(self) -> Decimal:
        """The sum of all weights.

        >>> PriorityWeights().total
        Decimal('100')
        """
        return sum((self.of(part) for part in Part), Decimal(0))


def weight_problems(said: Mapping[str, Decimal]) -> Iterator[Problem]:
    """Yield what keeps weights by name from being used: an unknown part, one below 0 or above 100, or nothing at all.

    >>> [problem.code for problem in weight_problems({"spend": Decimal(0)})]
    ['no_weight_at_all']
    """
    known = {part.value for part in Part}
    for name, weight in said.items():
        if name not in known:
            yield Problem("unknown_part", name, name, values={"part": name, "known": ", ".join(sorted(known))})
        elif not weight.is_finite() or not 0 <= weight <= MOST:
            yield Problem("weight_out_of_bounds", name, name, values={"weight": weight})
    if not any(weight.is_finite() and weight > 0 for name, weight in said.items() if name in known):
        yield Problem("no_weight_at_all", "weights")


def weights_of(said: Mapping[str, Decimal]) -> PriorityWeights:
    """Return the weights by name, typed. Raises ValueError where weight_problems would name one."""
    if problem := next(weight_problems(said), None):
        raise ValueError(f"{problem.code}: {dict(problem.values)}")
    return PriorityWeights({Part(name): weight for name, weight in said.items()})
