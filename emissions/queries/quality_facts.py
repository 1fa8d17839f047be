"""From sums by part and from what was looked at in the lines to the facts that the quality is judged by."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

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
from organisations.reference.crosswalks import CHARTS, account_mappings, catch_all_mappings

Looked = Mapping[int, Mapping[str, Any]]
LACK_OF: Final = {Detail.VOUCHER: "unvouched", Detail.INVOICE: "uninvoiced", Detail.TEXT: "untexted"}
KEPT_IN_KEYS: Final = (Detail.UNIT, Detail.FUNCTION)


@dataclass(frozen=True, slots=True)
class Row:
    """One sum: of which part, under which name, with money by size, lines and things."""

    part: str
    name: str
    size: Decimal
    lines: int
    things: int

    @property
    def held(self) -> Held:
        """Its money, lines and things."""
        return Held(self.size, self.lines, self.things)


@dataclass(frozen=True, slots=True)
class ImportMoney:
    """The counted money of one import: by size, and net by month."""

    number: int
    granularity: str
    period_from: date
    period_to: date
    size: Decimal = NOTHING
    months: Mapping[date, Decimal] = field(default_factory=dict)


def facts_from(found: Sequence[Row], money: Sequence[ImportMoney], looked: Looked, currency: str) -> QualityFacts:
    """Return the facts; `looked` lacks an import whose lines nobody could look at, which leaves its facts unknown."""
    parts: dict[str, dict[str, Held]] = defaultdict(dict)
    for row in found:
        parts[row.part][row.name] = row.held
    counted = parts["currency"].get(currency, NONE_HELD)
    shares = _shared(money, counted.size)
    single = {part: held.get("", NONE_HELD) for part, held in parts.items()}
    return QualityFacts(
        currency=currency,
        counted=counted,
        by_source=_by_source(parts["decision"]),
        by_supplier={SupplierState(name): held for name, held in parts["supplier"].items()},
        doubled_numbers=single.get("doubled_number", NONE_HELD),
        doubled_names=single.get("doubled_name", NONE_HELD),
        doubled=single.get("doubled", NONE_HELD),
        negative_suppliers=single.get("negative", NONE_HELD),
        by_grain=_by_grain(money, shares),
        details=_details(single, parts["fact"], shares, looked, counted.size),
        unnamed=single.get("unnamed", NONE_HELD),
        months=_months(money),
        other_money={name: held for name, held in parts["currency"].items() if name != currency},
        zero_lines=sum(looked[each.number]["zero"] for each in money if each.number in looked),
        **_of_lines(parts["fact"], money, shares, looked),
    )


def _by_source(decisions: Mapping[str, Held]) -> dict[Source, Held]:
    found: dict[Source, Held] = {}
    for name, held in decisions.items():
        kind, _, reference = name.partition(" ")
        source = _source(kind, reference)
        known = found.get(source, NONE_HELD)
        found[source] = Held(known.size + held.size, known.lines + held.lines, known.things + held.things)
    return found


def _source(kind: str, reference: str) -> Source:
    if not kind:
        return Source.NONE
    if kind == "commodity":
        return Source.COMMODITY
    if kind != "account":
        return Source.OWN_RULE
    if reference in catch_all_mappings():  # some of them have a name that says "equipment", and not of what kind
        return Source.CATCH_ALL
    return Source.TELLING_NAME if reference in _telling() else Source.ACCOUNT


@cache
def _telling() -> frozenset[str]:
    return frozenset(row.mapping_id for chart in CHARTS for row in account_mappings(chart) if row.name)


def _shared(money: Sequence[ImportMoney], counted: Decimal) -> dict[int, Decimal]:
    """Return how much of the counted money each import holds: sizes by category, brought to those by key."""
    whole = sum((each.size for each in money), NOTHING)
    return {each.number: counted * each.size / whole if whole else NOTHING for each in money}


def _by_grain(money: Sequence[ImportMoney], shares: Mapping[int, Decimal]) -> dict[Grain, Decimal]:
    found: dict[Grain, Decimal] = {}
    for each in money:
        grain = Grain(each.granularity)
        found[grain] = found.get(grain, NOTHING) + shares[each.number]
    return found


def _details(
    single: Mapping[str, Held],
    facts: Mapping[str, Held],
    shares: Mapping[int, Decimal],
    looked: Looked,
    counted: Decimal,
) -> dict[Detail, Decimal]:
    found = {detail: single.get(detail.value, NONE_HELD).size for detail in KEPT_IN_KEYS}
    for detail, lack in LACK_OF.items():
        absent = sum((share for number, share in shares.items() if _lacks_all(looked.get(number), lack)), NOTHING)
        found[detail] = max(counted - absent - facts.get(lack, NONE_HELD).size, NOTHING)
    return found


def _lacks_all(seen: Mapping[str, Any] | None, lack: str) -> bool:
    return seen is None or seen[lack] >= seen["lines"]


def _of_lines(
    facts: Mapping[str, Held], money: Sequence[ImportMoney], shares: Mapping[int, Decimal], looked: Looked
) -> dict[str, Any]:
    """Return what only lines tell; None where no import, or for days not every one, says enough."""
    seen = [looked[each.number] for each in money if each.number in looked]
    dated = len(seen) == len(money) and all(each["has_months"] for each in seen)
    doubles = any(each["can_be_double"] for each in seen)
    books = [each for each in seen if each["has_vouchers"]]
    absent = sum((share for number, share in shares.items() if _lacks_all(looked.get(number), "unchecked")), NOTHING)
    unchecked = facts.get("unchecked", NONE_HELD)
    return {
        "undated": facts.get("undated", NONE_HELD) if dated else None,
        "outside": facts.get("outside", NONE_HELD) if dated else None,
        "duplicates": facts.get("duplicate", NONE_HELD) if doubles else None,
        "unchecked": Held(unchecked.size + absent, unchecked.lines) if doubles else None,
        "round_sums": facts.get("round", NONE_HELD) if books else None,
        "vouchers": sum(each["vouchers"] for each in books) if books else None,
        "unbalanced": sum(each["unbalanced"] for each in books),
        "differs_from_balances": any(each["differs_from_balances"] for each in books),
    }


def _months(money: Sequence[ImportMoney]) -> tuple[tuple[date, Decimal], ...]:
    """Return the money of each month from the first to the last that is covered; none where only the year is known."""
    dated = [each for each in money if each.granularity != Grain.YEAR and each.months]
    if len(dated) < len([each for each in money if each.months]) or not dated:
        return ()
    sums: dict[date, Decimal] = {}
    for each in dated:
        for month, amount in each.months.items():
            sums[month] = sums.get(month, NOTHING) + amount
    years = {month.year for month in sums}
    first = min(*(min(_inside(each.period_from, years), *each.months) for each in dated), max(sums))
    last = max(*(max(_inside(each.period_to, years), *each.months) for each in dated), min(sums))
    return tuple((month, sums.get(month, NOTHING)) for month in _run(first, last))


def _inside(day: date, years: set[int]) -> date:
    """Return the first day of the day's month, brought into the years that money stands in."""
    month = day.replace(day=1)
    return min(max(month, date(min(years), 1, 1)), date(max(years), 12, 1))


def _run(first: date, last: date) -> list[date]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]
