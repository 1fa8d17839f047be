"""One footprint on the screen: its figures are those of the database."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from emissions.models import Footprint
from emissions.models.footprints import Dimension
from emissions.services.recompute_footprints import recompute_footprints
from foundation import figures
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    FOOD,
    FOOD_IN_NOK,
    GRANT,
    YEAR_OF_POSTINGS,
    Posting,
    at_work,
    calculated,
    imported,
)
from tests.emissions.views.conftest import NARROW_SPACE, words_of

QUERIES = 15


def shown(figure: str) -> str:
    return figure.replace(NARROW_SPACE, " ").replace("\u00a0", " ")


def test_the_answer_comes_first(page: str, as_leader: Client, footprint: Footprint) -> None:
    text = words_of(as_leader.get(page))

    money = shown(figures.money_in_words(footprint.money_counted, "SEK", "en"))
    total = shown(figures.mass(footprint.total_kg, "en"))
    assert f"Purchases for {money} cost the climate {total} CO₂e. It most likely lies between" in text
    low, high = (shown(figures.in_words(bound / 1000, "en")) for bound in (footprint.low_kg, footprint.high_kg))
    assert f"between {low} and {high} t." in text
    assert "1,000 inhabitants" in text


def test_a_unit_whose_code_is_its_name_is_said_once(vik: Organisation, as_leader: Client, tmp_path: Path) -> None:
    coded = replace(FOOD, unit="410 Boende")
    found = calculated(vik, tmp_path, 2024, [replace(FOOD, unit="Sykehjem"), coded])
    answer = as_leader.get(f"/o/vik/footprints/{found.uuid}/?by=unit")

    rows = {row.code: row.name for row in answer.context["rows"]}
    assert rows == {"Sykehjem": "Sykehjem", "410": "Boende"}
    assert "Sykehjem Sykehjem" not in words_of(answer)
    assert "Boende 410" in words_of(answer)


@pytest.mark.parametrize("dimension", Dimension.values)
def test_a_breakdown_shows_the_frozen_rows(
    dimension: str, page: str, as_leader: Client, footprint: Footprint, vik: Organisation
) -> None:
    answer = as_leader.get(f"{page}?by={dimension}")

    with at_work(vik):
        frozen = {
            part.key: (part.amount, part.kg, part.low_kg)
            for part in footprint.parts.filter(dimension=dimension, is_energy=False)
        }
    rows = [row for row in answer.context["rows"] if not row.is_area]
    assert {row.key: (row.amount, row.kg, row.low) for row in rows} == frozen
    text = words_of(answer)
    for _amount, kg, _low in frozen.values():
        assert kg is None or shown(figures.tonnes(kg, "en")) in text


def test_many_suppliers_are_counted_and_summed_below_each_page(
    vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    suppliers = [replace(FOOD, supplier=f"Handel {place}", number="") for place in range(51)]
    abroad = replace(FOOD_IN_NOK, supplier="Zinken", number="")
    footprint = calculated(vik, tmp_path, 2024, [*suppliers, abroad])

    text = words_of(as_leader.get(f"/o/vik/footprints/{footprint.uuid}/?by=supplier"))
    assert "52 suppliers" in text
    assert f"All together, on all pages {shown(figures.integer(footprint.money_counted, 'en'))} NOK 1,000" in text
    assert "None" not in text


def test_what_is_left_out_is_the_same_in_bar_and_table(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    income = Posting("01-31", "31000", "Avgifter", "-5000.00")
    footprint = calculated(vik, tmp_path, 2024, [FOOD, GRANT, income])

    answer = as_leader.get(f"/o/vik/footprints/{footprint.uuid}/?by=gaps")
    (part,) = [part for part in answer.context["parts"] if part["title"] == "Left out, with reasons"]
    assert shown(part["figure"]) == "SEK 20,000"
    assert "Together SEK 20,000" in words_of(answer)


def test_categories_stand_below_their_areas(page: str, as_leader: Client) -> None:
    rows = as_leader.get(page).context["rows"]

    areas = [row for row in rows if row.is_area]
    assert areas[0].key == "construction"
    place = rows.index(next(area for area in areas if area.key == "food"))
    assert rows[place + 1].key == "food.mixed"
    assert rows[place].kg == rows[place + 1].kg
    assert rows[-1].name == "No category yet"


def test_a_search_finds_categories_by_their_words(page: str, as_leader: Client) -> None:
    found = as_leader.get(f"{page}?by=category&q=consult").context["rows"]
    nothing = as_leader.get(f"{page}?by=category&q=zebra")

    assert [row.key for row in found] == ["services.consulting"]
    assert "Nothing here is called “zebra”" in words_of(nothing)


def test_gaps_energy_and_exclusions_show_their_money(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}?by=gaps")

    assert [(gap.name, gap.amount) for gap in answer.context["gaps"]] == [("No category yet", Decimal(4321))]
    assert [(row.name, row.amount) for row in answer.context["energy"]] == [("Electricity", Decimal(41250))]
    assert [(row.name, row.amount) for row in answer.context["excluded"]] == [("Transfers and grants", Decimal(25000))]
    text = words_of(answer)
    for figure in ("4,321", "41,250", "25,000"):
        assert figure in text


def test_the_basis_names_everything_that_was_used(page: str, as_leader: Client, footprint: Footprint) -> None:
    text = words_of(as_leader.get(f"{page}?by=basis"))

    for expected in (footprint.basis_hash, "no-snac@1.1", "exchange-rates-ecb@2025", "AR5", "ledger-2024-0.csv"):
        assert expected in text


def test_a_footprint_without_breakdowns_gets_them_when_it_is_opened(
    vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        (bare,) = recompute_footprints(organisations=[vik])
        assert not bare.parts.filter(dimension=Dimension.ACCOUNT).exists()

    answer = as_leader.get(f"/o/vik/footprints/{bare.uuid}/?by=account")

    assert len(answer.context["rows"]) == 6


def test_a_page_that_is_none_is_not_found(as_leader: Client, page: str) -> None:
    assert as_leader.get("/o/vik/footprints/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert as_leader.get(f"{page}?by=nonsense").context["tab"] == "category"


@pytest.mark.parametrize("by", ["category", "supplier"])
def test_a_breakdown_takes_as_many_queries_for_many_rows_as_for_few(
    by: str,
    vik: Organisation,
    tmp_path: Path,
    as_leader: Client,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    few = calculated(vik, tmp_path, 2024, YEAR_OF_POSTINGS[:1])
    names = ("Livsmedel", "Kontorsmaterial", "Konsulttjänster")
    postings = [
        Posting("01-08", account, name, "100.00", f"Firma {name} AB", f"5599{place:02d}-0011")
        for place, (account, name) in enumerate(zip(("64400", "65100", "74500"), names, strict=True))
    ]
    many = calculated(vik, tmp_path, 2024, postings)
    for footprint in (few, many):
        address = f"/o/vik/footprints/{footprint.uuid}/?by={by}"
        as_leader.get(address)
        with django_assert_max_num_queries(QUERIES):
            as_leader.get(address)


def test_a_year_that_no_factor_reaches_has_no_figure_and_no_zero(
    vik: Organisation, as_leader: Client, tmp_path: Path
) -> None:
    far_ahead = calculated(vik, tmp_path, 2030, YEAR_OF_POSTINGS)

    answer = as_leader.get(f"/o/vik/footprints/{far_ahead.uuid}/")
    assert (far_ahead.known_kg, answer.context["per_inhabitant"]) == (None, None)
    assert "no factor reaches them: there is no figure yet." in words_of(answer)
    assert "0 kg CO₂e" not in words_of(answer)
