"""Emissions of what was counted: amount × factor, totals of a period, and changes from one period to another.

Formula, source and limits: docs/methods/activity_based.md. Missing is missing: an amount or factor that is not there
makes a gap with its reason, never a zero. Amounts are in the unit of the series, results in kg. Biogenic CO2 stands
beside what is added: GHG Protocol, Corporate Standard, chapter 9, has it reported apart from the scopes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from emissions.calculations.activity_factor_set import Covers, Gases
from foundation.problems import Problem
from foundation.quantities import Quantity

METHOD_VERSION = "1.1"


class GapReason(StrEnum):
    """Why there is no figure."""

    NO_AMOUNT = "no_amount"
    NO_FACTOR = "no_factor"
    UNITS_DIFFER = "units_differ"
    NO_INDIRECT = "no_indirect"


class NoChange(StrEnum):
    """Why a change is not told."""

    NOT_COMPLETE = "not_complete"
    METHOD_BREAK = "method_break"
    FROM_ZERO = "from_zero"


@dataclass(frozen=True, slots=True)
class PinnedFactor:
    """The factor of one dimension as it was chosen: kg per `unit`, what making the fuel adds, and the conversion.

    `per_unit` says how much of the factor's unit one unit of the series is, None where the units themselves tell.
    """

    kg: Decimal
    unit: str
    indirect_kg: Decimal | None = None
    with_indirect: bool = False
    covers: Covers = Covers.USE
    gases: Gases = Gases.CO2E
    per_unit: Decimal | None = None
    gsd2: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Emission:
    """kg of one amount: direct and indirect apart (None: not asked for), and the 95 % interval where it is known.

    `biogenic_kg` is in none of them; None where the factor is none of biogenic CO2.
    """

    kg: Decimal
    direct_kg: Decimal
    indirect_kg: Decimal | None = None
    low_kg: Decimal | None = None
    high_kg: Decimal | None = None
    biogenic_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PeriodTotal:
    """A period over its dimensions: the sums of what is known, and which dimensions lack an amount or a figure.

    `amount` and `kg` are None where nothing at all is known. Bounds are there where every part has them. `biogenic_kg`
    is kept apart and is not in `kg`; None where no part has any.
    """

    amount: Decimal | None
    kg: Decimal | None
    low_kg: Decimal | None
    high_kg: Decimal | None
    gaps: Mapping[str, GapReason]
    gases: tuple[Gases, ...]
    biogenic_kg: Decimal | None = None

    @property
    def is_complete(self) -> bool:
        """Whether every dimension has its figure."""
        return not self.gaps

    @property
    def is_counted(self) -> bool:
        """Whether every dimension has its amount, with a figure or not."""
        return GapReason.NO_AMOUNT not in self.gaps.values()


def factor_amount(amount: Decimal, unit: str, factor: PinnedFactor) -> Decimal | None:
    """Return the amount in the factor's unit; None where the units measure different things and nothing tells more.

    An explicit conversion goes before: one `unit` is `per_unit` of the factor's unit.
    """
    if factor.per_unit is not None:
        return amount * factor.per_unit
    same = Quantity(amount, unit).converted(factor.unit)
    return None if isinstance(same, Problem) else same.value


def emission_of(amount: Decimal | None, unit: str, factor: PinnedFactor | None) -> Emission | GapReason:
    """Return the kg of an amount in `unit`, or why there is none.

    >>> emission_of(Decimal(100), "l", PinnedFactor(Decimal("2.5"), "l")).kg
    Decimal('250.0')
    >>> biodiesel = PinnedFactor(Decimal("2.51"), "l", gases=Gases.BIOGENIC_CO2)
    >>> kept_apart = emission_of(Decimal(100), "l", biodiesel)
    >>> kept_apart.kg, kept_apart.biogenic_kg
    (Decimal('0'), Decimal('251.00'))
    """
    if amount is None:
        return GapReason.NO_AMOUNT
    if factor is None:
        return GapReason.NO_FACTOR
    adds_indirect = factor.with_indirect and factor.covers is Covers.USE
    if adds_indirect and factor.indirect_kg is None:
        return GapReason.NO_INDIRECT
    counted = factor_amount(amount, unit, factor)
    if counted is None:
        return GapReason.UNITS_DIFFER
    is_biogenic = factor.gases is Gases.BIOGENIC_CO2
    biogenic = counted * factor.kg if is_biogenic else None
    direct = Decimal(0) if is_biogenic else counted * factor.kg
    indirect = counted * factor.indirect_kg if adds_indirect and factor.indirect_kg is not None else None
    kg = direct + (indirect or 0)
    if factor.gsd2 is None:
        return Emission(kg, direct, indirect, biogenic_kg=biogenic)
    return Emission(kg, direct, indirect, kg / factor.gsd2, kg * factor.gsd2, biogenic)


def total_of(
    amounts: Mapping[str, Decimal | None], unit: str, factors: Mapping[str, PinnedFactor | None]
) -> PeriodTotal:
    """Return the total of one period; `amounts` and `factors` are by dimension, and every dimension stands in both.

    Bounds are added as if all figures were off in the same direction, which is the widest that they can be.
    """
    found = {name: emission_of(amounts.get(name), unit, factors[name]) for name in factors}
    known = {name: each for name, each in found.items() if isinstance(each, Emission)}
    counted = [amount for amount in amounts.values() if amount is not None]
    biogenic = [each.biogenic_kg for each in known.values() if each.biogenic_kg is not None]
    gases = {pin.gases.counted for name in known if (pin := factors[name])}
    return PeriodTotal(
        amount=sum(counted, Decimal(0)) if counted else None,
        kg=sum((each.kg for each in known.values()), Decimal(0)) if known else None,
        low_kg=_sum_of_all([each.low_kg for each in known.values()]),
        high_kg=_sum_of_all([each.high_kg for each in known.values()]),
        gaps={name: each for name, each in found.items() if isinstance(each, GapReason)},
        gases=tuple(gas for gas in Gases if gas in gases),
        biogenic_kg=sum(biogenic, Decimal(0)) if biogenic else None,
    )


def change_between(
    earlier: PeriodTotal, later: PeriodTotal, *, first_day: date, last_day: date, breaks: Sequence[date]
) -> Decimal | NoChange:
    """Return the change of kg as a share (-0.1: a tenth less), or why it is not told.

    `first_day` is that of the earlier period, `last_day` that of the later one; a break between them stands in the way.
    """
    if any(first_day < day <= last_day for day in breaks):
        return NoChange.METHOD_BREAK
    if not earlier.is_complete or not later.is_complete or earlier.kg is None or later.kg is None:
        return NoChange.NOT_COMPLETE
    return (later.kg - earlier.kg) / earlier.kg if earlier.kg else NoChange.FROM_ZERO


def _sum_of_all(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None
