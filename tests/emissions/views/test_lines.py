"""Ledger lines on the screen: the right ones, with sums on top, and nobody's personal number."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.test import Client, RequestFactory
from django.utils import translation

from emissions.models import Footprint
from emissions.queries.lines import LineFilter
from emissions.views.lines import heads_of
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import COUNTED, FOOD, MONEY_COUNTED, Posting, calculated
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member

QUERIES = 13


def test_the_sums_of_the_lines_stand_on_top(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}lines/")

    (total,) = answer.context["selection"].sums
    assert (total.lines, total.amount) == (len(COUNTED), MONEY_COUNTED)
    assert "8 lines for SEK 1,374,670 →" in words_of(answer)


def test_nothing_is_missing_where_a_line_does_not_count(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    wages = Posting("01-31", "50100", "Löner", "30000.00")
    footprint = calculated(vik, tmp_path, 2024, [FOOD, wages])

    text = words_of(as_leader.get(f"/o/vik/footprints/{footprint.uuid}/lines/?treatment=excluded"))
    assert text.count("– does not apply") == 2
    assert "– missing" not in text


def test_lines_in_groups_carry_no_arrow(rf: RequestFactory) -> None:
    request = rf.get("/")

    def arrows(*, is_sorted: bool) -> list[str]:
        with translation.override("en"):
            heads = heads_of(request, LineFilter(), is_sorted=is_sorted)
        return [head["title"] for head in heads if head.get("sorted")]

    assert arrows(is_sorted=True) == ["Amount"]
    assert arrows(is_sorted=False) == []


def test_a_filter_stands_as_a_chip_that_takes_it_away(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}lines/?category=food&month=2024-01&account=64400")

    chips = answer.context["chips"]
    assert [chip["title"] for chip in chips] == ["Food and drink", "64400 Livsmedel", "January 2024"]
    assert chips[0]["address"] == "?month=2024-01&account=64400"
    assert {line.amount for line in answer.context["lines"]} == {Decimal("12500.50"), Decimal("-500.25")}


def test_an_address_that_makes_no_sense_is_said(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}lines/?category=nonsense&month=32&supplier=x&page=-1&sort=up")

    assert answer.status_code == 200
    assert set(answer.context["ignored"]) == {"category", "month", "supplier", "page", "sort"}
    assert "Part of the address made no sense" in words_of(answer)


def test_a_page_beyond_the_last_shows_the_last(page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{page}lines/?page=99")

    assert answer.context["page"].number == 1
    assert len(answer.context["lines"]) == len(COUNTED)


def test_the_number_of_a_person_is_for_the_finance_role_alone(page: str, as_leader: Client, as_finance: Client) -> None:
    address = f"{page}lines/?supplier=persons"

    assert "Lena Lindgren 850709-9805" in words_of(as_finance.get(address))
    leader = words_of(as_leader.get(address))
    assert "Lena Lindgren ••••••-••••" in leader
    assert "850709" not in leader


def test_no_lines_say_what_to_try(page: str, as_leader: Client) -> None:
    assert "No lines match" in words_of(as_leader.get(f"{page}lines/?q=zebra"))


def test_visitors_see_no_lines(
    page: str, vik: Organisation, in_english: Callable[[User], Client], footprint: Footprint
) -> None:
    partner = in_english(make_member("Per Partner", vik, Role.PARTNER))

    assert partner.get(page).status_code == 200
    assert partner.get(page).context["lines_address"] == ""
    for address in ("lines/", "lines.csv", "?by=supplier", "by/supplier.csv"):
        assert partner.get(f"{page}{address}").status_code == 404, address
    assert "Bygg i Ekby" not in partner.get(f"{page}?by=basis").content.decode()
    assert footprint.year == 2024


def test_lines_take_as_many_queries_for_many_as_for_few(
    vik: Organisation,
    tmp_path: Path,
    as_leader: Client,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    few = calculated(vik, tmp_path, 2024, [COUNTED[0]] * 2)
    postings = [
        Posting(f"0{month}-1{day}", "64400", "Livsmedel", f"{day}.00", f"Firma {day} AB", f"5599{day:02d}-0011")
        for month in range(1, 10)
        for day in range(10)
    ]
    many = calculated(vik, tmp_path, 2024, postings)
    for footprint, lines in ((few, 2), (many, 90)):
        address = f"/o/vik/footprints/{footprint.uuid}/lines/"
        as_leader.get(address)
        with django_assert_num_queries(QUERIES):
            answer = as_leader.get(address)
        assert answer.context["selection"].lines == lines


def test_the_second_page_goes_on_where_the_first_ended(vik: Organisation, tmp_path: Path, as_leader: Client) -> None:
    postings = [Posting("01-10", "64400", "Livsmedel", f"{number}.00") for number in range(1, 61)]
    footprint = calculated(vik, tmp_path, 2024, postings)
    address = f"/o/vik/footprints/{footprint.uuid}/lines/"

    first, second = as_leader.get(address), as_leader.get(f"{address}?page=2")

    amounts = [int(line.amount) for answer in (first, second) for line in answer.context["lines"]]
    assert amounts == list(range(60, 0, -1))
