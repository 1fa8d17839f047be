"""Rules of a network on the pages of its members, and of itself."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from emissions.models import NetworkRules, NetworkRuleSet
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, User
from tests.emissions.footprint_cases import at_work, imported
from tests.emissions.services.ledger_state import year_total_of
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import join_network, make_member, make_organisation

RULES = "/o/vik/accounts/rules/"
HERE = f"{RULES}networks/nettet/"
MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")


@pytest.fixture
def network(vik: Organisation, tmp_path: Path) -> Organisation:
    found = make_organisation("nettet", kind=Organisation.Kind.NETWORK)
    join_network(vik, found)
    imported(vik, tmp_path, 2024)
    with at_work(found):
        add_rule(organisation=found, draft=MILK)
    return found


@pytest.fixture
def coordinator(network: Organisation, in_english: Callable[[User], Client]) -> Client:
    return in_english(make_member("Nora Nett", network, Role.OFFICER))


def decided(browser: Client, **said: Any) -> Any:
    page: Any = browser.get(HERE)
    seen = {"revision": page.context["form"].initial["revision"], "seen": page.context["number"]}
    return browser.post(HERE, {"is_on": "yes", "follows": "asks", "step": "save", **seen, **said}, follow=True)


def test_published_seen_switched_on_left_out_and_taken_over(
    vik: Organisation, network: Organisation, coordinator: Client, as_finance: Client
) -> None:
    assert as_finance.get(HERE).status_code == 404
    page = coordinator.get("/o/nettet/accounts/rules/")
    assert "Kept here until you publish them" in words_of(page)
    coordinator.post("/o/nettet/accounts/rules/publish", {"note": "Milk first"})

    before = words_of(as_finance.get(HERE))
    assert "They do not hold here." in before
    assert "In 2024, one line would be counted differently." in before
    assert "Milk first" in before
    assert "Nettet kommune does not hold here version 1 is out" in words_of(as_finance.get(RULES))

    after = words_of(decided(as_finance))
    assert "Done. Rules that hold now: 1. Worded anew: 0." in after
    assert "Version 1 holds here." in after
    with at_work(vik):
        assert year_total_of(vik, 2024)["purchase", "food.dairy"] == 8000
        rule = NetworkRuleSet.objects.get().rules[0]["id"]
    assert "They make milk Rule from Nettet kommune · Supplier: mejeriet Dairy and eggs 1" in words_of(
        as_finance.get(RULES)
    )
    why = words_of(as_finance.get("/o/vik/accounts/mapping/why/?account=64400"))
    assert "Food, mixed" in why
    assert "switched off" in words_of(as_finance.post(f"{HERE}rules/{rule}", {"value": "off"}, follow=True))
    assert "It does not hold" not in words_of(as_finance.post(f"{HERE}rules/{rule}", {"value": "on"}, follow=True))

    with at_work(network):
        add_rule(organisation=network, draft=RuleDraft(account="74", category="it.services", explanation="Computers"))
    coordinator.post("/o/nettet/accounts/rules/publish", {})
    assert "Version 2 is out" in words_of(as_finance.get(HERE))
    assert "Version 2 holds here." in words_of(decided(as_finance, step="take_over"))


def test_who_saw_another_choice_is_told_and_readers_decide_nothing(
    vik: Organisation, coordinator: Client, as_finance: Client, as_leader: Client
) -> None:
    coordinator.post("/o/nettet/accounts/rules/publish", {})
    decided(as_finance)

    late = decided(as_finance, revision=0)

    assert (late.status_code, "Somebody else has decided" in words_of(late)) == (422, True)
    assert as_leader.get(HERE).status_code == 200
    assert as_leader.post(HERE, {"is_on": "no", "revision": 1}).status_code == 404
    with at_work(vik):
        assert NetworkRules.objects.get().is_on
