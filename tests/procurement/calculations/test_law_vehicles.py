"""Zero-emission vehicles in Norway and shares of clean ones in Sweden."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.problems import Severity
from procurement.calculations.law_judgement import Outcome
from procurement.calculations.law_rules import VehicleClass
from procurement.calculations.procurement_facts import Exemption, Vehicles
from tests.factories.law import codes, found, judged, norway, sweden

MET, MISSING, UNKNOWN = Outcome.MET, Outcome.MISSING, Outcome.UNKNOWN
CAR, VAN, TRUCK, CITY_BUS = VehicleClass.CAR, VehicleClass.VAN, VehicleClass.TRUCK, VehicleClass.CITY_BUS


def in_norway(day: date, *vehicles: Vehicles) -> list[tuple[str, Outcome]]:
    return codes(norway(day, vehicles=vehicles), "no-vehicles")


def in_sweden(day: date, *vehicles: Vehicles) -> list[tuple[str, Outcome]]:
    return codes(sweden(day, vehicles=vehicles), "se-vehicles")


@pytest.mark.parametrize(
    ("vehicle_class", "before", "since"),
    [
        (CAR, date(2021, 12, 31), date(2022, 1, 1)),
        (VAN, date(2022, 12, 31), date(2023, 1, 1)),
        (CITY_BUS, date(2023, 12, 31), date(2024, 1, 1)),
        (VehicleClass.REGIONAL_BUS, date(2024, 12, 31), date(2025, 1, 1)),
    ],
)
def test_norwegian_classes_come_in_one_after_the_other(vehicle_class: VehicleClass, before: date, since: date) -> None:
    diesel, electric = Vehicles(vehicle_class, 3, zero_emission=2), Vehicles(vehicle_class, 3, zero_emission=3)

    assert in_norway(before, diesel) == []
    assert "no_vehicle_rule" in [each.code for each in judged(norway(before, vehicles=(diesel,))).findings]
    assert in_norway(since, diesel) == [("vehicles_zero_emission_short", MISSING)]
    assert in_norway(since, electric) == [("vehicles_met", MET)]


def test_what_is_short_is_counted() -> None:
    (finding,) = found(norway(vehicles=(Vehicles(CAR, 8, zero_emission=5),)), "no-vehicles")

    assert (finding.values["need"], finding.values["short"], finding.severity) == (8, 3, Severity.ERROR)


@pytest.mark.parametrize(
    ("exemption", "expected"),
    [
        (Exemption("no_charging", "No power line before 2027."), ("vehicles_exempt", MET)),
        (Exemption("no_charging"), ("vehicle_exemption_without_reason", MISSING)),
        (Exemption("biogas", "Local gas."), ("vehicle_ground_not_allowed", MISSING)),
        (None, ("vehicles_zero_emission_short", MISSING)),
    ],
)
def test_a_norwegian_exemption_needs_ground_and_reason(
    exemption: Exemption | None, expected: tuple[str, Outcome]
) -> None:
    assert in_norway(date(2026, 8, 1), Vehicles(CAR, 2, zero_emission=1, exemption=exemption)) == [expected]


def test_biogas_is_a_ground_for_city_buses() -> None:
    buses = Vehicles(CITY_BUS, 12, zero_emission=0, exemption=Exemption("biogas", "Gas of our own sludge."))

    assert in_norway(date(2026, 8, 1), buses) == [("vehicles_exempt", MET)]


def test_an_exemption_covers_only_the_vehicles_that_claim_it() -> None:
    exempt = Vehicles(CAR, 1, zero_emission=0, exemption=Exemption("no_charging", "No power line before 2027."))

    assert in_norway(date(2026, 8, 1), exempt, Vehicles(CAR, 2, zero_emission=1)) == [
        ("vehicles_zero_emission_short", MISSING)
    ]
    assert in_norway(date(2026, 8, 1), exempt, Vehicles(CAR, 2, zero_emission=2)) == [("vehicles_exempt", MET)]


@pytest.mark.parametrize(
    ("day", "vehicles", "code"),
    [
        (date(2022, 5, 31), Vehicles(CAR, 10, 0, 0), None),
        (date(2022, 6, 1), Vehicles(CAR, 10, 4, 0), "vehicles_met"),
        (date(2025, 12, 31), Vehicles(CAR, 10, 3, 3), "vehicles_clean_short_in_period"),
        (date(2026, 1, 1), Vehicles(CAR, 10, 10, 3), "vehicles_zero_emission_short_in_period"),
        (date(2026, 1, 1), Vehicles(CAR, 10, 4, 4), "vehicles_met"),
        (date(2025, 12, 31), Vehicles(TRUCK, 20, 2, 0), "vehicles_met"),
        (date(2026, 1, 1), Vehicles(TRUCK, 20, 2, 0), "vehicles_clean_short_in_period"),
        (date(2030, 12, 31), Vehicles(TRUCK, 20, 3, 0), "vehicles_met"),
        (date(2025, 12, 31), Vehicles(CITY_BUS, 40, 18, 9), "vehicles_met"),
        (date(2025, 12, 31), Vehicles(CITY_BUS, 40, 18, 8), "vehicles_zero_emission_short_in_period"),
        (date(2026, 1, 1), Vehicles(CITY_BUS, 40, 26, 13), "vehicles_met"),
        (date(2026, 1, 1), Vehicles(CITY_BUS, 40, 25, 13), "vehicles_clean_short_in_period"),
        (date(2026, 1, 1), Vehicles(VehicleClass.COACH, 40, 0, 0), None),
    ],
)
def test_swedish_shares_follow_class_and_period(day: date, vehicles: Vehicles, code: str | None) -> None:
    assert [each for each, _outcome in in_sweden(day, vehicles)] == ([code] if code else [])


def test_swedish_light_vehicles_are_counted_together() -> None:
    assert in_sweden(date(2026, 9, 1), Vehicles(CAR, 5, 4, 4), Vehicles(VAN, 5, 0, 0)) == [("vehicles_met", MET)]


def test_a_share_over_a_period_only_warns_in_one_procurement() -> None:
    (finding,) = found(sweden(vehicles=(Vehicles(CAR, 10, 0, 0),)), "se-vehicles")

    assert finding.severity is Severity.WARNING


def test_a_vehicle_without_emission_is_clean() -> None:
    assert in_sweden(date(2025, 1, 1), Vehicles(CAR, 10, clean=0, zero_emission=4)) == [("vehicles_met", MET)]


@pytest.mark.parametrize(
    ("vehicles", "code"),
    [
        (Vehicles(CAR), "vehicles_not_counted"),
        (Vehicles(CAR, 3), "vehicles_not_counted"),
        (Vehicles(CAR, None, zero_emission=3), "vehicles_not_counted"),
        (Vehicles(CAR, 3, zero_emission=4), "vehicles_do_not_add_up"),
        (Vehicles(CAR, -3, zero_emission=-3), "vehicles_do_not_add_up"),
    ],
)
def test_vehicles_that_are_not_counted_are_not_judged(vehicles: Vehicles, code: str) -> None:
    assert in_norway(date(2026, 8, 1), vehicles) == [(code, UNKNOWN)]


def test_no_vehicles_need_nothing() -> None:
    assert in_norway(date(2026, 8, 1), Vehicles(CAR, 0, zero_emission=0)) == []


@given(st.integers(1, 500), st.data())
def test_one_more_clean_vehicle_never_makes_it_worse(number: int, data: st.DataObject) -> None:
    zero = data.draw(st.integers(0, number - 1))
    less, more = (
        found(sweden(vehicles=(Vehicles(CAR, number, each, each),)), "se-vehicles")[0].outcome is MET
        for each in (zero, zero + 1)
    )

    assert more >= less
