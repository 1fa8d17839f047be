"""Banks for everybody: what is published for all is there for anyone, and nothing else is."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Bank, SeenBy
from requirements_bank.services.adopt import adopt, make_variant
from requirements_bank.services.versions import new_draft, publish, retire, send_to_review
from tests.factories.bank import make_bank, make_draft, make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db

In = Callable[[User], Client]


@pytest.fixture
def opened(cast: Cast) -> Bank:
    """Ekby's open bank with one requirement for everybody, and much that is not."""
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_bank(cast.ekby, slug="ekbys-krav", name="Ekbys krav", languages=["nb", "sv"])
        make_published(cast.ekby, code="EKB-001", title=texts("Åpent krav", sv="Öppet krav"))
        make_published(cast.ekby, code="EKB-002", visibility=SeenBy.NETWORK, title=texts("Delt", sv="Delat"))
        make_published(cast.ekby, code="EKB-003", visibility=SeenBy.OWN, title=texts("Eget", sv="Eget"))
        make_draft(cast.ekby, code="EKB-004", title=texts("Utkastet", sv="Utkastet"))
        send_to_review(make_draft(cast.ekby, code="EKB-005"), open_to=SeenBy.PUBLIC)
        retire(make_published(cast.ekby, code="EKB-006"), reason="Utgått")
    return bank


def get(path: str, client: Client | None = None) -> Any:
    return (client or Client()).get(path)


@pytest.mark.usefixtures("opened")
def test_anyone_reads_what_is_published_for_everybody_and_nothing_else() -> None:
    page = get("/banks/ekbys-krav/").content.decode()

    assert all(text in page for text in ("Ekbys krav", "EKB-001", "Åpent krav", "40\u00a0%", "ett krav"))
    assert not any(f"EKB-00{number}" in page for number in range(2, 7))


@pytest.mark.parametrize("code", ["EKB-002", "EKB-003", "EKB-004", "EKB-005", "EKB-006", "EKB-999"])
@pytest.mark.usefixtures("opened")
def test_what_is_not_for_everybody_has_no_page(cast: Cast, client_for: In, code: str) -> None:
    assert get("/banks/ekbys-krav/EKB-001/").status_code == 200
    assert get(f"/banks/ekbys-krav/{code}/").status_code == 404
    assert get(f"/banks/ekbys-krav/{code}/", client_for(cast.frida)).status_code == 404


