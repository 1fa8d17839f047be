"""Accounts in several currencies: kilograms are summed, money never is – on pages, in files and over the API."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.reports.footprint_json import footprint_as_json
from leadership.queries.network import coverage_together
from organisations.models import Organisation, Role
from tests.api.callers import make_caller
from tests.emissions.footprint_cases import (
    MACHINE,
    MONEY_COUNTED,
    SEVERAL_CURRENCIES,
    UNKNOWN,
    at_work,
    calculated,
)
from tests.emissions.views.conftest import words_of
from tests.emissions.views.test_exports import csv_rows
from tests.factories.organisations import make_organisation

FOOD_SEK, FOOD_NOK, FOOD_CHF = Decimal("20000.25"), Decimal(1000), Decimal(250)
FOOD = {
    "category": "food.mixed",
    "account": "64400",
    "ghg_category": "1",
}


@pytest.fixture
def footprint(vik: Organisation, tmp_path: Path) -> Footprint:
    """The footprint of accounts in Swedish and Norwegian kronor and in francs."""
    return calculated(vik, tmp_path, 2024, SEVERAL_CURRENCIES)


@pytest.fixture
def plain(vik: Organisation, tmp_path: Path) -> Footprint:
    """A neighbour's, of the same accounts in Swedish kronor only."""
    other = make_organisation("nes", country=vik.country, chart=vik.chart)
    return calculated(other, tmp_path, 2024)


@pytest.fixture
def page(footprint: Footprint) -> str:
    return f"/o/vik/footprints/{footprint.uuid}/"


def per_unit(footprint: Footprint, currency: str, category: str = "food.mixed") -> Decimal:
    kg = footprint.intensity_set.intensities.get(category=category, currency=currency).kg_per_unit
    assert kg is not None
    return kg


@pytest.mark.parametrize("dimension", Dimension.values)
def test_a_part_has_its_own_money_apart_and_kilograms_together(
    footprint: Footprint, plain: Footprint, dimension: str
) -> None:
    with at_work(plain.organisation):
        alone = {(part.key, part.is_energy): part for part in plain.parts.filter(dimension=dimension)}
    with at_work(footprint.organisation):
        parts = {(part.key, part.is_energy): part for part in footprint.parts.filter(dimension=dimension)}

    if dimension != Dimension.SUPPLIER:  # a supplier's key is a uuid
        assert {key: part.amount for key, part in parts.items()} == {key: part.amount for key, part in alone.items()}
    counted = [part for part in parts.values() if not part.is_energy]
    assert sum(part.kg or 0 for part in counted) == pytest.approx(footprint.total_kg)
    others = [part.other_money for part in counted if part.other_money]
    assert sum(Decimal(money.get("CHF", 0)) for money in others) == FOOD_CHF
    unclassified = 0 if dimension == Dimension.GHG_CATEGORY else 70
    assert sum(Decimal(money.get("NOK", 0)) for money in others) == FOOD_NOK + unclassified


@pytest.mark.parametrize(("dimension", "key"), FOOD.items())
def test_kilograms_are_those_of_every_currency(footprint: Footprint, dimension: str, key: str) -> None:
    with at_work(footprint.organisation):
        part = footprint.parts.get(dimension=dimension, key=key, is_energy=False)

    assert {name: Decimal(text) for name, text in part.other_money.items()} == {
        "CHF": FOOD_CHF,
        "NOK": FOOD_NOK,
    }
    if dimension != "ghg_category":
        expected = FOOD_SEK * per_unit(footprint, "SEK") + FOOD_NOK * per_unit(footprint, "NOK")
        assert part.kg == pytest.approx(expected)


def test_gaps_stand_by_currency(footprint: Footprint) -> None:
    with at_work(footprint.organisation):
        gaps = {(gap.category, gap.currency): gap.amount for gap in footprint.gaps.all()}

    assert gaps == {("", "SEK"): Decimal(4321), ("", "NOK"): Decimal(70), ("food.mixed", "CHF"): FOOD_CHF}


def test_what_is_frozen_of_the_whole_is_by_currency(footprint: Footprint, plain: Footprint) -> None:
    assert (footprint.money_in, footprint.money_counted) == (plain.money_in, plain.money_counted)
    assert {row["currency"]: Decimal(row["counted"]) for row in footprint.result["money"]} == {
        "CHF": FOOD_CHF,
        "NOK": FOOD_NOK + 70,
        "SEK": MONEY_COUNTED,
    }


