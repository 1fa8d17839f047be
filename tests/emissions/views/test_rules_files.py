"""Rules as files: what goes out comes in again, after a look, and a wrong row says what to do."""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from emissions.queries.mapping import draft_of, own_rows
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import at_work, imported
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member, make_organisation

RULES = "/o/vik/accounts/rules"
BRING_IN = f"{RULES}/bring-in/"
MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
GRANT = RuleDraft(account="64", treatment="excluded", reason="internal_trade", precedence=7, explanation="=1+1 kitchen")
PERSON = RuleDraft(supplier_number="850709-9805", category="services.consulting", explanation="Lena advises")


@pytest.fixture
def ours(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        for draft in (MILK, GRANT, PERSON):
            add_rule(organisation=vik, draft=draft)


@pytest.fixture
def neighbour(in_english: Callable[[User], Client]) -> Client:
    """The finance officer of a municipality next door, who reads Swedish."""
    nabo = make_organisation("nabo", country=Organisation.Country.SWEDEN, chart=Organisation.Chart.KOMMUN_BAS)
    return in_english(make_member("Nils Nabo", nabo, Role.FINANCE))


def given_out(browser: Client, kind: str) -> bytes:
    answer: Any = browser.get(f"{RULES}.{kind}")
    assert answer.status_code == 200
    return answer.getvalue()  # type: ignore[no-any-return]


def handed_over(browser: Client, content: bytes, address: str = BRING_IN) -> Any:
    return browser.post(address, {"file": SimpleUploadedFile("rules", content)})


def held(place: str) -> set[RuleDraft]:
    owner = Organisation.objects.get(slug=place)
    with at_work(owner):
        return {draft_of(row) for row in own_rows(owner.pk, 10_000)}


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize("kind", ["xlsx", "csv", "json"])
def test_rules_travel_to_a_neighbour_without_persons(as_finance: Client, neighbour: Client, kind: str) -> None:
    content = given_out(as_finance, kind)
    address = "/o/nabo/accounts/rules/bring-in/"
    neighbour.cookies["django_language"] = "sv"

    page = handed_over(neighbour, content, address)
    answer = neighbour.post(address, {"rules": page.context["kept"]})

    assert b"850709" not in content
    assert page.context["counts"] == {"new": 2, "same": 0, "changed": 0, "conflict": 0}
    assert answer.status_code == 302
    travelled = {(rule.supplier_name, rule.account, rule.outcome, rule.precedence) for rule in held("nabo")}
    assert travelled == {(rule.supplier_name, rule.account, rule.outcome, rule.precedence) for rule in (MILK, GRANT)}
    assert handed_over(neighbour, content, address).context["counts"]["same"] == 2


@pytest.mark.usefixtures("ours")
def test_a_look_says_what_would_move_and_what_is_in_conflict(as_finance: Client) -> None:
    rules = [
        {"supplier_name": "Mejeriet", "category": "Food, mixed", "explanation": "All kinds"},
        {
            "supplier_name": "Bygg i Ekby",
            "account": "617",
            "category": "maintenance.buildings",
            "explanation": "Repair",
        },
    ]
    page = handed_over(as_finance, json.dumps(rules).encode())

    text = words_of(page)
    assert "New: 1. Worded anew: 0. The same as yours: 0. In conflict with yours: 1. Wrong rows: 0." in text
    assert "Supplier: Mejeriet Food, mixed All kinds Dairy and eggs They make milk" in text
    assert "In 2024, one line would be counted differently." in text
    as_finance.post(BRING_IN, {"rules": page.context["kept"], "conflicts": "replace"})
    assert {rule.category for rule in held("vik")} >= {"food.mixed", "maintenance.buildings"}


WRONG = """Supplier;Account;Category (code);Counts as (code);Order;Why, in your own words
;;food.dairy;;;For nothing
Bageri;;food.brad;;;They bake
Bageri;;food.mixed;;first;They bake
Bageri;;food.mixed;bought;;They bake
Bageri;;food.mixed;;;
Bageri;;food.mixed;;;They bake
"""


@pytest.mark.usefixtures("ours")
def test_wrong_rows_name_row_column_and_remedy_and_the_good_ones_come_in(as_finance: Client) -> None:
    page = handed_over(as_finance, WRONG.encode())

    text = words_of(page)
    for said in (
        "Say which lines the rule is for",
        "3 Category (code) “food.brad” is not known here.",
        "4 Order Write a whole number from 1 to 999",
        "5 Counts as (code) Write one of: excluded, purchase, capital_good, energy",
        "6 Why, in your own words Say in a few words why",
    ):
        assert said in text, said
    as_finance.post(BRING_IN, {"rules": page.context["kept"]})
    assert "Bageri" in {rule.supplier_name for rule in held("vik")}


@pytest.mark.usefixtures("ours")
@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"rules": [1]}', b"[]", b"PK\x03\x04 no zip", b"\x00\x01", b"a;b\n1;2\n", b"[" * 60_000]
)
def test_a_file_that_is_none_is_refused_in_a_sentence(as_finance: Client, content: bytes) -> None:
    page = handed_over(as_finance, content)

    assert page.status_code == 422
    assert page.context.get("refused") or page.context["wrong"]


@pytest.mark.usefixtures("ours")
def test_what_was_looked_at_elsewhere_or_before_others_changed_rules_is_refused(
    vik: Organisation, as_finance: Client, neighbour: Client
) -> None:
    page = handed_over(
        as_finance, json.dumps([{"account": "68", "category": "it.telecom", "explanation": "x"}]).encode()
    )
    kept = page.context["kept"]

    assert neighbour.post("/o/nabo/accounts/rules/bring-in/", {"rules": kept}).status_code == 422
    with at_work(vik):
        add_rule(organisation=vik, draft=RuleDraft(account="74", category="it.telecom", explanation="Meanwhile"))
    assert "changed since you looked" in words_of(as_finance.post(BRING_IN, {"rules": kept}))


def test_the_workbook_opens_with_the_rule_in_words(vik: Organisation, as_finance: Client) -> None:
    with at_work(vik):
        add_rule(organisation=vik, draft=MILK)

    from openpyxl import load_workbook  # noqa: PLC0415 - slow to import, and used here alone

    book = load_workbook(BytesIO(given_out(as_finance, "xlsx")))
    rows = list(book.worksheets[0].values)

    assert rows[1][2] == "mejeriet"
    assert rows[1][-1] == "Dairy and eggs"
