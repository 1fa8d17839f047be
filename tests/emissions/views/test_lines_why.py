"""Why this number: every step of a line on its page, for lines that do not count, too."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from emissions.models import Footprint, LedgerImport
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, calculated
from tests.emissions.views.conftest import words_of

ROWS = {line.account: place + 2 for place, line in enumerate(YEAR_OF_POSTINGS)}


@pytest.fixture
def line_page(page: str, footprint: Footprint, vik: Organisation) -> str:
    with at_work(vik):
        ledger_import = LedgerImport.objects.get(pk=footprint.imports[0]["import"])
    return f"{page}lines/{ledger_import.uuid}/"


def test_a_line_shows_every_step_with_its_source(line_page: str, as_leader: Client) -> None:
    text = words_of(as_leader.get(f"{line_page}{ROWS['61700']}/"))

    for expected in (
        "SEK 1,200,000.00 for New buildings and rebuilding became 22,864.0 kg CO₂e",
        "In prices of 2020",
        "Consumer prices, all items, SE",
        "cpi-world-bank@2025-07-01",
        "In NOK",
        "exchange-rates-ecb@2025",
        "Times the factor",
        "no-snac@1.1",
        "Row 5 of ledger-2024-0.csv",
        "Imported",
    ):
        assert expected in text


def test_an_excluded_line_says_why_it_does_not_count(line_page: str, as_leader: Client) -> None:
    answer = as_leader.get(f"{line_page}{ROWS['45300']}/")

    text = words_of(answer)
    assert "SEK 25,000.00 does not count: Transfers and grants." in text
    assert "Why it does not count" in text
    assert answer.context["way"] is None


def test_a_note_that_is_not_in_the_readers_language_says_so(line_page: str, as_leader: Client) -> None:
    as_leader.cookies["django_language"] = "sv"
    answer = as_leader.get(f"{line_page}{ROWS['61700']}/")

    text = words_of(answer)
    assert '<p lang="en">' in answer.content.decode()
    assert '<details class="disclosure">' in answer.content.decode(), "folded away"
    assert "Härlett av Klimatrappa ur CaFEAN-modellen" in text
    assert "Derived by" not in text
    (rule,) = answer.context["rules"]
    assert rule.reference not in text


def test_a_line_without_a_category_says_what_is_missing(line_page: str, as_leader: Client) -> None:
    text = words_of(as_leader.get(f"{line_page}{ROWS['67000']}/"))

    assert "counts, but has no figure yet" in text
    assert "No rule took this line." in text
    assert "Make a rule for it" not in text


def test_who_may_change_rules_can_make_one_for_a_line_without_a_category(line_page: str, as_finance: Client) -> None:
    page = as_finance.get(f"{line_page}{ROWS['67000']}/").content.decode()

    assert "/o/vik/accounts/rules/new/?account=67000&amp;year=2024" in page


def test_energy_is_said_to_be_screening(line_page: str, as_leader: Client) -> None:
    assert "It is screening of energy and not in the total." in words_of(as_leader.get(f"{line_page}{ROWS['62100']}/"))


def test_the_number_of_a_person_is_hidden(line_page: str, as_leader: Client, as_finance: Client) -> None:
    address = f"{line_page}{ROWS['74500']}/"

    assert "850709-9805" in words_of(as_finance.get(address))
    assert "850709-9805" not in as_leader.get(address).content.decode()


def test_rules_that_were_others_then_are_told(
    line_page: str, as_leader: Client, footprint: Footprint, vik: Organisation
) -> None:
    address, note = f"{line_page}{ROWS['74500']}/", "The shipped rules have changed since this footprint"
    assert note not in words_of(as_leader.get(address))

    with at_work(vik):
        older = {**footprint.basis, "mapping": {**footprint.basis["mapping"], "reference": "0.1+earlier"}}
        Footprint.objects.update(basis=older)

    assert note in words_of(as_leader.get(address))


def test_a_line_that_is_none_is_not_found(line_page: str, page: str, as_leader: Client) -> None:
    assert as_leader.get(f"{line_page}999/").status_code == 404
    assert as_leader.get(f"{page}lines/00000000-0000-0000-0000-000000000000/2/").status_code == 404


def test_a_category_shows_the_way_of_its_whole_money(page: str, as_leader: Client, footprint: Footprint) -> None:
    answer = as_leader.get(f"{page}categories/food.mixed/")

    (entry,) = answer.context["ways"]
    with at_work(footprint.organisation):
        part = footprint.parts.get(dimension="category", key="food.mixed")
    assert (entry["amount"], entry["currency"]) == (part.amount, "SEK")
    assert entry["way"].derivation.kg == pytest.approx(part.kg)
    assert "became 838 kg CO₂e" in words_of(answer)
    assert as_leader.get(f"{page}categories/food/").status_code == 404
    assert as_leader.get(f"{page}categories/health.care/").status_code == 404
    assert footprint.year == 2024


def why(footprint: Footprint, browser: Client, row: int = 2) -> str:
    with at_work(footprint.organisation):
        ledger_import = LedgerImport.objects.get(pk=footprint.imports[0]["import"])
    answer = browser.get(f"/o/vik/footprints/{footprint.uuid}/lines/{ledger_import.uuid}/{row}/")
    return words_of(answer).partition("Why this category")[2]


def test_a_rule_that_lets_a_line_count_does_not_call_it_a_capital_good(
    vik: Organisation, as_leader: Client, tmp_path: Path
) -> None:
    travel = Posting("01-08", "55100", "Bilersättning", "100.00")

    text = why(calculated(vik, tmp_path, postings=[travel]), as_leader)

    assert "Code begins with 55; The account's name holds “bilers”, “milers”" in text
    assert "“traktam” → Purchase Mileage and subsistence are travel" in text
    assert "apital good" not in text


@pytest.mark.parametrize(
    ("asks", "treatment", "says"),
    [
        ({"supplier_name": "Grönsaker"}, "capital_good", "Supplier: Grönsaker → Capital good"),
        ({"supplier_name": "Grönsaker"}, "energy", "Supplier: Grönsaker → Energy"),
        ({"account": "644"}, "purchase", "Account: 644 and what begins with it → Purchase"),
    ],
)
def test_an_own_rule_that_only_says_how_a_line_counts_is_named_wherever_rules_are(
    asks: dict[str, Any], treatment: str, says: str, vik: Organisation, as_leader: Client, tmp_path: Path
) -> None:
    with at_work(vik):
        rule = add_rule(organisation=vik, draft=RuleDraft(**asks, treatment=treatment, explanation="We say so."))
    footprint = calculated(vik, tmp_path, postings=[FOOD])

    (row,) = as_leader.get("/o/vik/accounts/mapping/?state=all").context["rows"]
    exported = b"".join(as_leader.get("/o/vik/accounts/mapping.csv?state=all")).decode()

    assert f"{says} We say so." in why(footprint, as_leader)
    assert (row["rule"].sort, row["also"].own) == ("Account", str(rule.uuid))
    assert "Account; We say so." in exported


def test_from_why_to_a_rule_and_back(line_page: str, page: str, as_finance: Client, as_leader: Client) -> None:
    address = f"{line_page}{ROWS['64400']}/"
    form = as_finance.get(address).context["new_rule"]
    started = as_finance.get(form).context["form"]
    assert (started["account"].value(), started["category"].value()) == ("64400!", "food.mixed")
    assert started["supplier_number"].value() == "559900-0128"
    filled = {
        "account": "64400!",
        "supplier_number": "559900-0128",
        "effect": "bought",
        "category": "food.dairy",
        "explanation": "They sell milk",
    }
    preview: Any = as_finance.post(form, {**filled, "step": "preview"})
    assert f'href="{address}">Cancel' in preview.content.decode()
    sent = {**dict(preview.context["hidden"]), "seen": str(preview.context["preview"].seen), "step": "save"}
    saved = as_finance.post(form, sent)
    assert saved["Location"] == address

    for elsewhere in ("https://example.org/", "//example.org/o/vik/", "/o/ekby/", "javascript:alert(1)"):
        shown = as_finance.get(f"/o/vik/accounts/rules/new/?{urlencode({'back': elsewhere})}")
        assert shown.context["cancel_address"] == "/o/vik/accounts/rules/", elsewhere
    assert as_leader.get(address).context["new_rule"] == ""
    category = as_finance.get(f"{page}categories/food.mixed/").context["decided_in"]
    assert as_finance.get(category).context["chosen"].category == "food.mixed"
    why = as_finance.get("/o/vik/accounts/mapping/why/?year=2024&account=64400")
    assert as_finance.get(why.context["new_rule"]).context["form"]["account"].value() == "64400!"