def test_the_page_shows_each_money_by_itself(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}?by=account")

    (row,) = [row for row in answer.context["rows"] if row.key == "64400"]
    assert (row.amount, row.other_money) == (FOOD_SEK, {"CHF": FOOD_CHF, "NOK": FOOD_NOK})
    text = words_of(answer)
    assert "20,000 CHF 250 NOK 1,000" in text
    assert "+ CHF 250 + NOK 1,070 cost the climate" in text
    assert answer.context["other_money"] == {"CHF": FOOD_CHF, "NOK": FOOD_NOK + 70}
    areas = {row.key: row for row in as_leader.get(page).context["rows"] if row.is_area}
    assert areas["food"].other_money == row.other_money


def test_gaps_and_energy_on_the_page_name_their_currency(page: str, as_leader: Client) -> None:
    text = words_of(as_leader.get(f"{page}?by=gaps"))

    for expected in ("4,321", "NOK 70", "CHF 250", "41,250 NOK 300", "NOK 40", "money in CHF, NOK counts, too"):
        assert expected in text


def test_a_category_has_a_way_per_currency(page: str, as_leader: Client, footprint: Footprint) -> None:
    answer = as_leader.get(f"{page}categories/food.mixed/")

    swedish, francs, norwegian = answer.context["ways"]
    assert (swedish["currency"], swedish["amount"]) == ("SEK", FOOD_SEK)
    assert swedish["way"].derivation.kg == pytest.approx(FOOD_SEK * per_unit(footprint, "SEK"))
    assert (norwegian["currency"], norwegian["way"].derivation.kg) == (
        "NOK",
        pytest.approx(FOOD_NOK * per_unit(footprint, "NOK")),
    )
    assert (francs["currency"], francs["way"]) == ("CHF", None)
    assert "CHF 250 has no figure yet" in words_of(answer)


def test_files_have_a_column_per_currency(page: str, as_leader: Client) -> None:
    rows = {row["Code"]: row for row in csv_rows(as_leader.get(f"{page}by/account.csv"))}

    food = rows["64400"]
    assert [Decimal(food[f"Money ({currency})"]) for currency in ("SEK", "CHF", "NOK")] == [
        FOOD_SEK,
        FOOD_CHF,
        FOOD_NOK,
    ]
    assert rows["61700"]["Money (CHF)"] == ""


def test_the_workbook_names_the_currency_of_each_gap(page: str, as_leader: Client) -> None:
    book = openpyxl.load_workbook(BytesIO(as_leader.get(f"{page}footprint.xlsx").content))

    rows = list(book["Without a figure"].iter_rows(values_only=True))
    assert rows[0][-2:] == ("Currency", "Money")
    assert {row[-2:] for row in rows[1:]} == {("SEK", 4321), ("NOK", 70), ("CHF", 250)}


def test_the_command_and_the_api_say_it_alike(footprint: Footprint, vik: Organisation) -> None:
    with at_work(vik):
        said = footprint_as_json(footprint)
    caller = make_caller(vik, Role.FINANCE).sign_in()
    path = f"organisations/vik/footprints/{footprint.uuid}/"
    parts: list[dict[str, Any]] = caller.get(f"{path}parts/").json()["results"]
    gaps: list[dict[str, Any]] = caller.get(f"{path}gaps/").json()["results"]

    money = {"CHF": "250.0000", "NOK": "1000.0000"}
    assert next(row for row in said["by_category"] if row["category"] == "food.mixed")["other_money"] == money
    assert next(row for row in parts if row["key"] == "food.mixed")["other_money"] == money
    assert {(row["category"] or "", row["currency"], row["amount"]) for row in said["gaps"]} == {
        (row["category"], row["currency"], row["amount"]) for row in gaps
    }


def test_coverage_together_is_that_of_a_single_member(footprint: Footprint, plain: Footprint) -> None:
    for one in (footprint, plain):
        assert coverage_together([one]) == Decimal(one.result["coverage"])


def test_a_credit_note_lifts_no_coverage_together(vik: Organisation, tmp_path: Path) -> None:
    returned = replace(UNKNOWN, amount="-60000.00")
    one = calculated(vik, tmp_path, 2024, [MACHINE, returned])

    assert one.money_covered > one.money_counted
    assert coverage_together([one]) == Decimal(one.result["coverage"]) == Decimal("0.600000")
    del one.result["money"]  # as an earlier release froze it
    assert coverage_together([one]) == Decimal("0.600000")
