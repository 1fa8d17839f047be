"""Baskets by the API: make, fill, take out, and read as a file."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from tests.api.callers import Caller, address, make_caller
from tests.factories.bank import make_published
from tests.factories.baskets import CLAUSES, word_file
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
BASKETS = "organisations/ekby/baskets/"
TEMPLATES = "organisations/ekby/document-templates/"


@pytest.fixture
def buyer(cast: Cast) -> Caller:
    return make_caller(cast.ekby, Role.OFFICER, name="Anskaffelser").sign_in()


@pytest.fixture
def version(cast: Cast) -> str:
    with open_access(access_for_work(cast.ekby.pk)):
        return str(make_published(cast.ekby, code="EGN-900").uuid)


def send(caller: Caller, method: str, path: str, data: object = None) -> object:
    client = Client()
    return getattr(client, method)(
        address(path), data, content_type="application/json", headers=caller.headers({})
    ).json()


def test_a_basket_is_made_filled_and_emptied(buyer: Caller, version: str) -> None:
    made = buyer.post(BASKETS, {"name": "Skoleskyss", "category": "transport.passenger", "value": "2500000"})
    assert made.status_code == 201, made.content
    path = f"{BASKETS}{made.json()['basket']}/"

    assert send(buyer, "patch", path, {"name": "Skoleskyss 2027"})["name"] == "Skoleskyss 2027"  # type: ignore[index]
    filled = buyer.post(f"{path}items/", {"version": version, "values": {"share": "55"}, "note": "Ok"}).json()
    item = filled["items"][0]
    assert (item["code"], item["values"], item["note"]) == ("EGN-900", {"share": "55"}, "Ok")
    assert item["wording"] == "Minst 55\u00a0% av leveransene skal skje med lastesykkel."
    changed = send(buyer, "patch", f"{path}items/{item['item']}/", {"values": {"share": "60"}})
    assert changed["items"][0]["values"] == {"share": "60"}  # type: ignore[index]
    assert send(buyer, "delete", f"{path}items/{item['item']}/")["items"] == []  # type: ignore[index]


def test_what_is_bought_is_said_and_changed(buyer: Caller) -> None:
    made = buyer.post(BASKETS, {"name": "Skoleskyss", "value": "100"}).json()
    path = f"{BASKETS}{made['basket']}/"
    assert (made["country"], made["currency"]) == ("SE", "SEK")
    said = {"category": "transport.passenger", "value": "2500000.50", "months": 48, "country": "NO"}
    changed = send(buyer, "patch", path, said)
    assert {name: changed[name] for name in (*said, "name", "currency")} == {  # type: ignore[index]
        **said, "value": "2500000.5000", "name": "Skoleskyss", "currency": "NOK",
    }  # fmt: skip

    emptied = send(buyer, "patch", path, {"category": "", "value": None, "months": None})
    assert [emptied[name] for name in ("category", "value", "months", "country")] == ["", None, None, "NO"]  # type: ignore[index]
    assert send(buyer, "patch", path, {})["name"] == "Skoleskyss"  # type: ignore[index]


@pytest.mark.parametrize(
    ("field", "value"), [("category", "none"), ("value", 5), ("months", 0), ("country", "XX"), ("name", "")]
)
def test_what_does_not_fit_a_purchase_is_named(buyer: Caller, field: str, value: object) -> None:
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    refused = send(buyer, "patch", path, {"name": "Ny", field: value})

    assert {error["field"] for error in refused["errors"]} == {field}  # type: ignore[index]
    assert buyer.get(path).json()["name"] == "Kurv"


def test_a_requirement_that_was_taken_out_is_not_found(buyer: Caller, version: str) -> None:
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    item = buyer.post(f"{path}items/", {"version": version}).json()["items"][0]["item"]
    assert buyer.get(f"{path}items/{item}/").json()["code"] == "EGN-900"
    send(buyer, "delete", f"{path}items/{item}/")

    assert buyer.get(f"{path}items/{item}/").status_code == 404


@pytest.mark.parametrize(("asked", "title"), [("sv", "1.1 Egna leveranser"), ("nb", "1.1 Egne leveranser")])
def test_a_document_is_in_the_language_that_is_asked_for(buyer: Caller, version: str, asked: str, title: str) -> None:
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    buyer.post(f"{path}items/", {"version": version})
    word = Client().get(address(f"{path}document.docx"), headers=buyer.headers({"Accept-Language": asked}))

    assert title in [paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs]


def test_a_value_that_does_not_fit_is_named(buyer: Caller, version: str) -> None:
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    refused = buyer.post(f"{path}items/", {"version": version, "values": {"share": "500", "antall": "1"}})

    assert refused.status_code == 422
    assert {error["field"] for error in refused.json()["errors"]} == {"values.share", "values.antall"}
    assert buyer.get(path).json()["items"] == []


def test_a_basket_is_read_as_a_file(buyer: Caller, version: str) -> None:
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    assert buyer.get(f"{path}document.docx").status_code == 422
    buyer.post(f"{path}items/", {"version": version})

    word = buyer.get(f"{path}document.docx?language=sv")
    texts = [paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs]
    assert "1.1 Egna leveranser" in texts
    for kind, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        assert buyer.get(f"{path}document.{kind}").content.startswith(start)
    assert buyer.get(f"{path}document.exe").status_code == 404
    assert buyer.get(f"{path}document.docx?template=none").status_code == 404


def test_a_template_is_handed_over_and_used(buyer: Caller, version: str) -> None:
    good, bad = BytesIO(word_file("Vår mal: {{ organisation }}", *CLAUSES)), BytesIO(word_file("{{ tittel }}"))
    good.name = bad.name = "mal.docx"
    refused = buyer.upload(TEMPLATES, {"file": bad})
    assert (refused.status_code, "{{ tittel }}" in refused.json()["detail"]) == (422, True)
    kept = buyer.upload(TEMPLATES, {"file": good, "name": "Vår mal"})
    assert kept.status_code == 201, kept.content

    assert [row["name"] for row in buyer.get(TEMPLATES).json()["results"]] == ["Vår mal"]
    path = f"{BASKETS}{buyer.post(BASKETS, {'name': 'Kurv'}).json()['basket']}/"
    buyer.post(f"{path}items/", {"version": version})
    word = buyer.get(f"{path}document.docx?template={kept.json()['template']}")
    assert [paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs] == [
        "Vår mal: Ekby kommun",
        "Egne leveranser",
    ]


def test_who_may_only_read_changes_nothing(cast: Cast) -> None:
    reader = make_caller(cast.ekby, Role.READER, scopes=("read",), name="Les").sign_in()

    assert reader.get(BASKETS).status_code == 200
    assert reader.post(BASKETS, {"name": "Kurv"}).status_code == 403
