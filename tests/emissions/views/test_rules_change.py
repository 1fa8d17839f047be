"""Changing rules: a preview first, saved only on what was seen; nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import latest_mapping_version, policies_under
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, User
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import SOLE_TRADER, YEAR_OF_POSTINGS, Posting, at_work, calculated, imported
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member

RULES = "/o/vik/accounts/rules/"
NEW = f"{RULES}new/"
SCHOOL = Posting("02-01", "46319", "Köp, fristående grundskola", "70000.00", "Friskolan AB", "559900-0144")
MILK = {
    "supplier_name": "mejeriet",
    "effect": "bought",
    "category": "food.dairy",
    "explanation": "They make milk",
}
MOST_QUERIES = 21
GRANT = {"account": "45", "effect": "bought", "category": "services.other", "explanation": "A service after all"}


@pytest.fixture
def year(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, SCHOOL])


def rules_of(vik: Organisation) -> list[ClassificationRule]:
    with at_work(vik):
        return list(ClassificationRule.objects.filter(organisation=vik, until_version=None))


def card_of(vik: Organisation, name: str) -> SupplierCard:
    with at_work(vik):
        return SupplierCard.objects.get(organisation=vik, name=name)


def previewed(browser: Client, filled: dict[str, Any], address: str = NEW) -> Any:
    return browser.post(address, {**filled, "step": "preview"})


def hidden_in(page: Any) -> dict[str, str]:
    """What the preview's form sends when it is saved."""
    return {**dict(page.context["hidden"]), "seen": str(page.context["preview"].seen), "step": "save"}


@pytest.mark.usefixtures("year")
def test_a_rule_is_previewed_before_it_is_saved(vik: Organisation, as_finance: Client) -> None:
    page = previewed(as_finance, MILK)

    text = words_of(page)
    assert "Not saved yet A new rule In 2024, one line would be counted differently." in text
    assert "As much money counts as before." in text
    assert "They make milk It asks for: Supplier: mejeriet It says: Dairy and eggs" in text
    assert "Food, mixed Dairy and eggs 1 SEK 8,000" in text
    assert "no footprint of the year has been calculated" in text
    assert rules_of(vik) == []


@pytest.mark.usefixtures("year")
def test_what_was_previewed_is_what_is_saved(vik: Organisation, as_finance: Client) -> None:
    page = previewed(as_finance, MILK)

    answer = as_finance.post(NEW, hidden_in(page))

    (rule,) = rules_of(vik)
    assert answer["Location"] == f"{RULES}?made={rule.uuid}"
    assert (rule.supplier_name, rule.category, rule.explanation) == ("mejeriet", "food.dairy", "They make milk")
    with at_work(vik):
        assert MappingVersion.objects.get(number=2).actor_name == "Fia Finans"


@pytest.mark.usefixtures("year")
def test_the_preview_lists_the_accounts_that_begin_with_what_was_written(vik: Organisation, as_finance: Client) -> None:
    out = {"effect": "left_out", "reason": "internal_trade", "explanation": "Own kitchen"}

    page = previewed(as_finance, {**out, "account": "6"})

    text = words_of(page)
    assert "It asks for: Account: 6 and what begins with it" in text
    (codes,) = page.context["preview"].years[0].codes
    assert [one.code for one in codes.rows] == ["61700", "62100", "64400", "67000", "65100"]
    assert "Accounts it takes: 5 Account Lines Money 61700 Husbyggn anläggn rep 1 SEK 1,200,000" in text
    alone = previewed(as_finance, {**out, "account": "64400!"})
    assert "It asks for: Account: 64400 alone" in words_of(alone)
    assert alone.context["preview"].years[0].codes == []
    nothing = previewed(as_finance, {**out, "account": "-!"})
    assert "fill in at least one condition" in words_of(nothing)
    assert rules_of(vik) == []


