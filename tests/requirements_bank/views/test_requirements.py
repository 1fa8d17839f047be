"""The list of requirements: searched, narrowed down, paged; everything stands in its address."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import SeenBy
from requirements_bank.services.adopt import adopt
from requirements_bank.views.requirements import PAGE_SIZE
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
ADDRESS = "/o/ekby/requirements/"


@pytest.fixture
def browser(ada: User, client_for: Callable[[User], Client]) -> Client:
    return client_for(ada)


@pytest.fixture
def three(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        first = make_published(cast.ekby, code="EGN-1", title=texts("Asfalt", sv="Asfalt"))
        make_published(cast.ekby, code="EGN-2", level="advanced", staircase=[{"month": 0, "threshold": 20}])
        make_published(cast.ekby, code="EGN-3", visibility=SeenBy.OWN)
        adopt(organisation=cast.ekby, version=first)


def codes(browser: Client, query: str = "") -> list[str]:
    return [hit.shown.code for hit in browser.get(f"{ADDRESS}?{query}").context["hits"]]


@pytest.mark.usefixtures("three")
def test_a_card_says_what_one_needs_to_choose(browser: Client) -> None:
    html = browser.get(ADDRESS, {"q": "asfalt"}, headers={"accept-language": "nb"}).content.decode()

    assert "<strong>1</strong> krav" in html
    assert "for «asfalt»" in html
    for fact in (
        "EGN-1",
        "Asfalt",
        "Basis · Kontraktsvilkår",
        "brukt av én",
        "Markedet er klart",
        "versjon 1",
        "40\u00a0%",
    ):
        assert fact in html, fact
    assert 'lang="nb"' in html


@pytest.mark.usefixtures("three")
def test_choices_narrow_down_and_a_chip_takes_one_away(browser: Client) -> None:
    answer = browser.get(ADDRESS, {"level": ["advanced", "basic"], "staircase": "yes"})

    assert [hit.shown.code for hit in answer.context["hits"]] == ["EGN-2"]
    addresses = [chip["address"] for chip in answer.context["chips"]]
    assert addresses == ["?level=basic&staircase=yes", "?level=advanced&staircase=yes", "?level=advanced&level=basic"]
    assert codes(browser, addresses[2][1:]) == ["EGN-1", "EGN-2", "EGN-3"]


@pytest.mark.usefixtures("three")
def test_htmx_gets_the_hits_and_choices_alone(browser: Client) -> None:
    html = browser.get(ADDRESS, {"q": "asfalt"}, headers={"hx-request": "true"}).content.decode()

    assert html.lstrip().startswith('<div class="bank" id="found">')
    assert "<html" not in html
    assert "EGN-1" in html


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("kind=nonsense", ("kind",)),
        ("level=basic&level=none", ("level",)),
        ("level=basic&level=%00", ()),
        ("sort=beauty", ("sort",)),
        ("category=food.nothing&bank=%27--", ("bank", "category")),
        ("page=-1&q=%00", ()),
        ("page=9999999999999", ()),
        ("q=%25_%27%22%5C", ()),
        ("q=" + "%C3%A6" * 3000, ()),
    ],
)
def test_what_makes_no_sense_is_left_aside_and_told(query: str, ignored: tuple[str, ...], browser: Client) -> None:
    answer = browser.get(f"{ADDRESS}?{query}")

    assert answer.status_code == 200
    assert answer.context["ignored"] == ignored


@pytest.mark.usefixtures("three")
def test_nothing_found_says_what_to_do(browser: Client) -> None:
    words = browser.get(ADDRESS, {"q": "zxqwv"}).content.decode()
    choices = browser.get(ADDRESS, {"q": "asfalt", "kind": "award_criterion"}).content.decode()

    assert "Ingen krav passer disse ordene" in words
    assert 'href="?q=asfalt"' in choices


def test_pages_are_numbered_and_one_too_far_shows_the_last(cast: Cast, browser: Client) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        made = [make_published(cast.ekby, code=f"EGN-{number:03}").requirement.code for number in range(PAGE_SIZE + 3)]

    assert codes(browser) == made[:PAGE_SIZE]
    assert codes(browser, "page=2") == codes(browser, "page=77") == made[PAGE_SIZE:]
    assert "page=2" in browser.get(ADDRESS, {"level": "basic"}).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_hits(cast: Cast, browser: Client) -> None:
    def queries(query: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"{ADDRESS}?{query}").status_code == 200
        return len(captured)

    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
    for query in ("", "q=leveranser", "level=basic", "q=60100000"):
        queries(query)
        one = queries(query)
        with open_access(access_for_work(cast.ekby.pk)):
            make_published(cast.ekby)
            make_published(cast.ekby)
        assert queries(query) == one


@pytest.mark.usefixtures("three")
def test_neighbours_see_what_is_public(cilla: User, client_for: Callable[[User], Client]) -> None:
    answer = client_for(cilla).get("/o/granby/requirements/")

    assert [hit.shown.code for hit in answer.context["hits"]] == ["EGN-1", "EGN-2"]
    assert client_for(cilla).get(ADDRESS).status_code == 404


@pytest.mark.usefixtures("three")
def test_the_search_of_everything_knows_requirements(
    browser: Client, cilla: User, client_for: Callable[..., Client]
) -> None:
    found = {hit.title: hit for hit in browser.get("/o/ekby/search/", {"q": "asfalt"}).context["found"]}
    private = [hit.title for hit in client_for(cilla).get("/o/granby/search/", {"q": "EGN-3"}).context["found"]]

    assert found["EGN-1 Asfalt"].kind_name == "Krav"
    assert browser.get(found["EGN-1 Asfalt"].address).status_code == 200
    assert private == []


@pytest.mark.usefixtures("three")
def test_the_list_is_saved_as_it_is_searched_and_narrowed_down(
    browser: Client, cilla: User, client_for: Callable[[User], Client]
) -> None:
    answer = browser.get(f"{ADDRESS}found.csv", {"q": "asfalt"}, headers={"accept-language": "nb"})
    head, row, end = answer.getvalue().decode("utf-8-sig").split("\r\n")

    assert head.split(";")[:3] == ["Kode", "Versjon", "Tittel"]
    assert row.startswith("EGN-1;1;Asfalt;Kontraktsvilkår;Basis;Transport;")
    assert end == ""
    assert browser.get(f"{ADDRESS}found.xlsx").content.startswith(b"PK")
    others = client_for(cilla).get("/o/granby/requirements/found.csv")
    assert b"EGN-3" not in others.getvalue()
