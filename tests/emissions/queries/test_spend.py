"""What the accounts of years rest on, read with their sums and without."""

from dataclasses import fields
from pathlib import Path

from emissions.queries.spend import AccountedYear, accounted_years, accounts_of_years, every_spend_base, spend_bases_of
from emissions.queries.year_coverage import counted_money
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    FOOD,
    FOOD_IN_NOK,
    MONEY_COUNTED,
    SEVERAL_CURRENCIES,
    UNKNOWN,
    at_work,
    imported,
)


def test_years_read_without_their_sums_are_those_read_with_them(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2023, (FOOD,))
    imported(vik, tmp_path, 2024, (FOOD, FOOD_IN_NOK, UNKNOWN))
    with at_work(vik):
        with_sums, without = accounts_of_years([vik.pk]), accounted_years([vik.pk])

    assert [one.currencies for one in without] == [("SEK",), ("NOK", "SEK")]
    for one, other in zip(with_sums, without, strict=True):
        assert {each.name: getattr(one, each.name) for each in fields(AccountedYear)} == vars(other)


def test_all_years_read_at_once_are_each_as_asked_for_alone(vik: Organisation, tmp_path: Path) -> None:
    for year in (2022, 2024):
        imported(vik, tmp_path, year, (FOOD,))
    with at_work(vik):
        every = every_spend_base(vik.pk)
        alone = {base.year: base for base in spend_bases_of(vik.pk, [2022, 2023, 2024])}

    assert every == {year: base for year, base in alone.items() if base.sources}
    assert every.keys() == {2022, 2024}


def test_money_that_counts_is_added_up_in_the_own_currency_alone(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2023, (FOOD_IN_NOK,))
    imported(vik, tmp_path, 2024, SEVERAL_CURRENCIES)
    with at_work(vik):
        found = counted_money([vik])[vik.pk]

    assert found == {2024: MONEY_COUNTED}
