"""Contracts are brought in from a file after a look at it, each once, the good rows alone where others are wrong."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.scoping import access_for_work
from foundation.spreadsheets import Sheet, workbook_of
from organisations.models import User
from procurement.models import Contract, Obligation
from procurement.reports.contract_sheet import contract_columns, obligation_columns, templates_of
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
IMPORT = "/o/ekby/procurements/contracts/import/"
OCDS = Path(__file__).parents[2] / "samples" / "ocds" / "two_contracts.json"
FRUIT = {
    "number": "A-12", "title": "Fruit", "kind": "Framework agreement", "supplier": "Fersk AB; Grønt AB",
    "supplier_number": "556687-3963",
    "category": "", "value": 1_000_000, "currency": "sek", "signed_on": date(2024, 12, 1),
    "first_day": date(2025, 1, 1),
    "months": 24, "options": "12, 12", "notice_months": 3,
}  # fmt: skip


def book(contracts: list[dict[str, Any]], obligations: list[dict[str, Any]] | None = None) -> bytes:
    first, second = templates_of()
    filled = [[row.get(each.name) for each in contract_columns()] for row in contracts]
    obliged = [[row.get(each.name) for each in obligation_columns()] for row in obligations or []]
    return workbook_of([Sheet(first.title, first.columns, filled), Sheet(second.title, second.columns, obliged)])


def look(client: Client, data: bytes, name: str = "contracts.xlsx") -> str:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)}).content.decode()


def register(client: Client, page: str, do: str = "all") -> str:
    found = re.search(r'name="rows" value="([^"]+)"', page)
    assert found
    return client.post(IMPORT, {"rows": found[1], "do": do}, follow=True).content.decode()


def contracts(cast: Cast) -> list[Contract]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(Contract.objects.prefetch_related("parties", "options", "obligations__steps").order_by("title"))


def test_nothing_is_kept_before_somebody_says_so_and_nothing_twice(cast: Cast, client_for: In) -> None:
    client, data = client_for(cast.ada), book([FRUIT])
    page = look(client, data)
    assert "1 contract would be registered" in page
    assert contracts(cast) == []
    assert "1 contract is registered" in register(client, page)
    (made,) = contracts(cast)
    assert (made.kind, made.number, made.currency, made.last_day) == ("framework", "A-12", "SEK", date(2026, 12, 31))
    assert [party.name for party in made.parties.all()] == ["Fersk AB", "Grønt AB"]
    assert [option.months for option in made.options.all()] == [12, 12]
    assert "1 contract is here already" in (again := look(client, data))
    assert 'name="rows"' not in again
    changed = look(client, book([{**FRUIT, "months": 36, "value": None}]))
    assert "Months" in changed.partition("is here already")[2]
    register(client, page)
    assert len(contracts(cast)) == 1, "the page of before sent once more"


def test_bad_rows_are_told_and_the_good_ones_can_be_taken_alone(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    bad = {**FRUIT, "number": "A-13", "title": "", "first_day": date(2024, 1, 1), "currency": "XXX"}
    late = {**FRUIT, "number": "A-14", "first_day": date(2024, 1, 1)}
    page = look(client, book([FRUIT, bad, late, {**FRUIT}]))
    sentences = ("Give the contract a name", "cannot begin before it is signed", "there twice", "XXX")
    assert all(sentence in page for sentence in sentences)
    assert "Register the good rows" in page
    register(client, page, do="all")
    assert contracts(cast) == [], "it takes a word to leave the bad ones out"
    register(client, page, do="good")
    assert [each.number for each in contracts(cast)] == ["A-12"]


def test_obligations_come_along_with_their_steps(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        code = make_published(cast.ekby).requirement.code
    rows: list[dict[str, Any]] = [
        {"contract": "a-12", "obligation": "Electric vans", "theme": "Climate", "unit": "%", "direction": "at least",
         "threshold": 50, "months_from": 0, "audit_right": "On site"},
        {"contract": "A-12", "obligation": "Electric vans", "direction": "at least", "threshold": 80,
         "months_from": 12},
        {"contract": "Fruit", "code": code, "theme": "wages"},
        {"contract": "B-1", "obligation": "Nobody's"},
        {"contract": "A-12", "obligation": "Odd", "theme": "weather", "direction": "sideways"},
    ]  # fmt: skip
    client = client_for(cast.ada)
    page = look(client, book([FRUIT], rows))
    assert "No contract has this number" in page
    assert "“weather” is not known" in page
    register(client, page, do="good")
    (made,) = contracts(cast)
    first, second = made.obligations.all()
    assert (first.title, first.themes, first.audit_right) == ("Electric vans", ["climate"], "On site")
    assert [step.first_day for step in first.steps.all()] == [date(2025, 1, 1), date(2026, 1, 1)]
    assert (second.code, second.themes) == (code, ["wages"])
    again = look(client, book([FRUIT], rows[:3]))
    register(client, again)
    with open_access(access_for_work(cast.ekby.pk)):
        assert Obligation.objects.count() == 2
        assert Change.objects.filter(action="obliged").count() == 2


def test_a_text_with_semicolons_and_old_letters(cast: Cast, client_for: In) -> None:
    head = "Contract number;What the contract is about;Supplier;Signed on;First day;Months;Value without VAT"
    text = f"{head}\nÅ-1;Grönsaker;Färsk & Ö AB;2024-12-01;2025-01-01;12;1 500 000,50\n"
    client = client_for(cast.ada)
    register(client, look(client, text.encode("cp1252"), "contracts.csv"))
    (made,) = contracts(cast)
    assert (made.title, made.number, str(made.value)) == ("Grönsaker", "Å-1", "1500000.50")


def test_an_ocds_package_is_looked_at_on_the_same_page(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    page = look(client, OCDS.read_bytes(), "release.json")
    assert "1 contract would be registered" in page
    assert "Write for how many months it runs" in page
    register(client, page, do="good")
    assert [each.title for each in contracts(cast)] == ["Fruit"]
    assert "1 contract is here already" in look(client, OCDS.read_bytes(), "release.json")


@pytest.mark.parametrize("data", [b"", b"PK", b"{", b"a;b", b"Unknown;Title\n1;2\n"])
def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(cast: Cast, client_for: In, data: bytes) -> None:
    answer = client_for(cast.ada).post(IMPORT, {"file": SimpleUploadedFile("x", data)})
    assert answer.status_code == 422
    assert contracts(cast) == []


def test_rows_of_another_hand_are_not_taken(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(IMPORT, {"rows": "made:up", "do": "all"})
    assert "no longer there" in answer.content.decode()


def test_the_empty_sheets_are_given_out_and_come_back(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    given = client.get("/o/ekby/procurements/contracts/template.xlsx")
    assert "no row below the titles" in look(client, BytesIO(given.content).read())
    assert client.get("/o/ekby/procurements/contracts/template.csv").status_code == 200


@pytest.mark.parametrize("months", ["Måneder", "Månader", "Months", "MÅNEDER"])
def test_months_are_known_by_their_name_in_each_language(months: str, cast: Cast, client_for: In) -> None:
    text = f"number;title;supplier;signed_on;first_day;{months}\nA-1;Frukt;Fersk AB;2024-12-01;2025-01-01;12\n"
    assert "1 contract would be registered" in look(client_for(cast.ada), text.encode(), "contracts.csv")


def test_the_empty_sheets_offer_kinds_categories_and_currencies(cast: Cast, client_for: In) -> None:
    given = client_for(cast.ada).get("/o/ekby/procurements/contracts/template.xlsx")
    with ZipFile(BytesIO(given.content)) as parts:
        sheet, book_of = (parts.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "workbook"))
    assert "Contract,Framework agreement" in sheet
    assert "NOK" in sheet
    assert re.search(r"<formula1>Lists!\$A\$1:\$[A-Z]+\$1</formula1>", sheet), "categories are too many for a cell"
    assert re.search(r'name="Lists"[^>]*state="hidden"', book_of)


def test_what_is_wrong_is_told_with_its_sheet_and_what_would_be_right(cast: Cast, client_for: In) -> None:
    bad = {
        **FRUIT, "kind": "lease", "category": "Fod, mixed", "currency": "kroner", "signed_on": "next year",
        "months": "three years",
    }  # fmt: skip
    step: dict[str, Any] = {"contract": "A-12", "obligation": "Vans", "threshold": "half", "months_from": 12}
    found = client_for(cast.ada).post(IMPORT, {"file": SimpleUploadedFile("c.xlsx", book([bad], [step]))})
    told = {(each.sheet, each.row, each.column): each.sentence for each in found.context["found"].problems}

    assert told["Contracts", 2, "Kind (contract or framework)"].endswith("Write one of: Contract, Framework agreement.")
    assert "“Fod, mixed” is not known" in told["Contracts", 2, "Category"]
    assert "Food, mixed" in told["Contracts", 2, "Category"]
    assert told["Contracts", 2, "Currency"].startswith("“KRONER” is not known. Write one of: ")
    assert told["Contracts", 2, "Signed on"] == "Write the day as 31.12.2026."
    assert told["Contracts", 2, "Months"] == "Write a whole number in digits, such as 36."
    of_step = [each for each in found.context["found"].problems if each.column == "Threshold"]
    assert [(each.sheet, each.sentence) for each in of_step] == [("Obligations", "Write a figure, such as 70 or 2,5.")]
    assert ">Obligations</td>" in found.content.decode()


@pytest.mark.parametrize(("typed", "near"), [("dairy", "airy"), ("Fod, mixed", "Food, mixed"), ("xyzxyz", "Food")])
def test_the_nearest_categories_are_named(typed: str, near: str, cast: Cast, client_for: In) -> None:
    page = look(client_for(cast.ada), book([{**FRUIT, "category": typed}]))
    assert near in page.partition("Choose from the list in the template, such as: ")[2].partition("</td>")[0]


def test_a_number_that_looks_wrong_is_told_before_it_is_kept(cast: Cast, client_for: In) -> None:
    page = look(client_for(cast.ada), book([{**FRUIT, "supplier_number": "abc; 556016-0680"}]))
    assert "“abc” of Fersk AB is no organisation number" in page
    assert "“556016-0680”" not in page
    assert "1 contract would be registered" in page


def test_a_text_that_is_called_a_workbook_is_told_to_be_none(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(IMPORT, {"file": SimpleUploadedFile("contracts.xlsx", b"just words")})
    assert answer.status_code == 422
    assert "is called a workbook and is none" in answer.content.decode()
