"""Amount × factor; what is missing is a gap with its reason, and nothing is compared across a break."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from emissions.calculations.activity_based import (
    Emission,
    GapReason,
    NoChange,
    PeriodTotal,
    PinnedFactor,
    change_between,
    emission_of,
    total_of,
)
from emissions.calculations.activity_factor_set import Covers, Gases

DIESEL = PinnedFactor(Decimal("2.66155"), "l", Decimal("0.62409"), with_indirect=True)
MILK = PinnedFactor(Decimal("1.3"), "kg", covers=Covers.WHOLE)
TEN = Decimal(10)


def found(amount: Decimal | None, unit: str, factor: PinnedFactor | None) -> Emission:
    emission = emission_of(amount, unit, factor)
    assert isinstance(emission, Emission)
    return emission


def test_direct_and_indirect_stand_apart() -> None:
    emission = found(TEN, "l", DIESEL)

    assert (emission.direct_kg, emission.indirect_kg) == (Decimal("26.61550"), Decimal("6.24090"))
    assert emission.kg == Decimal("32.85640")


def test_units_of_one_dimension_are_converted() -> None:
    assert found(Decimal("0.01"), "m3", DIESEL).kg == found(TEN, "l", DIESEL).kg


def test_litres_become_kilograms_by_an_explicit_density_alone() -> None:
    assert emission_of(TEN, "l", MILK) is GapReason.UNITS_DIFFER
    with_density = PinnedFactor(MILK.kg, "kg", covers=Covers.WHOLE, per_unit=Decimal("1.035"))
    assert found(TEN, "l", with_density).kg == Decimal("13.455")


def test_gross_energy_is_not_energy() -> None:
    gas = PinnedFactor(Decimal("0.18296"), "kWh (Gross CV)")

    assert emission_of(TEN, "kWh", gas) is GapReason.UNITS_DIFFER
    assert found(TEN, "MWh (Gross CV)", gas).kg == Decimal("1829.6")


@pytest.mark.parametrize(
    ("amount", "factor", "reason"),
    [
        (None, DIESEL, GapReason.NO_AMOUNT),
        (TEN, None, GapReason.NO_FACTOR),
        (TEN, PinnedFactor(Decimal(1), "l", with_indirect=True), GapReason.NO_INDIRECT),
    ],
)
def test_a_gap_has_its_reason(amount: Decimal | None, factor: PinnedFactor | None, reason: GapReason) -> None:
    assert emission_of(amount, "l", factor) is reason


def test_a_whole_life_cycle_takes_nothing_on_top() -> None:
    whole = PinnedFactor(Decimal(2), "l", with_indirect=True, covers=Covers.WHOLE)

    assert found(TEN, "l", whole) == Emission(Decimal(20), Decimal(20))


def test_a_spread_gives_bounds() -> None:
    spread = PinnedFactor(Decimal(2), "l", gsd2=Decimal("1.25"))

    emission = found(TEN, "l", spread)

    assert (emission.low_kg, emission.high_kg) == (Decimal(16), Decimal(25))


def test_a_total_without_a_part_is_not_complete() -> None:
    total = total_of({"diesel": TEN, "hvo": None}, "l", {"diesel": DIESEL, "hvo": DIESEL})

    assert (total.amount, total.kg) == (TEN, Decimal("32.85640"))
    assert total.gaps == {"hvo": GapReason.NO_AMOUNT}
    assert not total.is_complete


def test_nothing_known_is_no_zero() -> None:
    total = total_of({"diesel": None}, "l", {"diesel": None})

    assert (total.amount, total.kg) == (None, None)


def test_a_known_zero_is_a_zero() -> None:
    assert total_of({"diesel": Decimal(0)}, "l", {"diesel": DIESEL}).kg == 0


def test_bounds_need_every_part() -> None:
    spread = PinnedFactor(Decimal(2), "l", gsd2=Decimal("1.25"))

    both = total_of({"a": TEN, "b": TEN}, "l", {"a": spread, "b": spread})
    one = total_of({"a": TEN, "b": TEN}, "l", {"a": spread, "b": DIESEL})

    assert (both.low_kg, both.high_kg) == (Decimal(32), Decimal(50))
    assert (one.low_kg, one.high_kg) == (None, None)


def test_gases_that_are_added_are_named() -> None:
    one_gas = PinnedFactor(Decimal(1), "l", gases=Gases.CO2)

    total = total_of({"a": TEN, "b": TEN}, "l", {"a": one_gas, "b": DIESEL})

    assert total.gases == (Gases.CO2E, Gases.CO2)


BIODIESEL = PinnedFactor(Decimal("2.51"), "l", gases=Gases.BIOGENIC_CO2)


def test_biogenic_co2_stands_beside_the_total() -> None:
    total = total_of({"diesel": TEN, "biodiesel": TEN}, "l", {"diesel": DIESEL, "biodiesel": BIODIESEL})

    assert (total.kg, total.biogenic_kg, total.is_complete) == (Decimal("32.85640"), Decimal("25.10"), True)
    assert total.gases == (Gases.CO2E, Gases.CO2)
    assert total_of({"diesel": TEN}, "l", {"diesel": DIESEL}).biogenic_kg is None


def test_what_making_a_biofuel_adds_is_in_the_total() -> None:
    emission = found(TEN, "l", replace(BIODIESEL, indirect_kg=Decimal("0.4"), with_indirect=True))

    assert (emission.kg, emission.indirect_kg) == (Decimal("4.0"), Decimal("4.0"))
    assert emission.direct_kg == 0
    assert emission.biogenic_kg == Decimal("25.10")


def total(kg: int | None, *, gap: bool = False) -> PeriodTotal:
    gaps = {"a": GapReason.NO_AMOUNT} if gap else {}
    return PeriodTotal(TEN, None if kg is None else Decimal(kg), None, None, gaps, (Gases.CO2E,))


@pytest.mark.parametrize(
    ("earlier", "later", "breaks", "change"),
    [
        (total(200), total(150), (), Decimal("-0.25")),
        (total(200), total(150), (date(2021, 1, 1),), Decimal("-0.25")),
        (total(200), total(150), (date(2022, 1, 1),), NoChange.METHOD_BREAK),
        (total(200), total(150), (date(2022, 6, 1),), NoChange.METHOD_BREAK),
        (total(200), total(150), (date(2023, 1, 1),), Decimal("-0.25")),
        (total(200, gap=True), total(150), (), NoChange.NOT_COMPLETE),
        (total(200), total(150, gap=True), (), NoChange.NOT_COMPLETE),
        (total(200), total(None), (), NoChange.NOT_COMPLETE),
        (total(0), total(150), (), NoChange.FROM_ZERO),
    ],
)
def test_a_change_is_told_where_it_can_be(
    earlier: PeriodTotal, later: PeriodTotal, breaks: tuple[date, ...], change: Decimal | NoChange
) -> None:
    days = {"first_day": date(2021, 1, 1), "last_day": date(2022, 12, 31)}

    assert change_between(earlier, later, **days, breaks=breaks) == change
