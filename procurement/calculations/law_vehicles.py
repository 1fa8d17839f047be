"""Whether enough vehicles are clean, or without emission.

Method: docs/methods/law_guard.md. The vehicles of all classes of a rule are counted together. Of a share, so many
vehicles are needed as reach it: 38.5 % of 10 are 4. A vehicle without emission is clean.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from foundation.problems import Severity
from foundation.typed_reasons import reason_of
from procurement.calculations.law_judgement import Finding, met, missing, unknown
from procurement.calculations.law_rules import (
    CountedOver,
    LawRule,
    VehicleClass,
    VehicleCount,
    VehicleTerms,
    codes_of,
    ground_of,
)
from procurement.calculations.procurement_facts import Exemption, Vehicles


def judge_vehicles(rule: LawRule, terms: VehicleTerms, vehicles: Sequence[Vehicles]) -> list[Finding]:
    """Return whether the vehicles of the rule's classes reach its shares; nothing where none of them are bought."""
    covered = [each for each in vehicles if each.vehicle_class in terms.classes and each.number != 0]
    if not covered:
        return []
    return list(_unclear(rule, terms, covered)) or _judged(rule, terms, covered)


def needed(percent: Decimal, number: int) -> int:
    """Return how many of the vehicles reach the share.

    >>> needed(Decimal("38.5"), 10), needed(Decimal(100), 3), needed(Decimal("22.5"), 40)
    (4, 3, 9)
    """
    return int((percent * number / 100).to_integral_value(rounding=ROUND_CEILING))


def _unclear(rule: LawRule, terms: VehicleTerms, covered: Sequence[Vehicles]) -> Iterator[Finding]:
    for each in covered:
        asked = [each.number, *([each.zero_emission] if _asks_zero(terms) else []), *_asked_clean(terms, each)]
        if None in asked:
            yield unknown("vehicles_not_counted", rule.id, vehicle_class=each.vehicle_class)
        elif any(number is not None and number < 0 for number in asked) or _is_impossible(each):
            yield unknown("vehicles_do_not_add_up", rule.id, vehicle_class=each.vehicle_class)


def _judged(rule: LawRule, terms: VehicleTerms, covered: Sequence[Vehicles]) -> list[Finding]:
    number = sum(each.number or 0 for each in covered)
    zero = sum(each.zero_emission or 0 for each in covered)
    clean = sum(max(each.clean or 0, each.zero_emission or 0) for each in covered)
    have = clean if terms.counts is VehicleCount.CLEAN else zero
    shares = [(terms.counts, terms.percent, have)]
    if terms.zero_emission_percent is not None:
        shares.append((VehicleCount.ZERO_EMISSION, terms.zero_emission_percent, zero))
    short = [_short(rule, terms, share, number) for share in shares if needed(share[1], number) > share[2]]
    if short:
        return _exempt(rule, terms, covered) or short
    return [met("vehicles_met", rule.id, have=have, number=number, percent=terms.percent, classes=terms.classes)]


def _short(rule: LawRule, terms: VehicleTerms, share: tuple[VehicleCount, Decimal, int], number: int) -> Finding:
    """Return what is missing; of a share over a period only a warning, since other contracts may make up for it."""
    counts, percent, have = share
    need = needed(percent, number)
    values = {"need": need, "have": have, "short": need - have, "number": number, "classes": terms.classes}
    finding = missing(f"vehicles_{counts}_short", rule.id, percent=percent, **values)
    if terms.counted_over is CountedOver.CONTRACT:
        return finding
    return replace(finding, code=f"{finding.code}_in_period", severity=Severity.WARNING)


def _exempt(rule: LawRule, terms: VehicleTerms, covered: Sequence[Vehicles]) -> list[Finding]:
    """Return what the exemptions bring, nothing unless each class that falls short claims one."""
    lacking = [each for each in covered if (each.zero_emission or 0) < (each.number or 0)]
    claimed = [(each, each.exemption) for each in lacking if each.exemption]
    if not claimed or len(claimed) < len(lacking):
        return []
    return [_by_ground(rule, terms, each.vehicle_class, exemption) for each, exemption in claimed]


def _by_ground(rule: LawRule, terms: VehicleTerms, vehicle_class: VehicleClass, exemption: Exemption) -> Finding:
    ground, named = ground_of(terms.grounds, exemption.ground), {"vehicle_class": vehicle_class}
    if ground is None:
        allowed = codes_of(terms.grounds)
        return missing("vehicle_ground_not_allowed", rule.id, ground=exemption.ground, allowed=allowed, **named)
    if not reason_of(exemption.reason):
        return missing("vehicle_exemption_without_reason", rule.id, ground=ground.code, **named)
    return met("vehicles_exempt", rule.id, ground=ground.code, reason=reason_of(exemption.reason), **named)


def _asks_zero(terms: VehicleTerms) -> bool:
    return terms.counts is VehicleCount.ZERO_EMISSION or terms.zero_emission_percent is not None


def _asked_clean(terms: VehicleTerms, each: Vehicles) -> list[int | None]:
    return [each.clean] if terms.counts is VehicleCount.CLEAN else []


def _is_impossible(each: Vehicles) -> bool:
    number = each.number or 0
    return (each.clean or 0) > number or (each.zero_emission or 0) > number
