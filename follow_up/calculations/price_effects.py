"""What a clause gives or takes when a step is kept or not: bonus and penalty, with their arithmetic.

Method: docs/methods/price_effects.md. A bonus is for a step that is kept, a penalty for one that is not.
1. fixed: the sum; per unit: the sum for each unit between the value and the threshold; share: per cent of the period's
   value; ladder: 1.5 · (discount awarded − discount of the level achieved), for a penalty alone.
2. What is above nothing is lifted to the floor and then cut at the cap.
3. The amount is exact until the end, where it is rounded once to øre, halves upwards.
4. What is missing is a gap with its reason, and then there is no amount; it is never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor

from follow_up.calculations.obligation_state import meets
from foundation.problems import Problem
from procurement.calculations.exact_figures import as_decimal, exact
from procurement.calculations.performance_ladder import Ladder
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.0"
LADDER_FACTOR = Decimal("1.5")
HUNDRED = 100


class EffectKind(StrEnum):
    """How a clause reckons."""

    FIXED = "fixed"
    PER_UNIT = "per_unit"
    SHARE = "share"
    LADDER = "ladder"


class Purpose(StrEnum):
    """Whether the supplier gets or pays it."""

    BONUS = "bonus"
    PENALTY = "penalty"


class Counted(StrEnum):
    """Which units count: parts of one as they are, or each one that is begun as a whole."""

    EXACT = "exact"
    STARTED = "started"


@dataclass(frozen=True, slots=True)
class Clause:
    """What the contract says.

    `amount` is money, or per cent of the value for a share; `counted` and `unit_size` (such as 5 percentage points) are
    for a sum per unit; `ladder` for its sanction; `floor` and `cap` are money.
    """

    purpose: Purpose
    kind: EffectKind
    amount: Decimal | None = None
    counted: Counted | None = None
    unit_size: Decimal = Decimal(1)
    ladder: Ladder | None = None
    floor: Decimal | None = None
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """What became of the step in a period; None is not known.

    `value` and `threshold` in the unit of the measure; `is_kept` for what is not measured; `period_value` is the
    contract's value in the period, `bid_price` the price by which the ladder's discount in per cent is reckoned.
    """

    direction: Direction | None = None
    threshold: Decimal | None = None
    value: Decimal | None = None
    is_kept: bool | None = None
    period_value: Decimal | None = None
    bid_price: Decimal | None = None
    awarded_level: int | None = None
    achieved_level: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic: what it is, its formula in names, their values, and what comes out of it.

    Labels: units, fixed, per_unit, share, discount_awarded, discount_achieved, ladder, not_due, floor, cap, rounded.
    """

    label: str
    formula: str
    values: Mapping[str, Decimal | int]
    result: Decimal


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """The amount in money of at least 0, None where something is missing; the arithmetic, and the gaps."""

    purpose: Purpose
    amount: Decimal | None
    lines: tuple[Line, ...] = ()
    gaps: tuple[Problem, ...] = field(default=())

    @property
    def to_supplier(self) -> Decimal | None:
        """The amount as the supplier sees it: a penalty is negative."""
        if self.amount is None or self.purpose is Purpose.BONUS:
            return self.amount
        return -self.amount


def is_kept(performance: Performance) -> bool | None:
    """Return whether the step is kept, by its value where there is one; None where that is not known."""
    value, threshold = performance.value, performance.threshold
    if performance.direction is not None and value is not None and threshold is not None:
        return meets(performance.direction, threshold, value)
    return performance.is_kept


def units_between(performance: Performance, clause: Clause) -> Fraction:
    """Return how many units lie between the value and the threshold, each as large as the clause says.

    >>> performance = Performance(Direction.AT_LEAST, Decimal(50), Decimal("47.5"))
    >>> clause = Clause(Purpose.PENALTY, EffectKind.PER_UNIT, Decimal(1000), Counted.STARTED)
    >>> units_between(performance, clause)
    Fraction(3, 1)
    """
    units = abs(exact(performance.value or 0) - exact(performance.threshold or 0)) / exact(clause.unit_size)
    return Fraction(ceil(units)) if clause.counted is Counted.STARTED else units


def bounded(clause: Clause, reckoned: Fraction, lines: list[Line]) -> Decimal:
    """Return the amount lifted to the floor, cut at the cap and rounded to øre; adds the lines that changed it."""
    amount = reckoned
    if clause.floor is not None and 0 < amount < exact(clause.floor):
        amount = exact(clause.floor)
        lines.append(Line("floor", "max(amount, floor)", {"floor": clause.floor}, clause.floor))
    if clause.cap is not None and amount > exact(clause.cap):
        amount = exact(clause.cap)
        lines.append(Line("cap", "min(amount, cap)", {"cap": clause.cap}, clause.cap))
    rounded = to_ore(amount)
    if exact(rounded) != amount:
        lines.append(Line("rounded", "round(amount, 2)", {"amount": as_decimal(amount)}, rounded))
    return rounded


def to_ore(amount: Fraction) -> Decimal:
    """Return an amount of at least 0 in whole øre, halves upwards.

    >>> to_ore(Fraction(1, 200)), to_ore(Fraction(1, 3))
    (Decimal('0.01'), Decimal('0.33'))
    """
    return Decimal(floor(amount * HUNDRED + Fraction(1, 2))).scaleb(-2)
