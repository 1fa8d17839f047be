"""How good the data behind a footprint are: indicators with what each costs, and a score from 0 to 100.

Source: docs/methods/data_quality.md. Each indicator has points at most, and a share from 0 to 1 of them that the
accounts earn; the score is the sum, rounded down. 1. What is not known earns nothing and is said to be unknown, so that
knowing more never lowers the score. 2. An indicator without points is told and costs nothing. 3. Nothing counted, no
score.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from statistics import median
from typing import Final

from emissions.calculations.quality_facts import (
    NONE_HELD,
    NOTHING,
    Detail,
    Grain,
    Held,
    QualityFacts,
    Source,
    SupplierState,
)

METHOD_VERSION = "1.1"

ONE: Final = Decimal(1)
POINTS: Final[Mapping[str, int]] = {
    "category": 30,
    "catch_all": 14,
    "supplier": 14,
    "supplier_number": 8,
    "when": 6,
    "detail": 6,
    "months": 5,
    "duplicates": 4,
    "dates": 3,
    "balance": 3,
    "doubles": 3,
    "account_names": 2,
    "currency": 1,
    "negative_suppliers": 1,
    "round_sums": 0,
    "zero_lines": 0,
}
CREDIT_OF_SOURCE: Final[Mapping[Source, Decimal]] = {
    Source.OWN_RULE: ONE,
    Source.COMMODITY: ONE,
    Source.TELLING_NAME: Decimal("0.9"),
    Source.ACCOUNT: Decimal("0.75"),
    Source.CATCH_ALL: Decimal("0.25"),
    Source.NONE: NOTHING,
}
CREDIT_OF_GRAIN: Final[Mapping[Grain, Decimal]] = {
    Grain.DAY: ONE,
    Grain.MONTH: Decimal("0.8"),
    Grain.YEAR: Decimal("0.2"),
}
UNKNOWN_SUPPLIERS: Final = frozenset({SupplierState.NONE, SupplierState.MASKED})
SURE_NUMBERS: Final = frozenset({SupplierState.VALID, SupplierState.FOREIGN, SupplierState.PERSON})
LITTLE: Final = Decimal(3)  # a month with less than a third of the median is conspicuous
_FEWEST_MONTHS: Final = 3
_HALF_UNKNOWN: Final = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that was looked at: the points it may earn, the share of them that it does, and what is at fault.

    `share` is None where the accounts do not say; then nothing is earned. `fault` is the money, the lines and the
    things that keep it from all its points, as far as they can be named.
    """

    code: str
    points: int
    share: Decimal | None
    fault: Held = NONE_HELD

    @property
    def earned(self) -> Decimal:
        """Points that it earns."""
        return self.points * (self.share or NOTHING)

    @property
    def costs(self) -> Decimal:
        """Points that it keeps the score from: what mending it wholly would bring."""
        return self.points - self.earned

    @property
    def is_known(self) -> bool:
        """Whether the accounts say enough to judge it."""
        return self.share is not None

    @property
    def is_fine(self) -> bool:
        """Whether nothing is to be done about it."""
        return self.share == ONE


@dataclass(frozen=True, slots=True)
class DataQuality:
    """The indicators, those that cost most first; without counted money there are none and no score."""

    indicators: tuple[Indicator, ...]

    @property
    def score(self) -> int | None:
        """From 0 to 100, rounded down, so that 100 says that nothing is missing."""
        if not self.indicators:
            return None
        earned = sum((each.earned for each in self.indicators), NOTHING)
        return int(earned.to_integral_value(rounding=ROUND_DOWN))

    def of(self, code: str) -> Indicator:
        """Return one indicator; KeyError for one that there is not."""
        return {each.code: each for each in self.indicators}[code]


def data_quality(facts: QualityFacts) -> DataQuality:
    """Return how good the data are; no indicators where no money counts."""
    if not facts.counted.size:
        return DataQuality(())
    shares = {**_of_category(facts), **_of_suppliers(facts), **_of_time(facts), **_of_books(facts)}
    found = [Indicator(code, points, *shares[code]) for code, points in POINTS.items()]
    places = {code: place for place, code in enumerate(POINTS)}
    return DataQuality(tuple(sorted(found, key=lambda each: (-each.costs, not each.fault.lines, places[each.code]))))


Judged = tuple[Decimal | None, Held]


def _of_category(facts: QualityFacts) -> dict[str, Judged]:
    earned = sum((credit * facts.by_source.get(of, NONE_HELD).size for of, credit in CREDIT_OF_SOURCE.items()), NOTHING)
    catch_all = facts.by_source.get(Source.CATCH_ALL, NONE_HELD)
    none = facts.by_source.get(Source.NONE, NONE_HELD)
    sure = facts.counted.size - catch_all.size - none.size
    return {
        "category": (_part(earned, facts), none),
        "catch_all": (_part(sure, facts), catch_all),
        "account_names": (_rest(facts.unnamed, facts), facts.unnamed),
    }