def test_tonnes_are_shown_where_a_footprint_knows_them(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    footprint = calculated(vik, tmp_path)

    page = previewed(
        as_finance, {"account": "64400", "effect": "left_out", "reason": "internal_trade", "explanation": "Own kitchen"}
    )

    (year,) = page.context["preview"].years
    (move,) = year.moves
    with at_work(vik):
        food = footprint.parts.get(dimension="category", key="food.mixed")
    assert (round(move.kg_before, 6), move.kg_after) == (food.kg, 0)
    assert year.kg_change == -move.kg_before
    assert "SEK 20,000 less would count." in words_of(page)


@pytest.mark.usefixtures("year")
def test_every_year_is_previewed_and_the_one_the_reader_came_from_stands_first(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2026, [SOLE_TRADER])
    mapping = as_finance.get("/o/vik/accounts/mapping/?year=2024").content.decode()
    assert "rules/new/?year=2024&amp;account=64400" in mapping

    plain, chosen = previewed(as_finance, MILK), previewed(as_finance, MILK, f"{NEW}?year=2024")
    saved = as_finance.post(f"{NEW}?year=2024", hidden_in(chosen))

    assert "Nothing in the accounts of 2026 would change. In 2024, one line would be counted" in words_of(plain)
    assert "Not saved yet A new rule In 2024, one line would be counted differently." in words_of(chosen)
    assert [(year.year, year.lines) for year in chosen.context["preview"].years] == [(2024, 1), (2026, 0)]
    assert "2026 0 0 no footprint yet" in words_of(chosen)
    assert saved["Location"].endswith("&year=2024")


@pytest.mark.usefixtures("year")
def test_a_policy_is_previewed_in_every_year(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2026, [SOLE_TRADER])
    address = f"{RULES}policies/count_free_choice_schools/"

    page, rules = as_finance.get(address), as_finance.get(f"{RULES}?year=2024")

    assert [(year.year, year.lines) for year in page.context["preview"].years] == [(2026, 0), (2024, 1)]
    assert (rules.context["year"], f"{address}?year=2024" in rules.content.decode()) == (2024, True)


@pytest.mark.usefixtures("year")
def test_a_rule_without_account_brings_nothing_back_and_says_so(as_finance: Client) -> None:
    page = previewed(as_finance, {**GRANT, "account": "", "supplier_name": "Idrottsförening"})

    text = words_of(page)
    assert "Nothing in the accounts of 2024 would change." in text
    assert "only a rule that names the account can bring them back" in text


@pytest.mark.usefixtures("year")
def test_a_rule_with_account_brings_back_what_the_chart_leaves_out(as_finance: Client) -> None:
    page = previewed(as_finance, {**GRANT, "treatment": "purchase"})

    assert "SEK 25,000 more would count." in words_of(page)
    assert "Left out: Transfers and grants Other services and memberships 1 SEK 25,000" in words_of(page)


@pytest.mark.usefixtures("year")
@pytest.mark.parametrize(
    ("filled", "sentence"),
    [
        ({"effect": "bought", "category": "food.dairy", "explanation": "x"}, "fill in at least one condition"),
        ({"account": "64", "effect": "bought", "explanation": "x"}, "Choose what was bought"),
        ({"account": "64", "effect": "left_out", "explanation": "x"}, "Choose the reason why the lines do not count."),
        ({"account": "64", "effect": "bought", "category": "food.dairy"}, "Say in a few words why"),
        (
            {"supplier_name": "x", "effect": "bought", "treatment": "purchase", "explanation": "x"},
            "Fill in the account.",
        ),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    vik: Organisation, as_finance: Client, filled: dict[str, str], sentence: str
) -> None:
    page = previewed(as_finance, filled)

    assert (page.status_code, sentence in words_of(page)) == (422, True)
    for name, value in filled.items():
        assert page.context["form"][name].value() == value
    assert rules_of(vik) == []


@pytest.mark.usefixtures("year")
def test_the_preview_leads_back_to_the_form_as_it_was_filled_in(as_finance: Client) -> None:
    page = previewed(as_finance, MILK)

    form = as_finance.post(NEW, {**hidden_in(page), "step": "edit"})

    assert form.status_code == 200
    assert {name: form.context["form"][name].value() for name in MILK} == MILK


@pytest.mark.usefixtures("year")
def test_nothing_is_saved_on_rules_that_somebody_changed_meanwhile(vik: Organisation, as_finance: Client) -> None:
    sent = hidden_in(previewed(as_finance, MILK))
    with at_work(vik):
        other = RuleDraft(account="74", category="food.dairy", explanation="Milk again")
        add_rule(organisation=vik, draft=other)

    page = as_finance.post(NEW, sent)

    assert "The rules have been changed since you looked." in words_of(page)
    assert [rule.explanation for rule in rules_of(vik)] == ["Milk again"]
    as_finance.post(NEW, hidden_in(page))
    assert {rule.explanation for rule in rules_of(vik)} == {"Milk again", "They make milk"}


@pytest.mark.usefixtures("year")
def test_a_rule_is_changed_with_a_preview(vik: Organisation, as_finance: Client) -> None:
    as_finance.post(NEW, hidden_in(previewed(as_finance, MILK)))
    (rule,) = rules_of(vik)
    address = f"{RULES}{rule.uuid}/"
    assert as_finance.get(address).context["form"]["supplier_name"].value() == "mejeriet"

    page = previewed(as_finance, {**MILK, "category": "food.fish"}, address)
    as_finance.post(address, hidden_in(page))

    assert "Dairy and eggs Fish" in words_of(page)
    (changed,) = rules_of(vik)
    assert (changed.uuid, changed.category) == (rule.uuid, "food.fish")


@pytest.mark.usefixtures("year")
def test_a_rule_is_ended_with_a_preview(vik: Organisation, as_finance: Client) -> None:
    as_finance.post(NEW, hidden_in(previewed(as_finance, MILK)))
    (rule,) = rules_of(vik)

    page = as_finance.get(f"{RULES}{rule.uuid}/end/")
    answer = as_finance.post(f"{RULES}{rule.uuid}/end/", hidden_in(page))

    assert "Dairy and eggs Food, mixed 1 SEK 8,000" in words_of(page)
    assert (answer["Location"], rules_of(vik)) == (f"{RULES}?made={rule.uuid}", [])
    assert as_finance.get(f"{RULES}{rule.uuid}/").status_code == 404


@pytest.mark.usefixtures("year")
def test_a_policy_is_switched_with_a_preview(vik: Organisation, as_finance: Client) -> None:
    address = f"{RULES}policies/count_free_choice_schools/"
    page = as_finance.get(address)
    assert "SEK 70,000 less would count." in words_of(page)

    as_finance.post(address, hidden_in(page))

    with at_work(vik):
        assert policies_under(latest_mapping_version(vik))["count_free_choice_schools"] is False
    back = as_finance.get(address)
    assert "SEK 70,000 more would count." in words_of(back)


def test_a_policy_that_there_is_not_is_no_page(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    assert as_finance.get(f"{RULES}policies/count_everything/").status_code == 404


@pytest.mark.usefixtures("year")
def test_the_form_starts_from_what_the_page_was_about(vik: Organisation, as_finance: Client) -> None:
    card = card_of(vik, "Bygg i Ekby AB")

    form = as_finance.get(f"{NEW}?account=61700&supplier={card.uuid}&category=construction.buildings").context["form"]

    started = {name: form[name].value() for name in ("account", "supplier_number", "supplier_name", "category")}
    assert started == {
        "account": "61700!",
        "supplier_number": "559900-0060",
        "supplier_name": None,
        "category": "construction.buildings",
    }


@pytest.mark.usefixtures("year")
def test_a_sole_traders_number_is_filled_in_for_the_finance_role_only(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    card = card_of(vik, SOLE_TRADER.supplier)
    officer = in_english(make_member("Olle Officer", vik, Role.OFFICER))

    seen = [browser.get(f"{NEW}?supplier={card.uuid}").context["form"] for browser in (as_finance, officer)]

    assert [form["supplier_number"].value() for form in seen] == [SOLE_TRADER.number, None]
    assert [form["supplier_name"].value() for form in seen] == [None, SOLE_TRADER.supplier]


@pytest.mark.usefixtures("year")
def test_a_masked_number_survives_a_change_by_somebody_who_may_not_see_it(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client]
) -> None:
    filled = {**MILK, "supplier_name": "", "supplier_number": SOLE_TRADER.number}
    as_finance.post(NEW, hidden_in(previewed(as_finance, filled)))
    (rule,) = rules_of(vik)
    officer = in_english(make_member("Olle Officer", vik, Role.OFFICER))
    address = f"{RULES}{rule.uuid}/"
    shown = officer.get(address).context["form"]["supplier_number"].value()

    page = previewed(officer, {**filled, "supplier_number": shown, "category": "food.fish"}, address)
    officer.post(address, hidden_in(page))

    assert shown == "••••••-••••"
    assert SOLE_TRADER.number not in page.content.decode()
    assert [(row.supplier_number, row.category) for row in rules_of(vik)] == [(SOLE_TRADER.number, "food.fish")]


def test_without_accounts_a_rule_can_be_made_beforehand(vik: Organisation, as_finance: Client) -> None:
    page = previewed(as_finance, MILK)
    assert "There are no accounts yet, so nothing moves." in words_of(page)

    as_finance.post(NEW, hidden_in(page))

    assert len(rules_of(vik)) == 1


def test_a_preview_asks_as_often_for_many_years_and_accounts_as_for_one(
    vik: Organisation, as_finance: Client, tmp_path: Path
) -> None:
    calculated(vik, tmp_path, 2024)
    with CaptureQueriesContext(connection) as few:
        previewed(as_finance, MILK)
    calculated(vik, tmp_path, 2023)
    imported(vik, tmp_path, 2022)
    with CaptureQueriesContext(connection) as many:
        page = previewed(as_finance, {**MILK, "supplier_name": "", "account": "6"})

    assert [year.year for year in page.context["preview"].moving] == [2024, 2023, 2022]
    assert len(many) == len(few) <= MOST_QUERIES