@pytest.mark.parametrize("seen_by", [SeenBy.OWN, SeenBy.NETWORK])
def test_a_bank_that_is_not_open_is_not_there(opened: Bank, cast: Cast, client_for: In, seen_by: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Bank.objects.filter(pk=opened.pk).update(seen_by=seen_by)
    paths = ("", "EKB-001/", "requirements.csv", "requirements.json")
    clients = (Client(), client_for(cast.frida))

    assert {get(f"/banks/ekbys-krav/{path}", client).status_code for path in paths for client in clients} == {404}
    assert "Ekbys krav" not in get("/banks/").content.decode()


@pytest.mark.usefixtures("opened")
def test_the_list_of_banks_holds_open_ones_that_have_something(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        make_bank(cast.granby, name="Granbys tomme")
    page = get("/banks/").content.decode()

    assert ("Ekbys krav" in page, "Granbys tomme" in page) == (True, False)


def test_what_is_taken_over_for_everybody_belongs_to_what_is_asked_for(opened: Bank, cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)):
        make_bank(cast.network, name="Nettets krav")
        known = [make_published(cast.network, code=f"NET-00{number}") for number in range(1, 5)]
        hidden = make_published(cast.network, code="NET-005", visibility=SeenBy.NETWORK)
    with open_access(access_for_work(cast.ekby.pk)):
        adopt(organisation=cast.ekby, version=known[0], seen_by=SeenBy.PUBLIC)
        adopt(organisation=cast.ekby, version=known[1], seen_by=SeenBy.NETWORK)
        make_variant(organisation=cast.ekby, bank=opened, version=known[2], seen_by=SeenBy.PUBLIC)
        adopt(organisation=cast.ekby, version=hidden, seen_by=SeenBy.PUBLIC)
    page = get("/banks/ekbys-krav/").content.decode()

    assert [f"NET-00{number}" in page for number in range(1, 6)] == [True, False, False, False, False]
    assert "Fra Nettets krav" in page
    assert get("/banks/ekbys-krav/NET-001/").status_code == 200
    assert get("/banks/ekbys-krav/NET-002/").status_code == 404


@pytest.mark.usefixtures("opened")
def test_a_requirement_says_what_suppliers_need_in_the_language_of_the_address() -> None:
    norwegian = get("/banks/ekbys-krav/EKB-001/?language=nb").content.decode()
    swedish = get("/banks/ekbys-krav/EKB-001/?language=sv").content.decode()

    assert all(text in norwegian for text in ("Minst", "40\u00a0%", "En oversikt hvert kvartal.", "Versjon 1"))
    assert all(text in swedish for text in ("Öppet krav", "En förteckning varje kvartal.", "Så följs det upp"))
    assert '<html lang="sv">' in swedish
    assert 'property="og:title" content="EKB-001 Öppet krav"' in swedish


@pytest.mark.usefixtures("opened")
def test_a_requirement_with_steps_says_which_number_applies(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EKB-009", staircase=[{"month": 0, "threshold": 25}])

    for language, sentence in (("nb", "Fast nivå: tallet i teksten"), ("sv", "Fast nivå: talet i texten")):
        assert sentence in get(f"/banks/ekbys-krav/EKB-009/?language={language}").content.decode()
    assert "Fast nivå" not in get("/banks/ekbys-krav/EKB-001/?language=nb").content.decode()


def test_the_languages_that_all_of_it_stands_in_are_offered(opened: Bank, cast: Cast) -> None:
    both = get("/banks/ekbys-krav/").context["languages"]
    with open_access(access_for_work(cast.ekby.pk)):
        said: dict[str, Any] = {name: texts("Bare bokmål") for name in ("title", "motive", "proof", "follow_up")}
        said |= {"wording": texts("Alt på sykkel."), "checklist": [texts("A"), texts("B")]}
        Bank.objects.filter(pk=opened.pk).update(languages=["nb"])
        make_published(cast.ekby, code="EKB-030", variables={}, measure=None, **said)

    assert [each["code"] for each in both] == ["nb", "sv"]
    assert [each["code"] for each in get("/banks/ekbys-krav/").context["languages"]] == ["nb"]
    assert len(get("/banks/ekbys-krav/EKB-001/").context["languages"]) == 2


@pytest.mark.usefixtures("opened")
def test_the_page_is_searched_and_narrowed_down(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EKB-010", area="food", title=texts("Mer grønt", sv="Mer grönt"))

    assert "EKB-001" not in get("/banks/ekbys-krav/?q=grønt").content.decode()
    assert "EKB-010" not in get("/banks/ekbys-krav/?area=transport").content.decode()
    assert "EKB-010" in get("/banks/ekbys-krav/?area=nonsense").content.decode()
    assert "Ingen krav har disse ordene" in get("/banks/ekbys-krav/?q=romferge").content.decode()


@pytest.mark.usefixtures("opened")
def test_the_same_goes_out_as_json_and_csv() -> None:
    answer = get("/banks/ekbys-krav/requirements.json")
    data = json.loads(answer.content)
    table = b"".join(get("/banks/ekbys-krav/requirements.csv?language=sv")).decode("utf-8-sig").splitlines()

    assert (data["name"], [each["content"]["code"] for each in data["requirements"]]) == ("Ekbys krav", ["EKB-001"])
    assert "public" in answer["Cache-Control"]
    assert [line.split(";")[:3] for line in table[1:]] == [["EKB-001", "1", "Öppet krav"]]


@pytest.mark.usefixtures("opened")
def test_a_copy_holds_until_something_changes_and_people_signed_in_get_their_own(cast: Cast, client_for: In) -> None:
    first = get("/banks/ekbys-krav/")
    again = Client().get("/banks/ekbys-krav/", headers={"If-None-Match": first["ETag"]})
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby, code="EKB-020")
        publish(new_draft(requirement=version.requirement, said={**version.content, "level": "advanced"}))
    changed = Client().get("/banks/ekbys-krav/", headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, changed.status_code) == (304, 200)
    assert "public" not in first["Cache-Control"]
    assert "ETag" not in get("/banks/ekbys-krav/", client_for(cast.ada))


@pytest.mark.usefixtures("opened")
def test_a_bank_asks_the_database_as_often_whatever_it_holds(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6) as few:
        get("/banks/ekbys-krav/")
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(20, 25):
            make_published(cast.ekby, code=f"EKB-0{number}")
    with django_assert_max_num_queries(len(few)):
        get("/banks/ekbys-krav/")


@pytest.mark.usefixtures("opened")
def test_a_code_of_any_letters_has_an_address(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="Krav 1/2 ø?")

    page = get("/banks/ekbys-krav/").content.decode()
    assert "Krav%201/2%20%C3%B8%3F" in page
    assert get("/banks/ekbys-krav/Krav%201/2%20%C3%B8%3F/").status_code == 200
