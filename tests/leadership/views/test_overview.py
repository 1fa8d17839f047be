"""The leader's page: the year in one minute, with figures from the database."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from emissions.models import Footprint, OwnFactorSet
from emissions.services.calculate_footprint import calculate_footprint
from foundation import figures
from organisations.models import Role
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, at_work, calculated
from tests.emissions.own_set_cases import published
from tests.emissions.views.conftest import words_of
from tests.leadership.conftest import Region

pytestmark = pytest.mark.usefixtures("db")

PAGE = "/o/vik/overview/"
QUERIES = 22


def newest(region: Region, year: int = 2024) -> Footprint:
    with at_work(region.vik):
        return Footprint.objects.filter(organisation=region.vik, year=year).latest("calculated_at")


def test_the_page_shows_the_newest_year(accounts: Region, person_in: Callable[..., Client]) -> None:
    answer = person_in(accounts.vik).get(PAGE)
    footprint = newest(accounts)

    overview = answer.context["overview"]
    assert (answer.context["year"], overview.footprint) == (2024, footprint)
    assert [row.key for row in overview.areas] == ["construction", "materials", "food", "services", "office"]
    assert [row.name for row in overview.suppliers] == ["Bygg i Ekby AB", "Ekby Grönsaker AB", "Norra Mejeriet AB"]
    text = words_of(answer)
    assert "Our purchases in 2024" in text
    assert figures.mass(footprint.total_kg, "en").replace("\u202f", " ").replace("\u00a0", " ") in text
    assert "Per inhabitant 26.2 kg CO₂e" in text


def test_equal_money_two_years_running_is_less_in_real_terms(
    accounts: Region, person_in: Callable[..., Client]
) -> None:
    overview = person_in(accounts.vik).get(PAGE).context["overview"]

    assert overview.change
    assert overview.change.price > 0 > overview.change.real
    assert overview.change.total == overview.change.price + overview.change.real
    assert [year.year for year in overview.comparison.years] == [2023, 2024]
    assert "against 2023" in overview.change_sentence
    assert overview.held_sentence == "2024 holds accounts for 3 of 12 months."
    assert overview.caveats == "2023 holds accounts for 3 of 12 months. 2024 holds accounts for 3 of 12 months."


def test_a_year_of_fewer_months_gets_no_percentage_and_is_left_out_of_the_trend(
    accounts: Region, tmp_path: Path, person_in: Callable[..., Client]
) -> None:
    calculated(accounts.vik, tmp_path, 2022, [FOOD])
    leader = person_in(accounts.vik)

    answer = leader.get(f"{PAGE}?year=2023")
    overview, text = answer.context["overview"], words_of(answer)
    assert (overview.change, overview.price_sentence) == (None, "")
    assert "No percentage against 2022: for 2022 there are accounts of 1 of 12 months" in text
    assert "2022 holds accounts for 1 of 12 months." in text
    assert "So 2022 is not compared." in text
    assert "from 2023 to 2024" in overview.trend_sentence
    assert "1 of 12" in str(overview.trend)

    compared = leader.get("/o/vik/footprints/compare/")
    assert [bool(row["change"]) for row in compared.context["rows"]] == [False, False, True]
    assert "No percentage" in words_of(leader.get("/o/vik/footprints/compare/?year=2022&year=2023"))


def test_a_footprint_on_a_set_of_ones_own_has_its_trend_on_that_set(
    accounts: Region, person_in: Callable[..., Client]
) -> None:
    leader = person_in(accounts.vik)
    on_shipped = leader.get(PAGE).context["overview"].comparison
    with at_work(accounts.vik):
        own_set = published(accounts.vik)
        calculate_footprint(organisation=accounts.vik, year=2024, factor_set=own_set.code)

    overview = leader.get(PAGE).context["overview"]
    assert overview.footprint.factor_set == own_set.code
    assert overview.comparison.years[-1].emissions.mean_kg != on_shipped.years[-1].emissions.mean_kg
    assert overview.change

    with at_work(accounts.vik):
        OwnFactorSet.objects.filter(pk=own_set.pk).update(withdrawn_at=timezone.now())
    assert leader.get(PAGE).context["overview"].comparison is None


def test_the_reader_chooses_the_year(accounts: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(accounts.vik)

    assert leader.get(f"{PAGE}?year=2023").context["year"] == 2023
    assert leader.get(f"{PAGE}?year=2023").context["overview"].change is None
    for nonsense in ("1999", "x", "-1", "²", "9" * 5000):
        assert leader.get(f"{PAGE}?year={nonsense}").context["year"] == 2024


def test_how_sure_we_are_is_not_rounded_up(accounts: Region, person_in: Callable[..., Client]) -> None:
    sureness = person_in(accounts.vik).get(PAGE).context["overview"].sureness

    assert sureness.classified == "99.6%"  # 4 321 of 1 374 670 without a category is 0.31 per cent
    assert sureness.by_spend == "100%"


def test_factors_of_another_country_are_named_with_their_share(
    accounts: Region, person_in: Callable[..., Client]
) -> None:
    text = words_of(person_in(accounts.vik).get(PAGE))

    assert "of the money is counted with factors of Norway" in text
    assert "the largest doubt" in text


def test_what_would_help_leads_to_its_lines(accounts: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(accounts.vik)
    answer = leader.get(PAGE)

    things = {thing.title: thing for thing in answer.context["overview"].things}
    account = things["Say what is bought on account 67000 Övrigt"]
    assert account.money == Decimal(4321)
    lines = leader.get(f"{answer.context['lines_address']}?{account.query}")
    assert [line.amount for line in lines.context["lines"]] == [Decimal(4321)]
    assert things["Count energy in kilowatt-hours and litres"].money == Decimal(41250)
    assert "Hand over the missing months" in things


def test_a_visitor_sees_sums_and_no_names(accounts: Region, person_in: Callable[..., Client]) -> None:
    answer = person_in(accounts.vik, Role.GUEST).get(PAGE)

    text = words_of(answer)
    assert answer.context["overview"].suppliers == ()
    for name in ("Bygg i Ekby", "Övrigt", "Lindgren"):
        assert name not in text
    assert "Suppliers are not shown to your role." in text


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_the_report_has_at_most_two_pages(language: str, accounts: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(accounts.vik)
    leader.cookies["django_language"] = language

    answer: Any = leader.get(f"{PAGE}report.pdf")

    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) == 2
    assert figures.mass_parts(newest(accounts).total_kg, language)[0] in text
    assert "Bygg i Ekby AB" in text


def test_the_page_takes_as_many_queries_for_many_years_as_for_two(
    accounts: Region, tmp_path: Path, person_in: Callable[..., Client], django_assert_num_queries: Callable[[int], Any]
) -> None:
    leader = person_in(accounts.vik)
    leader.get(PAGE)
    with django_assert_num_queries(QUERIES):
        leader.get(PAGE)
    calculated(accounts.vik, tmp_path, 2022, YEAR_OF_POSTINGS)
    with django_assert_num_queries(QUERIES):
        leader.get(PAGE)


def test_a_year_without_a_figure_is_neither_first_nor_in_the_trend(
    accounts: Region, person_in: Callable[..., Client], tmp_path: Path
) -> None:
    calculated(accounts.vik, tmp_path, 2030, [FOOD])
    leader = person_in(accounts.vik)
    answer = leader.get(PAGE)

    assert answer.context["year"] == 2024
    assert [year.year for year in answer.context["overview"].comparison.years] == [2023, 2024]
    assert leader.get(f"{PAGE}?year=2030").context["overview"].footprint.known_kg is None
