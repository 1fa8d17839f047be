from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from emissions.models import OwnFactorSet
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_sets
from emissions.services.calculate_footprint import calculate_footprint
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, Posting, at_work, imported
from tests.emissions.own_set_cases import FACTS, published
from tests.emissions.views.conftest import words_of

PAGE = "/o/vik/footprints/compare/"


def test_the_same_money_is_less_in_later_prices(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    for year in (2022, 2023, 2024):
        imported(vik, tmp_path, year, [FOOD])

    answer = as_leader.get(PAGE)

    comparison = answer.context["compared"].comparison
    kg = [year.emissions.mean_kg for year in comparison.years]
    assert kg == sorted(kg, reverse=True)
    for change in comparison.changes:
        assert change.price > 0
        assert abs(change.total) < Decimal("0.000002")
        assert change.total == change.price + change.real
    assert "At constant prices the emissions fell by" in words_of(answer)


def test_areas_sum_to_the_years(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    for year in (2023, 2024):
        imported(vik, tmp_path, year)

    answer = as_leader.get(PAGE)

    for place, year in enumerate(answer.context["compared"].comparison.years):
        assert sum(area.kg[place] for area in answer.context["areas"]) == year.emissions.mean_kg


def test_the_reader_chooses_the_years(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    for year in (2022, 2023, 2024):
        imported(vik, tmp_path, year, [FOOD, Posting("02-01", "74500", "Konsulttjänster", f"{year}.00")])

    assert as_leader.get(f"{PAGE}?year=2022&year=2024").context["years"] == [2022, 2024]
    assert as_leader.get(f"{PAGE}?year=2022").context["years"] == [2022, 2023, 2024]
    assert as_leader.get(f"{PAGE}?year=x&year=1999").context["years"] == [2022, 2023, 2024]


def test_one_year_is_not_enough(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    imported(vik, tmp_path, 2024, [FOOD])

    assert "Two years are needed" in words_of(as_leader.get(PAGE))


def test_years_are_compared_on_the_set_of_the_newest_footprint(
    vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    for year in (2023, 2024):
        imported(vik, tmp_path, year, [FOOD])
    with at_work(vik):
        own_set = published(vik)
        footprint = calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)

    answer = as_leader.get(PAGE)

    assert answer.context["compared"].factor_set == own_set.code
    assert "Konsulentens sett" in words_of(answer)
    newest = answer.context["compared"].comparison.years[-1]
    assert round(newest.emissions.mean_kg, 6) == footprint.total_kg


def test_a_set_taken_out_of_use_gives_way_to_the_default(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    for year in (2023, 2024):
        imported(vik, tmp_path, year, [FOOD])
    with at_work(vik):
        own_set = published(vik)
        calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)
        OwnFactorSet.objects.filter(pk=own_set.pk).update(withdrawn_at=timezone.now())

    assert as_leader.get(PAGE).context["compared"].factor_set == DEFAULT_FACTOR_SET


@pytest.mark.parametrize("said", [{"valid_from": 2024}, {"price_year": 2030}], ids=["not for all years", "no index"])
def test_a_set_that_reaches_some_years_only_gives_way_in_all_of_them(
    vik: Organisation, tmp_path: Path, as_leader: Client, said: dict[str, int]
) -> None:
    for year in (2023, 2024):
        imported(vik, tmp_path, year)
    with at_work(vik):
        shared = factor_sets()[DEFAULT_FACTOR_SET].gwp_set  # so that the shipped sets help out
        own_set = published(vik, facts=replace(FACTS, gwp_set=shared, **said))  # type: ignore[arg-type]  # by name
        calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)

    answer = as_leader.get(PAGE)

    assert answer.status_code == 200
    assert as_leader.get("/o/vik/overview/").status_code == 200
