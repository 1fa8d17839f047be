from decimal import Decimal
from pathlib import Path

from django.test import Client

from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, Posting, imported
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
