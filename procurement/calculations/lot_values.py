"""What the lots of a procurement are worth together, beside what the whole is said to be worth.

Neither stands for the other: the law and the notice read the value of the whole, an award that of its lot. Where they
differ, both are told with the difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LotValues:
    """The value of the whole, that of each lot, both without VAT in the same currency; None where it is not said.

    >>> LotValues(Decimal(10), (Decimal(3), Decimal(5))).difference
    Decimal('-2')
    """

    whole: Decimal | None
    lots: Sequence[Decimal | None] = ()

    @property
    def together(self) -> Decimal | None:
        """The sum of the lots, as far as it is said; None where none has a value."""
        known = [value for value in self.lots if value is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def unsaid(self) -> int:
        """How many lots have no value."""
        return sum(value is None for value in self.lots)

    @property
    def difference(self) -> Decimal | None:
        """The lots together less the whole, None where one of the two is not known."""
        return None if self.whole is None or self.together is None else self.together - self.whole

    @property
    def agree(self) -> bool:
        """Whether nothing contradicts: there is nothing to compare, or all lots together are the whole.

        Lots without a value may hold what is missing, but nothing if the others are worth more than the whole already.
        """
        if self.together is None:
            return True
        if self.difference is None:
            return False
        return self.difference == 0 if not self.unsaid else self.difference <= 0
