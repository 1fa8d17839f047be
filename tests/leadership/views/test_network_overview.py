"""A network's page: its members together, as far as they share, and not one figure further."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from emissions.models import Footprint
from organisations.models import Organisation, Share
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, Posting, at_work, calculated
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import join_network, make_organisation, share
from tests.leadership.conftest import Region

pytestmark = pytest.mark.usefixtures("db")

PAGE = "/o/natverk/overview/"
QUERIES = 10


def total_of(organisation: Organisation, year: int = 2024) -> Decimal:
    with at_work(organisation):
        footprint = Footprint.objects.filter(organisation=organisation, year=year).latest("calculated_at")
        return Decimal(footprint.total_kg)


def stop_sharing(*owners: Organisation) -> None:
    for owner in owners:
        with at_work(owner):
            Share.objects.filter(owner=owner).delete()


def test_those_who_share_are_summed(accounts: Region, person_in: Callable[..., Client]) -> None:
    overview = person_in(accounts.network).get(PAGE).context["overview"]

    assert overview.total_kg == total_of(accounts.vik) + total_of(accounts.nes)
    assert (overview.together, overview.not_sharing, overview.inhabitants) == (2, 1, 2000)
    assert sum(area.kg for area in overview.areas) == overview.total_kg
    assert overview.interval.low_kg < overview.total_kg < overview.interval.high_kg


def test_equal_members_are_as_sure_together_as_alone(accounts: Region, person_in: Callable[..., Client]) -> None:
    overview = person_in(accounts.network).get(PAGE).context["overview"]

    with at_work(accounts.vik):
        alone = Footprint.objects.get(organisation=accounts.vik, year=2024)
    assert abs(overview.interval.high_kg - 2 * alone.high_kg) < 1


def test_of_those_who_do_not_share_only_the_name_is_there(accounts: Region, person_in: Callable[..., Client]) -> None:
    answer = person_in(accounts.network).get(PAGE)

    (silent,) = [row for row in answer.context["overview"].members if not row.member.shares]
    assert (silent.member.organisation, silent.member.footprint, silent.coverage) == (accounts.stille, None, "")
    text = words_of(answer)
    assert "2 of 3 members are in this picture." in text
    assert "1 member does not share yet." in text


def test_suppliers_come_from_those_who_share_rows(accounts: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(accounts.network)
    assert leader.get(PAGE).context["overview"].suppliers == ()
    stop_sharing(accounts.vik)
    share(accounts.vik, accounts.network, depth=Share.Depth.ROWS)

    overview = leader.get(PAGE).context["overview"]

    assert overview.suppliers[0].label == "Bygg i Ekby AB"
    assert {supplier.buyers for supplier in overview.suppliers} == {1}
    assert "Lindgren" not in leader.get(PAGE).content.decode()


def test_the_trend_holds_the_members_that_have_all_years(
    accounts: Region, tmp_path: Path, person_in: Callable[..., Client]
) -> None:
    calculated(accounts.vik, tmp_path, 2022, YEAR_OF_POSTINGS)

    overview = person_in(accounts.network).get(PAGE).context["overview"]

    assert overview.in_trend == (accounts.vik,)
    assert [year.year for year in overview.comparison.years] == [2022, 2023, 2024]


def test_a_former_member_is_gone(accounts: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(accounts.network)
    with at_work(accounts.network):
        accounts.network.member_links.filter(member=accounts.nes).delete()

    overview = leader.get(PAGE).context["overview"]

    assert overview.total_kg == total_of(accounts.vik)
    assert len(overview.members) == 2


def test_the_report_has_at_most_two_pages(accounts: Region, person_in: Callable[..., Client]) -> None:
    answer: Any = person_in(accounts.network).get(f"{PAGE}report.pdf")

    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(page.extract_text() for page in pages)
    assert len(pages) == 2
    assert "Vik kommune" in text
    assert "Bygg i Ekby" not in text


def test_the_page_takes_as_many_queries_for_four_members_as_for_two(
    accounts: Region, tmp_path: Path, person_in: Callable[..., Client], django_assert_num_queries: Callable[[int], Any]
) -> None:
    leader = person_in(accounts.network)
    leader.get(PAGE)
    with django_assert_num_queries(QUERIES):
        leader.get(PAGE)
    for slug in ("ost", "vest"):
        member = make_organisation(slug, country="SE", chart="kommun_bas")
        join_network(member, accounts.network)
        share(member, accounts.network)
        for year in (2023, 2024):
            calculated(member, tmp_path, year, [Posting("01-08", "64400", "Livsmedel", "100.00")])
    with django_assert_num_queries(QUERIES):
        answer = leader.get(PAGE)
    assert answer.context["overview"].together == 4
