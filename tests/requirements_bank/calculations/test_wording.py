"""A wording with variables reads as a person would have written it, in each language."""

from datetime import date
from decimal import Decimal

import pytest

from foundation.problems import Problem
from requirements_bank.calculations.requirement import Variable, VariableType
from requirements_bank.calculations.wording import filled, segments, value_of, variables_in

NAMES = {"nb": "navn", "nn": "namn", "sv": "namn", "en": "name"}
SHARE = Variable("share", VariableType.PERCENT, NAMES, Decimal(50), low=Decimal(10), high=Decimal(100))
START = Variable("start", VariableType.DATE, NAMES)
NOTICE = Variable("notice", VariableType.DURATION, NAMES, Decimal(6), unit="month")
LIMIT = Variable("limit", VariableType.NUMBER, NAMES, Decimal("120.50"), unit="g/km")
VAN = {"nb": "varebil", "nn": "varebil", "da": "kassevogn", "sv": "skåpbil", "en": "van"}
VEHICLE = Variable("vehicle", VariableType.CHOICE, NAMES, "van", options={"van": VAN})
ALL = {variable.name: variable for variable in (SHARE, START, NOTICE, LIMIT, VEHICLE)}
TEXT = "{share} · {start} · {notice} · {limit} · {vehicle}"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "50 % · 1. mars 2028 · 6 måneder · 120,5 g/km · varebil"),
        ("nn", "50 % · 1. mars 2028 · 6 månader · 120,5 g/km · varebil"),
        ("sv", "50 % · 1 mars 2028 · 6 månader · 120,5 g/km · skåpbil"),
        ("da", "50 % · 1. marts 2028 · 6 måneder · 120,5 g/km · kassevogn"),
        ("en", "50% · 1 March 2028 · 6 months · 120.5 g/km · van"),
    ],
)
def test_values_are_worded_in_the_language(language: str, text: str) -> None:
    shown = filled(TEXT, ALL, {"start": date(2028, 3, 1)}, language)

    assert shown.replace("\u00a0", " ").replace("\u202f", " ") == text


def test_one_month_is_no_plural() -> None:
    assert filled("{notice}", ALL, {"notice": Decimal(1)}, "nb").endswith("måned")


def test_a_variable_without_a_value_shows_its_name() -> None:
    (open_place,) = segments("{start}", ALL, {}, "sv")

    assert (open_place.text, open_place.variable, open_place.is_filled) == ("[namn]", "start", False)
    assert filled("{gone}", ALL, {}, "sv") == "[gone]"


def test_variables_come_in_the_order_of_the_text() -> None:
    assert variables_in("{b} {a} {b} {A} {}") == ("b", "a")


@pytest.mark.parametrize(
    ("variable", "typed", "value"),
    [
        (SHARE, " 70 % ", Decimal(70)),
        (LIMIT, "1 200,5", Decimal("1200.5")),
        (START, "2028-03-01", date(2028, 3, 1)),
        (VEHICLE, "van", "van"),
    ],
)
def test_what_is_typed_becomes_a_value(variable: Variable, typed: str, value: object) -> None:
    assert value_of(variable, typed) == value


@pytest.mark.parametrize(
    ("variable", "typed", "code"),
    [
        (SHARE, "5", "below_bound"),
        (SHARE, "101", "above_bound"),
        (SHARE, "half", "not_a_number"),
        (SHARE, "NaN", "not_a_number"),
        (START, "31.02.2028", "not_a_date"),
        (VEHICLE, "tank", "not_an_option"),
    ],
)
def test_what_does_not_fit_is_a_problem(variable: Variable, typed: str, code: str) -> None:
    found = value_of(variable, typed)

    assert isinstance(found, Problem)
    assert (found.code, found.place) == (code, variable.name)
