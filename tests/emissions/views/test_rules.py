"""The rules page: what each rule takes, choices with both results, own rules with undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from emissions.models import ClassificationRule, Footprint
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, calculated, imported
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.organisations import make_member

RULES = "/o/vik/accounts/rules/"
MOST_QUERIES = 25
SCHOOL = Posting("02-01", "46319", "Köp, fristående grundskola", "70000.00", "Friskolan AB", "559900-0144")
MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")


def own_rule(vik: Organisation, draft: RuleDraft = MILK) -> ClassificationRule:
    with at_work(vik):
        return add_rule(organisation=vik, draft=draft)


def test_without_accounts_the_rules_stand_there_all_the_same(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    text = words_of(as_finance.get(RULES))

    assert "They take nothing yet: there are no accounts." in text
    assert "Left out: Transfers and grants" in text
    assert "Which rule wins A rule of your own that leaves lines out" in text


def test_a_shipped_rule_shows_what_it_takes(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)

    text = words_of(as_finance.get(RULES))

    assert "Grants given bring no goods or services in return. 1 SEK 25,000" in text
    assert "Capital good Code begins with 11, 12" in text
    assert "1 SEK 90,000" in text


def test_rules_are_those_of_the_organisations_chart(vik: Organisation, as_finance: Client) -> None:  # noqa: ARG001
    page = as_finance.get(RULES)

    assert {row.rule.reference[:3] for row in page.context["idle"]} == {"kb-"}
    assert "Account class 3 is investment" not in words_of(page)


def test_a_choice_shows_both_results(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    calculated(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, SCHOOL])

    page = as_finance.get(RULES)

    (policy,) = [entry for entry in page.context["policies"] if entry["code"] == "count_free_choice_schools"]
    ((currency, now, other),) = policy["results"]
    assert (currency, now - other) == ("SEK", 70000)
    assert policy["preview"].kg_change < 0
    assert "Yes, as now: counted" in words_of(page)


def test_own_rules_show_what_they_ask_say_and_take(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)
    rule = own_rule(vik)

    page = as_finance.get(RULES)

    assert "They make milk Supplier: mejeriet Dairy and eggs 1 SEK 8,000 Change" in words_of(page)
    assert f"/o/vik/accounts/mapping/?rule={rule.uuid}" in page.content.decode()


def test_a_rule_that_was_just_made_can_be_undone(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)
    rule = own_rule(vik)
    assert "The rule “They make milk” holds from now on." in words_of(as_finance.get(f"{RULES}?made={rule.uuid}"))

    answer = as_finance.post(f"{RULES}{rule.uuid}/undo", follow=True)

    text = words_of(answer)
    assert "Undone: the rule is as it was before." in text
    assert "One rule that has ended They make milk Supplier: mejeriet" in text


def test_ended_rules_stay_readable_and_can_be_used_again(vik: Organisation, as_finance: Client, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024)
    rule = own_rule(vik)
    with at_work(vik):
        end_rule(rule=rule)
    assert "One rule that has ended" in words_of(as_finance.get(RULES))

    answer = as_finance.post(f"{RULES}{rule.uuid}/undo", follow=True)

    assert [row.rule.why for row in answer.context["own"]] == ["They make milk"]
    assert answer.context["ended"] == []


@pytest.mark.parametrize(("role", "may"), [(Role.READER, False), (Role.LEADER, False), (Role.OFFICER, True)])
def test_who_may_change_rules(
    vik: Organisation, in_english: Callable[[User], Client], tmp_path: Path, role: Role, *, may: bool
) -> None:
    imported(vik, tmp_path, 2024)
    rule = own_rule(vik)
    browser = in_english(make_member("Olle Other", vik, role))

    assert ("New rule" in words_of(browser.get(RULES))) is may
    assert browser.get(f"{RULES}new/").status_code == (200 if may else 404)
    for path in (f"{rule.uuid}/", f"{rule.uuid}/end/", "policies/count_free_choice_schools/"):
        assert browser.get(f"{RULES}{path}").status_code == (200 if may else 404)


def test_personal_numbers_in_rules_are_for_the_finance_role(
    vik: Organisation, as_finance: Client, in_english: Callable[[User], Client], tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024)
    own_rule(vik, RuleDraft(supplier_number="850709-9805", category="services.consulting", explanation="Lena advises"))
    officer = in_english(make_member("Olle Officer", vik, Role.OFFICER))

    assert "Supplier number: 850709-9805" in words_of(as_finance.get(RULES))
    assert "Supplier number: ••••••-••••" in words_of(officer.get(RULES))
    assert "850709" not in officer.get(RULES).content.decode()


def test_the_page_asks_as_often_for_many_rules_as_for_one(
    vik: Organisation,
    as_finance: Client,
    footprint: Footprint,  # noqa: ARG001 - tonnes are shown, too
    tmp_path: Path,
) -> None:
    own_rule(vik)
    as_finance.get(RULES)
    few = queries_of(as_finance, RULES)
    imported(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, SCHOOL, FOOD])
    for account in ("61", "74", "65"):
        own_rule(vik, RuleDraft(account=account, category="food.dairy", explanation=f"Milk on {account}"))

    assert queries_of(as_finance, RULES) == few <= MOST_QUERIES
