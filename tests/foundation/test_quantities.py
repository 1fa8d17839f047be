from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.problems import Problem
from foundation.quantities import (
    PROBLEM_TEXTS,
    Quantity,
    dimension_of,
    known_units,
    read_quantity,
    total,
    unit_called,
)

DIMENSIONS = ("mass", "emissions", "energy", "volume", "distance", "area", "time", "freight")
values = st.decimals(min_value=-(10**9), max_value=10**9, places=6)
pairs = st.sampled_from(DIMENSIONS).flatmap(
    lambda dimension: st.tuples(st.sampled_from(known_units(dimension)), st.sampled_from(known_units(dimension)))
)


def code(result: object) -> str | None:
    return result.code if isinstance(result, Problem) else None


def in_unit(value: str, unit: str, wanted: str) -> Decimal:
    converted = Quantity(Decimal(value), unit).converted(wanted)
    assert isinstance(converted, Quantity)
    return converted.value


@given(values, pairs)
def test_converting_there_and_back_gives_the_quantity_back(value: Decimal, pair: tuple[str, str]) -> None:
    there = Quantity(value, pair[0]).converted(pair[1])
    assert isinstance(there, Quantity)
    back = there.converted(pair[0])
    assert isinstance(back, Quantity)

    assert abs(back.value - value) <= abs(value) * Decimal("1e-26")


@given(values, pairs)
def test_double_the_quantity_is_double_in_every_unit(value: Decimal, pair: tuple[str, str]) -> None:
    single, double = (Quantity(value * times, pair[0]).converted(pair[1]) for times in (1, 2))
    assert isinstance(single, Quantity)
    assert isinstance(double, Quantity)

    assert abs(double.value - 2 * single.value) <= abs(double.value) * Decimal("1e-26")


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "expected"),
    [
        ("1", "t", "kg", "1000"),
        ("1", "kt", "t", "1000"),
        ("2500", "kg", "t", "2.5"),
        ("1", "MWh", "kWh", "1000"),
        ("1", "kWh", "MJ", "3.6"),
        ("3.6", "GJ", "MWh", "1"),
        ("1", "m3", "l", "1000"),
        ("1", "mil", "km", "10"),
        ("1", "mile", "km", "1.609344"),
        ("1", "ha", "daa", "10"),
        ("1", "Mt CO2e", "kg CO2e", "1000000000"),
        ("1000", "kgkm", "tkm", "1"),
    ],
)
def test_known_conversions_are_exact(value: str, unit: str, wanted: str, expected: str) -> None:
    assert in_unit(value, unit, wanted) == Decimal(expected)


@pytest.mark.parametrize(("first", "second"), [("kg", "kg CO2e"), ("kWh", "kg"), ("tkm", "pkm"), ("km", "vkm")])
def test_different_things_are_neither_converted_nor_added(first: str, second: str) -> None:
    quantity = Quantity(Decimal(1), first)

    assert (code(quantity.converted(second)), code(quantity.plus(Quantity(Decimal(1), second)))) == (
        "units_differ",
        "units_differ",
    )


def test_a_total_stands_in_the_unit_of_the_first() -> None:
    found = total([Quantity(Decimal(1), "t"), Quantity(Decimal(500), "kg"), Quantity(Decimal(250_000), "g")])

    assert found == Quantity(Decimal("1.75"), "t")


@pytest.mark.parametrize(("spelling", "unit"), [("Tonn", "t"), ("litres", "l"), ("m³", "m3"), (" kWh ", "kWh")])
def test_spellings_of_sources_are_known(spelling: str, unit: str) -> None:
    assert unit_called(spelling) == unit


def test_mega_and_milli_are_told_apart() -> None:
    assert (unit_called("Mt"), unit_called("mg"), code(unit_called("MG"))) == ("Mt", "mg", "unknown_unit")


def test_every_unit_knows_what_it_measures() -> None:
    assert {dimension_of(unit) for dimension in DIMENSIONS for unit in known_units(dimension)} == set(DIMENSIONS)


def test_every_problem_has_a_sentence_with_its_values() -> None:
    found = [
        read_quantity("x", "kg", place="row 2"),
        read_quantity("1", "barrel"),
        Quantity(Decimal(1), "kg").converted("kWh"),
        total([]),
    ]
    problems = [problem for problem in found if isinstance(problem, Problem)]

    assert {problem.code for problem in problems} == set(PROBLEM_TEXTS)
    assert all("{" not in PROBLEM_TEXTS[problem.code].format(**problem.values) for problem in problems)
