"""Examples for API clients: the same fences as on the pages, and the change of nobody is lost."""

from typing import Any

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from requirements_bank.models import Example, SeenBy
from tests.api.callers import Caller, make_caller
from tests.factories.bank import texts
from tests.factories.cast import Cast
from tests.factories.examples import CONTACT, make_example, told
from tests.factories.organisations import make_organisation

pytestmark = pytest.mark.django_db

EXAMPLES = "organisations/ekby/examples/"


def made(organisation: Organisation, **fields: Any) -> Example:
    with open_access(access_for_work(organisation.pk)):
        return make_example(organisation, **fields)


def client_of(organisation: Organisation, role: Role = Role.OFFICER) -> Caller:
    return make_caller(organisation, role).sign_in()


def put(caller: Caller, path: str, data: Any, etag: str) -> Any:
    from django.test import Client  # noqa: PLC0415 - the caller has no PUT of its own

    headers = caller.headers({"If_Match": etag})
    return Client().put(f"/api/v1/{path}", data, content_type="application/json", headers=headers)


def sent(**changes: Any) -> dict[str, Any]:
    return {**told(), "contact": CONTACT, **changes}


def test_an_example_is_written_read_published_and_withdrawn(cast: Cast) -> None:
    caller = client_of(cast.ekby)
    written = caller.post(EXAMPLES, sent())
    address = f"{EXAMPLES}{written.json()['example']}/"
    neighbour = client_of(cast.granby)
    theirs = address.replace("ekby", "granby")

    assert (written.status_code, written.json()["is_published"], written.json()["contact"]) == (201, False, CONTACT)
    assert neighbour.get(theirs).status_code == 404
    assert caller.post(f"{address}publish/", {"seen_by": "network"}).json()["seen_by"] == "network"
    assert neighbour.get(theirs).json()["contact"] == CONTACT
    assert neighbour.post(f"{theirs}withdraw/", {"reason": "x"}).status_code == 404
    assert caller.post(f"{address}withdraw/", {"reason": "Feil"}).json()["is_published"] is False
    assert neighbour.get(theirs).status_code == 404


def test_a_stranger_reads_what_is_for_everybody_without_the_contact(cast: Cast) -> None:
    example = made(cast.ekby, seen_by=SeenBy.PUBLIC)
    made(cast.ekby, seen_by=SeenBy.NETWORK)
    made(cast.ekby)
    stranger = client_of(make_organisation("vik"))
    rows = stranger.get("organisations/vik/examples/").json()["results"]

    assert [(row["example"], row["contact"]) for row in rows] == [(str(example.uuid), None)]


def test_the_list_is_searched_and_narrowed_down(cast: Cast) -> None:
    made(cast.ekby)
    made(cast.ekby, title=texts("Brukte stoler"), asked=texts("Stoler"), areas=["office"], country="SE")
    caller = client_of(cast.ekby)

    def codes(query: str) -> list[str]:
        return [row["code"] for row in caller.get(f"{EXAMPLES}?{query}").json()["results"]]

    assert codes("") == ["EX-101", "EX-102"]
    assert codes("q=stol") == ["EX-102"]
    made(cast.ekby, title=texts("Stoler, stoler og stoler"), asked=texts("Stoler, bare stoler"), country="SE")
    assert codes("q=stoler") == ["EX-103", "EX-102"]
    first = caller.get(f"{EXAMPLES}?q=stoler&page_size=1").json()
    second = caller.get(f"{EXAMPLES}?{first['next'].partition('?')[2]}").json()
    assert [row["code"] for row in (*first["results"], *second["results"])] == ["EX-103", "EX-102"]
    assert second["next"] is None
    assert codes("area=transport&country=NO&year=2024&whose=own&price=unknown") == ["EX-101"]
    assert caller.get(f"{EXAMPLES}?area=nonsense").status_code == 400


def test_a_correction_names_the_version_it_changes(cast: Cast) -> None:
    example, caller = made(cast.ekby), client_of(cast.ekby)
    address = f"{EXAMPLES}{example.uuid}/"
    etag = caller.get(address)["ETag"]

    assert put(caller, address, sent(who="Vik"), etag).json()["who"] == "Vik"
    assert put(caller, address, sent(who="Vang"), etag).status_code == 412
    assert caller.get(address).json()["who"] == "Vik"


def test_what_is_missing_or_unknown_is_said(cast: Cast) -> None:
    caller = client_of(cast.ekby)
    wrong = caller.post(EXAMPLES, sent(asked={}, requirements=["NIX-001"], areas=["moon"])).json()
    refused = caller.post(EXAMPLES, sent(sources=[{"title": "x", "publisher": "y", "url": "javascript:alert(1)"}]))

    assert {(error["code"], error["field"]) for error in wrong["errors"]} == {
        ("missing_language", "asked"),
        ("unknown_requirement", "requirements"),
        ("unknown_word", "areas"),
    }
    assert refused.status_code == 400
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Example.objects.filter(organisation=cast.ekby).exists()


@pytest.mark.parametrize("role", [Role.READER, Role.FINANCE, Role.LEADER])
def test_who_does_not_write_in_the_bank_writes_no_example(cast: Cast, role: Role) -> None:
    assert client_of(cast.ekby, role).post(EXAMPLES, sent()).status_code == 403
