from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from emissions.models import Footprint
from emissions.views.footprints import PAGE_SIZE
from foundation.models import Job
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, calculated, imported
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member, make_organisation

LIST = "/o/vik/footprints/"


def test_the_list_shows_each_year_once_with_its_newest_figure(
    footprint: Footprint, vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    calculated(vik, tmp_path, 2023, [FOOD])
    newer = calculated(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, Posting("03-30", "64400", "Livsmedel", "9000.00")])

    answer = as_leader.get(LIST)

    assert [entry["year"] for entry in answer.context["years"]] == [2024, 2023]
    assert answer.context["years"][0]["newest"]["footprint"] == newer
    assert [entry["footprint"] for entry in answer.context["years"][0]["earlier"]] == [footprint]
    assert "The newest footprint is that of 2024" in words_of(answer)


def test_earlier_calculations_come_in_pages(footprint: Footprint, as_leader: Client, vik: Organisation) -> None:
    with at_work(vik):
        newest = Footprint.objects.get(pk=footprint.pk)
        for number in range(PAGE_SIZE + 1):
            footprint.pk, footprint.uuid, footprint.basis_hash = None, uuid4(), f"{number:064}"
            footprint.save(force_insert=True)
            Footprint.objects.filter(pk=footprint.pk).update(calculated_at=newest.calculated_at - timedelta(number + 1))

    first, second = (as_leader.get(f"{LIST}?page={number}").context["years"][0] for number in (1, 2))

    assert first["newest"]["footprint"] == second["newest"]["footprint"] == newest
    assert (len(first["earlier"]), len(second["earlier"])) == (PAGE_SIZE, 1)


def test_without_accounts_the_page_says_what_to_do(vik: Organisation, as_leader: Client) -> None:
    text = words_of(as_leader.get(LIST))

    assert "No footprint yet Hand over the accounts first" in text
    assert reverse("accounts", args=[vik.slug]) in as_leader.get(LIST).content.decode()


def test_with_accounts_the_first_step_is_to_calculate(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    imported(vik, tmp_path, 2024)

    answer = as_leader.get(LIST)

    assert "The accounts are in. Now the tonnes." in words_of(answer)
    assert answer.context["form"].fields["year"].choices == [(2024, "2024")]


def test_a_footprint_says_when_accounts_changed_since(
    footprint: Footprint, vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    assert "have changed since" not in words_of(as_leader.get(LIST))
    imported(vik, tmp_path, 2024, [FOOD])

    assert "Accounts, rules, suppliers or factors have changed since" in words_of(as_leader.get(LIST))
    assert "Calculate again" in words_of(as_leader.get(f"{LIST}{footprint.uuid}/"))


def test_the_button_starts_the_work_and_shows_how_far_it_is(
    vik: Organisation, tmp_path: Path, as_leader: Client, leader: User
) -> None:
    imported(vik, tmp_path, 2024)

    answer = as_leader.post(f"{LIST}calculate", {"year": "2024", "factor_set": "no-snac"})

    with at_work(vik):
        job = Job.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("job", args=["vik", job.uuid])
    assert (job.name, job.arguments) == ("emissions.calculate_footprint", {"year": 2024, "factor_set": "no-snac"})
    assert job.started_by_id == leader.pk


@pytest.mark.parametrize("sent", [{"year": "1999", "factor_set": "no-snac"}, {"year": "2024", "factor_set": "x"}, {}])
def test_a_choice_that_is_none_starts_nothing(
    sent: dict[str, str], vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    imported(vik, tmp_path, 2024)

    answer = as_leader.post(f"{LIST}calculate", sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors
    with at_work(vik):
        assert not Job.objects.exists()


def test_pressing_calculate_twice_calculates_once(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    imported(vik, tmp_path, 2024)
    sent = {"year": "2024", "factor_set": "no-snac"}

    first, second = (as_leader.post(f"{LIST}calculate", sent)["Location"] for _ in range(2))

    assert first == second


def test_readers_look_and_do_not_calculate(
    footprint: Footprint, vik: Organisation, in_english: Callable[[User], Client]
) -> None:
    reader = in_english(make_member("Rut Läsare", vik, Role.READER))

    assert reader.get(f"{LIST}{footprint.uuid}/").status_code == 200
    assert reader.get(LIST).context["form"] is None
    assert reader.post(f"{LIST}calculate", {"year": "2024", "factor_set": "no-snac"}).status_code == 404


def test_the_list_takes_as_many_queries_for_three_years_as_for_one(
    footprint: Footprint,
    vik: Organisation,
    tmp_path: Path,
    as_leader: Client,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    as_leader.get(LIST)
    with django_assert_num_queries(QUERIES):
        as_leader.get(LIST)
    for year in (2022, 2023):
        calculated(vik, tmp_path, year, [FOOD])
    with django_assert_num_queries(QUERIES):
        as_leader.get(LIST)
    assert footprint.year == 2024


QUERIES = 11


@pytest.mark.django_db
def test_a_network_without_shares_says_what_is_missing(in_english: Callable[[User], Client]) -> None:
    network = make_organisation("natverk", kind=Organisation.Kind.NETWORK)
    person = in_english(make_member("Nora Nät", network, Role.LEADER))

    assert "No member shares its footprint yet" in words_of(person.get("/o/natverk/footprints/"))
