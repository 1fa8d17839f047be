"""Values are read out of old wordings, each for the variable that it is about."""

import itertools
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requirements_bank.calculations.old_values import found_values, placed_values, proposed_values
from requirements_bank.calculations.requirement import Variable, VariableType
from requirements_bank.calculations.wording import Value

SHARE = Variable("share", VariableType.PERCENT, {}, low=Decimal(10), high=Decimal(100))
BATTERY = Variable("battery", VariableType.PERCENT, {}, low=Decimal(50), high=Decimal(100))
MONTHS = Variable("lead", VariableType.DURATION, {}, unit="month")
DAYS = Variable("deadline", VariableType.DURATION, {}, unit="day")
START = Variable("start", VariableType.DATE, {})
LIMIT = Variable("limit", VariableType.NUMBER, {}, unit="kg/m²")


@pytest.mark.parametrize(
    ("variable", "old", "value"),
    [
        (SHARE, "Minst 30 % av leveransene", Decimal(30)),
        (SHARE, "minst 85 viktprocent sorteras", Decimal(85)),
        (SHARE, "halvparten av turene", Decimal(50)),
        (SHARE, "minst 5 % av turene", None),
        (MONTHS, "innen to måneder etter oppstart", Decimal(2)),
        (MONTHS, "inom 6 månader", Decimal(6)),
        (MONTHS, "innen 30 dager", None),
        (DAYS, "Senast 15 dagar efter kvartalet", Decimal(15)),
        (START, "fra 1. januar 2028", date(2028, 1, 1)),
        (START, "från och med den 15 maj 2027", date(2027, 5, 15)),
        (START, "med skjæringsdato 31.12.2020", date(2020, 12, 31)),
        (START, "ab 31.13.2020", None),
        (LIMIT, "ikke større enn 25,5 kg per m²", Decimal("25.5")),
        (LIMIT, "høyst 1 200 kr", Decimal(1200)),
    ],
)
def test_a_value_is_read(variable: Variable, old: str, value: Value | None) -> None:
    assert proposed_values({variable.name: variable}, f"Minst {{{variable.name}}}.", old).get(variable.name) == value


def test_of_two_shares_each_goes_to_the_variable_whose_neighbours_it_has() -> None:
    wording = "Minst {share} av PC-ene skal være ombrukte, med minst {battery} av opprinnelig batterikapasitet."
    old = "PC-er skal ha minst 80 % batterikapasitet, og 20 % av PC-ene skal være ombrukte."

    found = proposed_values({"share": SHARE, "battery": BATTERY}, wording, old)

    assert found == {"share": Decimal(20), "battery": Decimal(80)}


def test_values_become_variables_in_the_old_words() -> None:
    text, values = placed_values({"share": SHARE}, "Minst {share}.", "Minst 30 % {av} leveransene.")

    assert (text, values) == ("Minst {share} (av) leveransene.", {"share": Decimal(30)})


@given(st.text(max_size=200))
def test_no_text_fails(text: str) -> None:
    found = sorted(found_values(text), key=lambda each: each.start)

    assert all(before.end <= after.start for before, after in itertools.pairwise(found))
