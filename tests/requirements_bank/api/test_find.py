"""Requirements over the API: found as on the page, by cursor, and counted."""

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from requirements_bank.models import SeenBy
from tests.api.callers import Caller, make_caller
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
PATH = "organisations/{}/requirements/"


@pytest.fixture
def caller(cast: Cast) -> Caller:
    return make_caller(cast.ekby, Role.OFFICER).sign_in()


@pytest.fixture
def three(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1", title=texts("Asfalt", sv="Asfalt"))
        make_published(cast.ekby, code="EGN-2", level="advanced")
        make_published(cast.ekby, code="EGN-3", visibility=SeenBy.OWN)


def codes(caller: Caller, query: str = "", owner: str = "ekby") -> list[str]:
    return [row["code"] for row in caller.get(f"{PATH.format(owner)}?{query}").json()["results"]]


@pytest.mark.usefixtures("three")
def test_requirements_are_found_by_words_and_choices(caller: Caller) -> None:
    (asphalt,) = caller.get(f"{PATH.format('ekby')}?q=asfalt").json()["results"]

    assert (asphalt["code"], asphalt["number"], asphalt["titles"]["nb"], asphalt["used_by"]) == (
        "EGN-1",
        1,
        "Asfalt",
        0,
    )
    assert codes(caller, "level=advanced,spearhead") == ["EGN-2"]
    assert codes(caller, "q=60100000&sort=newest") == ["EGN-3", "EGN-2", "EGN-1"]


@pytest.mark.usefixtures("three")
def test_pages_follow_by_cursor(caller: Caller) -> None:
    first = caller.get(f"{PATH.format('ekby')}?page_size=2").json()
    second = caller.get(first["next"]).json()

    assert [row["code"] for row in (*first["results"], *second["results"])] == ["EGN-1", "EGN-2", "EGN-3"]
    assert second["next"] is None


@pytest.mark.usefixtures("three")
def test_facets_count_what_all_other_choices_leave(caller: Caller) -> None:
    body = caller.get(f"{PATH.format('ekby')}facets/?level=advanced").json()

    numbers = {(row["facet"], row["value"]): row["requirements"] for row in body["facets"]}
    assert (body["total"], body["has_all_words"]) == (1, True)
    assert (numbers["level", "basic"], numbers["level", "advanced"], numbers["kind", "contract_clause"]) == (2, 1, 1)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("query", ["kind=nonsense", "level=basic,", "sort=beauty", "colour=red", "measurable=no"])
def test_what_makes_no_sense_is_refused(query: str, caller: Caller) -> None:
    answer = caller.get(f"{PATH.format('ekby')}?{query}")

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


@pytest.mark.usefixtures("three")
def test_neighbours_find_what_is_public(cast: Cast) -> None:
    neighbour = make_caller(cast.granby, Role.OFFICER).sign_in()

    assert codes(neighbour, owner="granby") == ["EGN-1", "EGN-2"]
    assert neighbour.get(PATH.format("ekby")).status_code == 404