def _of_suppliers(facts: QualityFacts) -> dict[str, Judged]:
    unknown = _sum(facts, UNKNOWN_SUPPLIERS)
    known = _sum(facts, set(SupplierState) - UNKNOWN_SUPPLIERS).size
    unsure = _sum(facts, set(SupplierState) - SURE_NUMBERS)
    some = known > 0
    return {
        "supplier": (_part(known, facts), unknown),
        "supplier_number": (_part(_sum(facts, SURE_NUMBERS).size, facts) if some else None, unsure),
        "doubles": (_part(known - facts.doubled.size, facts) if some else None, facts.doubled),
        "negative_suppliers": (
            _part(known - facts.negative_suppliers.size, facts) if some else None,
            facts.negative_suppliers,
        ),
    }


def _of_time(facts: QualityFacts) -> dict[str, Judged]:
    whole = sum(facts.by_grain.values(), NOTHING)
    credit = sum((CREDIT_OF_GRAIN[grain] * size for grain, size in facts.by_grain.items()), NOTHING)
    undated, outside = facts.undated, facts.outside
    wrong = None if undated is None or outside is None else _added(undated, outside)
    return {
        "when": (_within(credit / whole) if whole else None, NONE_HELD),
        "months": _of_months(facts),
        "dates": (_rest(wrong, facts) if wrong else None, wrong or NONE_HELD),
    }


def _of_months(facts: QualityFacts) -> Judged:
    """Return the share of months that are not conspicuously small; three months are the fewest to tell by."""
    if len(facts.months) < _FEWEST_MONTHS:
        return None, NONE_HELD
    few = len(conspicuous_months(facts))
    return _within(1 - Decimal(few) / len(facts.months)), Held(things=few)


def conspicuous_months(facts: QualityFacts) -> list[tuple[object, Decimal]]:
    """Return the months whose counted money is less than a third of the median month's, in order, with their money."""
    middle = median([amount for _, amount in facts.months]) if facts.months else NOTHING
    return [(month, amount) for month, amount in facts.months if amount * LITTLE < middle]


def _of_books(facts: QualityFacts) -> dict[str, Judged]:
    details = sum((min(facts.details.get(detail, NOTHING), facts.counted.size) for detail in Detail), NOTHING)
    missing = facts.counted.size * len(Detail) - details
    others = sum((held.lines for held in facts.other_money.values()), 0)
    lines = facts.counted.lines + others
    return {
        "detail": (_within(1 - missing / (facts.counted.size * len(Detail))), NONE_HELD),
        "duplicates": _of_duplicates(facts),
        "balance": _of_balance(facts),
        "currency": (_within(1 - Decimal(others) / lines) if lines else None, Held(lines=others)),
        "round_sums": (_rest(facts.round_sums, facts) if facts.round_sums else None, facts.round_sums or NONE_HELD),
        "zero_lines": (ONE if not facts.zero_lines else NOTHING, Held(lines=facts.zero_lines)),
    }


def _of_duplicates(facts: QualityFacts) -> Judged:
    if facts.duplicates is None or facts.unchecked is None or facts.unchecked.size >= facts.counted.size:
        return None, NONE_HELD
    return _rest(_added(facts.duplicates, facts.unchecked), facts), facts.duplicates


def _of_balance(facts: QualityFacts) -> Judged:
    if not facts.vouchers:
        return None, NONE_HELD
    balanced = 1 - Decimal(facts.unbalanced) / facts.vouchers
    share = balanced * (_HALF_UNKNOWN if facts.differs_from_balances else ONE)
    return _within(share), Held(things=facts.unbalanced)


def _sum(facts: QualityFacts, states: frozenset[SupplierState] | set[SupplierState]) -> Held:
    held = [facts.by_supplier.get(state, NONE_HELD) for state in sorted(states)]
    return Held(
        sum((each.size for each in held), NOTHING), sum(each.lines for each in held), sum(each.things for each in held)
    )


def _added(one: Held, other: Held) -> Held:
    return Held(one.size + other.size, one.lines + other.lines, one.things + other.things)


def _part(size: Decimal, facts: QualityFacts) -> Decimal:
    return _within(size / facts.counted.size)


def _rest(fault: Held | None, facts: QualityFacts) -> Decimal | None:
    return None if fault is None else _within(1 - fault.size / facts.counted.size)


def _within(share: Decimal) -> Decimal:
    return min(max(share, NOTHING), ONE)
