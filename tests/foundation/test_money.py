from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.money import PROBLEM_TEXTS, Money, PriceBasis, Vat, read_money, total
from foundation.problems import Problem

amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


def code(result: object) -> str | None:
    return result.code if isinstance(result, Problem) else None


@given(st.lists(amounts, min_size=1, max_size=30))
def test_a_total_is_exact_and_the_order_does_not_matter(values: list[Decimal]) -> None:
    money = [Money(value, "NOK") for value in values]

    assert total(money) == total(money[::-1]) == Money(sum(values, Decimal(0)), "NOK")


@given(amounts, amounts)
def test_taking_away_what_was_added_gives_the_amount_back(first: Decimal, second: Decimal) -> None:
    sum_of_both = Money(first, "SEK").plus(Money(second, "SEK"))

    assert isinstance(sum_of_both, Money)
    assert sum_of_both.minus(Money(second, "SEK")) == Money(first, "SEK")


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        (Money(Decimal(1), "SEK"), "currencies_differ"),
        (Money(Decimal(1), "NOK", Vat.INCLUDED), "vat_differs"),
        (Money(Decimal(1), "NOK", Vat.UNKNOWN), "vat_differs"),
        (Money(Decimal(1), "NOK", price_basis=PriceBasis.BASIC), "prices_differ"),
        (Money(Decimal(1), "NOK", price_year=2020), "prices_differ"),
    ],
)
def test_what_does_not_belong_together_is_not_added(other: Money, problem: str) -> None:
    assert code(Money(Decimal(1), "NOK").plus(other)) == problem


def test_the_first_amount_that_does_not_fit_decides_a_total() -> None:
    found = total([Money(Decimal(1), "NOK"), Money(Decimal(1), "SEK"), Money(Decimal(1), "NOK", Vat.INCLUDED)])

    assert code(found) == "currencies_differ"


def test_vat_that_is_unknown_cannot_be_taken_out() -> None:
    assert code(Money(Decimal(125), "SEK", Vat.UNKNOWN).without_vat(Decimal(25))) == "vat_differs"


def test_an_amount_without_vat_stays_as_it_is() -> None:
    money = Money(Decimal(100), "SEK")

    assert money.without_vat(Decimal(25)) == money


@pytest.mark.parametrize("text", ["", "1 234", "12,5", "1e", "NaN", "Infinity", "kr 5"])
def test_what_is_no_amount_is_named_with_its_place(text: str) -> None:
    problem = read_money(text, "NOK", place="row 7")

    assert isinstance(problem, Problem)
    assert (problem.code, problem.place, problem.values["text"]) == ("not_an_amount", "row 7", text)


@pytest.mark.parametrize("currency", ["", "kr", "NOKK", "N0K", "ÅÄÖ"])
def test_what_is_no_currency_is_named(currency: str) -> None:
    assert code(read_money("1", currency)) == "not_a_currency"


def test_every_problem_has_a_sentence_with_its_values() -> None:
    found = [
        read_money("x", "NOK"),
        read_money("1", "x"),
        Money(Decimal(1), "NOK").plus(Money(Decimal(1), "SEK")),
        Money(Decimal(1), "NOK").plus(Money(Decimal(1), "NOK", Vat.INCLUDED)),
        Money(Decimal(1), "NOK").plus(Money(Decimal(1), "NOK", price_year=2020)),
        total([]),
    ]
    problems = [problem for problem in found if isinstance(problem, Problem)]

    assert {problem.code for problem in problems} == set(PROBLEM_TEXTS)
    assert all("{" not in PROBLEM_TEXTS[problem.code].format(**problem.values) for problem in problems)
