"""How much may be asked in a purchase: the limits that hold for its value, category and day, and what goes beyond them.

Formula, sources and limits: docs/methods/proportionality.md. Rows of an organisation come before shipped ones; then the
closer category decides, then the higher value, then the newer day.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from requirements_bank.calculations.requirement import Evidence, Kind, Level, Maturity, Period, RequirementContent

METHOD_VERSION = "1.0"
LEVELS = tuple(Level)
HIGHEST_LEVEL, TOTAL, HOURS = "highest_level", "total", "follow_up_hours"
WEIGHT_MOST = "award_weight_most"
NAMES = (TOTAL, *(kind.value for kind in Kind), HIGHEST_LEVEL, HOURS, WEIGHT_MOST)


@dataclass(frozen=True, slots=True)
class LimitRow:
    """One limit: from a day, for a category (empty: all) and from a value in kroner on."""

    name: str
    limit: str
    category: str = ""
    value_from: Decimal = Decimal(0)
    valid_from: date = date.min
    is_own: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WeightLaw:
    """What a law says of the least weight of climate and environment; requirements may stand `instead` of it."""

    country: str
    valid_from: date
    valid_to: date | None
    percent: int
    law: str
    instead: bool


@dataclass(frozen=True, slots=True)
class FollowUpRates:
    """What following up takes of the buyer's own hours."""

    checks: Mapping[Period, Decimal]
    checks_without_measure: Decimal
    hours: Mapping[Kind, Decimal]
    on_site: Decimal


@dataclass(frozen=True, slots=True)
class Purchase:
    """What is bought, as far as it is known; the value in kroner over the whole contract."""

    category: str = ""
    value: Decimal | None = None
    months: int | None = None
    country: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """The rows that hold for one purchase, by name; one that nobody set is not there."""

    rows: Mapping[str, LimitRow]

    def number(self, name: str) -> Decimal | None:
        """Return a limit that is a number."""
        row = self.rows.get(name)
        return Decimal(row.limit) if row else None

    @property
    def highest_level(self) -> Level:
        """The highest level that fits."""
        row = self.rows.get(HIGHEST_LEVEL)
        return Level(row.limit) if row else Level.SPEARHEAD


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that goes beyond a limit, by code, with what it is about; a thing to think over, not a judgement."""

    code: str
    values: Mapping[str, object]


def limits_for(rows: Iterable[LimitRow], purchase: Purchase, day: date) -> Limits:
    """Return by name the row that decides on the day; a purchase without a value has only what holds from zero.

    >>> shipped = [LimitRow("total", "4"), LimitRow("total", "8", value_from=Decimal(2_000_000))]
    >>> limits_for(shipped, Purchase(value=Decimal(3_000_000)), date(2026, 1, 1)).number("total")
    Decimal('8')
    """
    value = purchase.value or Decimal(0)
    chosen: dict[str, LimitRow] = {}
    for row in rows:
        holds = row.valid_from <= day and row.value_from <= value and _covers(row.category, purchase.category)
        if holds and (row.name not in chosen or _rank(row) >= _rank(chosen[row.name])):
            chosen[row.name] = row
    return Limits(chosen)


def follow_up_hours(content: RequirementContent, rates: FollowUpRates) -> Decimal:
    """Return the hours a year that following one requirement up takes."""
    hours = rates.hours[content.kind]
    if not hours:
        return hours
    checks = rates.checks[content.measure.period] if content.measure else rates.checks_without_measure
    return checks * hours + (rates.on_site if Evidence.INTERVIEW in content.evidence else 0)


def findings_of(contents: Sequence[RequirementContent], limits: Limits, rates: FollowUpRates) -> list[Finding]:
    """Return what goes beyond the limits: how many, of which kind, how high, the market, the work."""
    kinds = Counter(content.kind for content in contents)
    numbers = [(TOTAL, len(contents)), *((kind.value, kinds[kind]) for kind in Kind)]
    found = [
        Finding("too_many", {"name": name, "number": number, "most": limits.number(name)})
        for name, number in numbers
        if (most := limits.number(name)) is not None and number > most
    ]
    highest = LEVELS.index(limits.highest_level)
    for content in contents:
        if LEVELS.index(content.level) > highest:
            found.append(Finding("level_too_high", {"code": content.code, "level": content.level}))
        if content.maturity is Maturity.EARLY:
            found.append(Finding("market_not_ready", {"code": content.code}))
    return [*found, *_work(contents, limits, rates)]


def weight_law_on(laws: Iterable[WeightLaw], country: str, day: date) -> WeightLaw | None:
    """Return what the country's law says of the least weight on the day."""
    return next(
        (
            law
            for law in laws
            if law.country == country and law.valid_from <= day and (law.valid_to is None or day <= law.valid_to)
        ),
        None,
    )


def _work(contents: Sequence[RequirementContent], limits: Limits, rates: FollowUpRates) -> list[Finding]:
    hours, most = sum((follow_up_hours(content, rates) for content in contents), Decimal(0)), limits.number(HOURS)
    return [Finding("much_follow_up", {"hours": hours, "most": most})] if most is not None and hours > most else []


def _covers(limit: str, category: str) -> bool:
    return not limit or category == limit or category.startswith(f"{limit}.")


def _rank(row: LimitRow) -> tuple[bool, int, Decimal, date]:
    specificity = (1 + row.category.count(".")) if row.category else 0
    return row.is_own, specificity, row.value_from, row.valid_from
