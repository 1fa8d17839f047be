"""What the weights of the price and of the award criteria make up, for a whole procurement or one lot of it.

>>> WeightSum(Decimal(60), (("A-1", Decimal(30)), ("A-2", None))).total
Decimal('90')
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WHOLE = Decimal(100)
"""What weights and shares in per cent make up together, at most."""
NOT_CLIMATE = frozenset({"social", "delivery"})
"""Themes of a requirement that alone do not make it one about climate and environment."""


@dataclass(frozen=True, slots=True)
class WeightSum:
    """The weight of the price and that of each criterion by its code, in per cent; None where it is not said.

    `part` names the lot, empty for the whole.
    """

    price: Decimal | None
    criteria: tuple[tuple[str, Decimal | None], ...] = ()
    part: str = ""

    @property
    def of_criteria(self) -> Decimal:
        """What the criteria weigh together, as far as it is said."""
        return sum((weight for _code, weight in self.criteria if weight is not None), Decimal(0))

    @property
    def total(self) -> Decimal:
        """What everything weighs together, as far as it is said."""
        return self.of_criteria + (self.price or Decimal(0))

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The codes of the criteria without a weight."""
        return tuple(code for code, weight in self.criteria if weight is None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is weighed: no criterion, and no weight of the price."""
        return not self.criteria and self.price is None

    @property
    def is_whole(self) -> bool:
        """Whether each has its weight and they make up one hundred."""
        return not self.unsaid and self.price is not None and self.total == WHOLE

    @property
    def short(self) -> Decimal:
        """How much is missing to one hundred; below zero where it is too much."""
        return WHOLE - self.total


def counts_as_climate(themes: Iterable[str]) -> bool:
    """Return whether a criterion of these themes is about climate and environment: any but the two that are not.

    Method: docs/methods/law_guard.md. One without themes is not: nothing is guessed.

    >>> counts_as_climate(["social", "transport"]), counts_as_climate(["delivery"]), counts_as_climate([])
    (True, False, False)
    """
    return any(theme not in NOT_CLIMATE for theme in themes)
