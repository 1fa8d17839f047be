"""The pages of examples: found, read, written, published, copied; nothing of them reaches a stranger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role, User
from requirements_bank.models import Example, SeenBy
from requirements_bank.services.load_shipped import load_shipped_bank
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast
from tests.factories.examples import CONTACT, make_example
from tests.factories.organisations import make_member, make_organisation

pytestmark = pytest.mark.django_db

In = Callable[[User], Client]
FILLED = {
    "who": "Ekby kommune",
    "country": "NO",
    "years": "2024, 2025",
    "areas": ["transport"],
    "themes": ["climate"],
    "categories": ["transport.goods"],
    "contact": CONTACT,
    "title_nb": "Elektriske varebiler",
    "asked_nb": "Alle leveranser med elektrisk varebil.",
}


def made(organisation: Organisation, **fields: Any) -> Example:
    with open_access(access_for_work(organisation.pk)):
        return make_example(organisation, **fields)


def list_of(client: Client, place: str = "ekby", query: str = "") -> str:
    return str(client.get(f"/o/{place}/requirements/examples/{query}").content.decode())


def page_of(client: Client, example: Example, place: str = "ekby") -> Any:
    return client.get(f"/o/{place}/requirements/examples/{example.uuid}/")


def test_the_list_holds_shipped_own_and_neighbours_examples_and_no_others(cast: Cast, client_for: In) -> None:
    load_shipped_bank()
    made(cast.ekby, title=texts("Vårt utkast"), asked=texts("x"))
    made(cast.granby, title=texts("Naboens delte"), asked=texts("x"), seen_by=SeenBy.NETWORK)
    made(cast.granby, title=texts("Naboens egne"), asked=texts("x"), seen_by=SeenBy.OWN)
    made(make_organisation(), title=texts("Fremmedes"), asked=texts("x"), seen_by=SeenBy.NETWORK)

    own, others = list_of(client_for(cast.ada)), list_of(client_for(cast.ada), query="?whose=others")

    assert ("24 eksempler" in own, "Vårt utkast" in own) == (True, True)
    assert ("Naboens delte" in others, "Vårt utkast" in others) == (True, False)
    assert "Naboens egne" not in own + others
    assert "Fremmedes" not in own + others


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=lastesykkel", True),
        ("q=varene", True),
        ("q=varor", True),
        ("q=sykkel", True),
        ("q=romferge", False),
        ("area=transport&country=NO&year=2024&whose=own&price=unknown&theme=transport", True),
        ("category=transport", True),
        ("price=known", False),
        ("year=2023", False),
        ("area=nonsense&year=x", True),
    ],
)
def test_examples_are_found_by_words_in_any_language_and_narrowed_down(
    cast: Cast, client_for: In, query: str, found: bool
) -> None:
    made(cast.ekby)

    assert ("Varer på lastesykkel" in list_of(client_for(cast.ada), query=f"?{query}")) == found


def test_filters_count_what_else_there_is(cast: Cast, client_for: In) -> None:
    made(cast.ekby)
    made(cast.ekby, areas=["food"], country="SE")

    answer = client_for(cast.ada).get("/o/ekby/requirements/examples/?area=food")
    facets = {
        facet["name"]: [(each["title"], each["count"]) for each in facet["values"]]
        for facet in answer.context["facets"]
    }

    assert facets["area"] == [("Mat", 1), ("Transport", 1)]
    assert "country" not in facets
    assert answer.context["found"] == 1


def test_the_list_asks_the_database_as_often_whatever_it_holds(
    cast: Cast, client_for: In, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_for(cast.ada)
    made(cast.ekby)
    list_of(client)
    for _number in range(4):
        made(cast.ekby)
    with django_assert_max_num_queries(12) as few:
        list_of(client)
    for _number in range(6):
        made(cast.ekby)
    with django_assert_max_num_queries(len(few)):
        list_of(client)


def test_an_example_shows_contact_to_the_network_and_to_nobody_else(cast: Cast, client_for: In) -> None:
    example = made(cast.ekby, seen_by=SeenBy.PUBLIC)
    vik = make_organisation("vik")
    stranger = make_member("Vera Vik", vik, Role.OFFICER)

    assert CONTACT in page_of(client_for(cast.bo), example).content.decode()
    assert CONTACT in page_of(client_for(cast.cilla), example, "granby").content.decode()
    assert CONTACT in page_of(client_for(cast.nils), example, "fjordnett").content.decode()
    seen = page_of(client_for(stranger), example, "vik")
    assert (seen.status_code, CONTACT in seen.content.decode()) == (200, False)
    guest = page_of(client_for(cast.gunn), example)
    assert (guest.status_code, CONTACT in guest.content.decode()) == (200, False)


@pytest.mark.parametrize("audience", [None, SeenBy.OWN])
def test_a_draft_and_what_is_for_its_owner_alone_are_not_there_for_others(
    cast: Cast, client_for: In, audience: str | None
) -> None:
    example = made(cast.ekby, seen_by=audience)

    assert page_of(client_for(cast.ada), example).status_code == 200
    assert page_of(client_for(cast.cilla), example, "granby").status_code == 404
    assert page_of(client_for(cast.gunn), example).status_code == 404


def test_what_is_made_up_says_so(cast: Cast, client_for: In) -> None:
    example = made(cast.ekby, is_demonstration=True)
    client = client_for(cast.ada)

    assert "Eksempelet er oppdiktet" in page_of(client, example).content.decode()
    assert "Oppdiktet" in list_of(client)


def test_an_example_and_its_requirements_lead_to_each_other(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby, code="EKB-001").requirement
        example = make_example(cast.ekby, requirements=["EKB-001"])
    page = page_of(client_for(cast.ada), example).content.decode()

    assert reverse("requirement", args=["ekby", requirement.uuid]) in page


def test_an_officer_writes_publishes_and_withdraws(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    written = client.post("/o/ekby/requirements/examples/new/", FILLED)
    with open_access(access_for_work(cast.ekby.pk)):
        example = Example.objects.get(organisation=cast.ekby)
    address = f"/o/ekby/requirements/examples/{example.uuid}/"
    assert written["Location"] == address
    assert (example.is_published, example.content["years"], example.code) == (False, [2024, 2025], "EX-101")
    assert example.content["sources"][0]["publisher"] == "Ekby kommune"

    client.post(f"{address}publish/", {"seen_by": "network"})
    assert page_of(client_for(cast.cilla), example, "granby").status_code == 200
    client.post(f"{address}withdraw/")
    assert page_of(client_for(cast.cilla), example, "granby").status_code == 404


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(cast: Cast, client_for: In) -> None:
    typed = {**FILLED, "title_nb": "", "years": "i fjor", "requirements": "NIX-001"}
    answer = client_for(cast.ada).post("/o/ekby/requirements/examples/new/", typed)
    errors = answer.context["form"].errors

    assert (answer.status_code, sorted(errors)) == (422, ["title_nb", "years"])
    assert "Alle leveranser med elektrisk varebil." in answer.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Example.objects.filter(organisation=cast.ekby).exists()


def test_an_unknown_requirement_is_said_at_its_field(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post("/o/ekby/requirements/examples/new/", {**FILLED, "requirements": "NIX-001"})

    assert "NIX-001" in str(answer.context["form"].errors["requirements"])


def test_a_correction_keeps_what_was_not_touched(cast: Cast, client_for: In) -> None:
    sources = [{"title": f"Kilde {number}", "publisher": "P", "year": None, "url": ""} for number in range(5)]
    example = made(cast.ekby, sources=sources, categories=["transport"], country="IS", seen_by=SeenBy.NETWORK)
    client = client_for(cast.ada)
    form = client.get(f"/o/ekby/requirements/examples/{example.uuid}/edit/").context["form"]
    sent = {field.html_name: field.value() for field in form if field.value() not in (None, "", False)}
    answer = client.post(f"/o/ekby/requirements/examples/{example.uuid}/edit/", {**sent, "title_nb": "Nytt navn"})
    with open_access(access_for_work(cast.ekby.pk)):
        changed = Example.objects.get(pk=example.pk)

    assert answer.status_code == 302
    assert changed.content == {**example.content, "title": {**example.content["title"], "nb": "Nytt navn"}}
    assert changed.seen_by == SeenBy.NETWORK


def test_a_change_by_somebody_else_is_not_overwritten(cast: Cast, client_for: In) -> None:
    example = made(cast.ekby)
    stale = {**FILLED, "seen_hash": "0" * 64}
    answer = client_for(cast.ada).post(f"/o/ekby/requirements/examples/{example.uuid}/edit/", stale)

    assert answer.status_code == 422
    assert "EX-101" in str(answer.context["form"].non_field_errors())


def test_a_neighbour_copies_and_does_not_change(cast: Cast, client_for: In) -> None:
    example = made(cast.ekby, seen_by=SeenBy.NETWORK)
    client = client_for(cast.cilla)
    address = f"/o/granby/requirements/examples/{example.uuid}/"
    copied = client.post(f"{address}copy/")
    with open_access(access_for_work(cast.granby.pk)):
        copy = Example.objects.get(organisation=cast.granby)

    assert copied["Location"] == f"/o/granby/requirements/examples/{copy.uuid}/edit/"
    for action in ("edit", "publish", "withdraw"):
        assert client.post(f"{address}{action}/", FILLED).status_code == 404
    assert "EX-101, Ekby kommun" in page_of(client, copy, "granby").content.decode()


def test_a_reader_is_not_offered_to_write(cast: Cast, client_for: In) -> None:
    made(cast.ekby)

    assert "examples/new/" not in list_of(client_for(cast.bo))
    assert client_for(cast.bo).get("/o/ekby/requirements/examples/new/").status_code == 404


def test_the_search_for_everything_finds_examples(cast: Cast, client_for: In) -> None:
    example = made(cast.granby, seen_by=SeenBy.NETWORK)
    made(cast.granby, title=texts("Lastesykkel i hemmelighet"), asked=texts("x"))
    page = client_for(cast.ada).get("/o/ekby/search/?q=lastesykkel").content.decode()

    assert reverse("example", args=["ekby", example.uuid]) in page
    assert "hemmelighet" not in page
