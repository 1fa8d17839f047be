"""What one page counts, the others count too, or they say in words what they count instead."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from emissions.queries.year_coverage import counted_money
from foundation import figures
from organisations.models import Organisation
from tests.emissions.footprint_cases import ELECTRICITY, FOOD, YEAR_OF_POSTINGS, at_work, calculated
from tests.emissions.views.conftest import words_of

RETURNED = replace(FOOD, supplier="Tilbake AB", number="559900-0029", amount="-900.00")
ENERGY_BACK = replace(ELECTRICITY, supplier="Kraft AB", number="559900-0136", amount="-50.00")
POSTINGS = (*YEAR_OF_POSTINGS, RETURNED, ENERGY_BACK)


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    calculated(vik, tmp_path, 2024, POSTINGS)


@pytest.mark.usefixtures("year")
def test_suppliers_with_a_negative_sum_are_as_many_where_the_link_leads(as_finance: Client) -> None:
    page = as_finance.get("/o/vik/accounts/quality/")
    shown, (address, _title) = next(each for each in page.context["indicators"] if each[0].code == "negative_suppliers")

    register = as_finance.get(address)
    assert shown.fault.things == register.context["found"] == 1
    assert [row["name"] for row in register.context["page"].object_list] == ["Tilbake AB"]
    assert "energy included" in words_of(register)


@pytest.mark.usefixtures("year")
def test_the_money_that_counts_is_one_sum(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        counted = counted_money([vik])[vik.pk][2024]
    money = figures.money_in_words(counted, "SEK", "en")

    assert as_finance.get("/o/vik/accounts/quality/").context["over_time"][0]["money"] == money
    assert as_finance.get("/o/vik/accounts/mapping/?state=counted").context["sums"] == [money]
    assert as_finance.get("/o/vik/overview/").context["footprint"].money_counted == counted


@pytest.mark.usefixtures("year")
def test_lines_that_are_fewer_than_those_of_the_file_say_of_how_many(as_finance: Client) -> None:
    whole = f"{len(POSTINGS)} lines"

    assert whole in words_of(as_finance.get("/o/vik/accounts/mapping/?state=all"))
    assert f"9 of the year's {whole}" in words_of(as_finance.get("/o/vik/accounts/mapping/?state=counted"))
