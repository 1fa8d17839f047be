"""Rules over the API: read, brought in as sets, and a network's published and taken over."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections, transaction

from emissions.models import NetworkRuleSet
from emissions.services.ledger_lock import hold_ledger
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.emissions.api.conftest import at_work, import_file
from tests.factories.organisations import join_network, make_organisation

RULES, SETS = "organisations/vik/classification-rules/", "organisations/vik/classification-rule-sets/"
MILK = {"supplier_name": "mejeriet", "category": "food.dairy", "explanation": "They make milk"}
NOTHING = {"category": "food.dairy", "explanation": "For no line"}


def brought(erp: Caller, *rules: dict[str, Any], **said: Any) -> Any:
    return erp.post(SETS, {"rules": list(rules), **said}, Accept_Language="en")


@pytest.mark.usefixtures("imported")
def test_a_set_is_looked_at_brought_in_and_read(erp: Caller) -> None:
    looked = brought(erp, MILK, NOTHING, only_look=True).json()
    assert (looked["new"], looked["mapping_version"]) == (1, None)
    assert [(one["row"], one["field"]) for one in looked["wrong"]] == [(2, "")]
    assert erp.get(RULES).json()["results"] == []

    refused = brought(erp, MILK, NOTHING)
    assert refused.status_code == 422
    made = brought(erp, MILK, NOTHING, leave_wrong=True).json()
    again = brought(erp, MILK).json()

    assert (made["new"], made["mapping_version"]) == (1, 2)
    assert (again["same"], again["mapping_version"]) == (1, None)
    (rule,) = erp.get(RULES).json()["results"]
    assert (rule["supplier_name"], rule["category"], rule["network"]) == ("mejeriet", "food.dairy", None)


@pytest.mark.usefixtures("imported")
def test_a_set_that_was_looked_at_does_not_come_into_other_rules(erp: Caller) -> None:
    seen = brought(erp, MILK, only_look=True).json()["seen"]
    greens = {"supplier_name": "grönsaker", "category": "food.fruit_vegetables", "explanation": "They grow them"}
    assert brought(erp, greens, seen=seen).json()["new"] == 1

    late = brought(erp, MILK, seen=seen)

    assert (late.status_code, "have been changed since you looked" in late.json()["detail"]) == (409, True)
    assert brought(erp, MILK, seen=seen + 1).json()["new"] == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_the_same_at_once_the_second_is_told_that_it_is_there(vik: Organisation, erp: Caller) -> None:
    import_file(vik, "ekby_supplier_ledger.csv")

    def send() -> dict[str, Any]:
        try:
            return dict(brought(erp, MILK).json())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        with at_work(vik), transaction.atomic():
            hold_ledger(vik)
            answers = [pool.submit(send) for _ in range(2)]
            wait_for_locks(2)
        told = sorted((answer.result(30) for answer in answers), key=lambda said: said["new"])

    assert [(said["new"], said["same"], said["mapping_version"]) for said in told] == [(0, 1, None), (1, 0, 2)]


def wait_for_locks(people: int) -> None:
    """Return once so many wait for the accounts."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with connection.cursor() as cursor:
        for _ in range(1_000):
            cursor.execute(f"SELECT pg_sleep(0.01), ({waiting})")
            if cursor.fetchone()[1] == people:
                return
    pytest.fail("Nobody waits.")


@pytest.mark.usefixtures("imported")
@pytest.mark.parametrize("condition", ["supplier_number", "text", "unit", "agreement"])
def test_a_client_that_sees_no_personal_numbers_asks_for_none(vik: Organisation, condition: str) -> None:
    officer = make_caller(vik, Role.OFFICER, scopes=("read", "ledger:write"), name="Purchasing system").sign_in()
    asking = {"account": "6", "category": "food.dairy", "explanation": "Guessed", condition: "850709-9805"}

    looked = brought(officer, asking, NOTHING, only_look=True).json()
    assert [(one["row"], one["field"]) for one in looked["wrong"]] == [(1, condition), (2, "")]
    assert brought(officer, asking).status_code == 422
    made = brought(officer, asking, MILK, leave_wrong=True).json()
    assert (made["new"], len(made["wrong"])) == (1, 1)


@pytest.mark.usefixtures("imported")
def test_what_is_no_rule_is_refused_by_field(erp: Caller) -> None:
    answer = brought(erp, {**MILK, "category": 7, "colour": "red"})

    assert answer.status_code == 400
    assert {error["field"] for error in answer.json()["errors"]} == {"rules.0.colour"}


@pytest.mark.usefixtures("imported")
def test_a_network_publishes_and_a_member_takes_over(vik: Organisation, erp: Caller) -> None:
    network = make_organisation("nettet", kind=Organisation.Kind.NETWORK)
    join_network(vik, network)
    program = make_caller(network, Role.FINANCE).sign_in()
    program.post("organisations/nettet/classification-rule-sets/", {"rules": [MILK]})
    here = "organisations/vik/network-rules/nettet/"
    assert erp.get(here).status_code == 404

    published = program.post("organisations/nettet/published-rule-sets/", {"note": "Milk"})
    (seen,) = erp.get("organisations/vik/network-rules/").json()["results"]
    chosen = erp.send("put", here, {"is_on": True, "follows": "asks", "revision": seen["revision"]})

    assert (published.status_code, published.json()["number"]) == (201, 1)
    assert (seen["is_on"], seen["newest"]["rules"][0]["supplier_name"]) == (False, "mejeriet")
    assert (chosen.json()["taken"], erp.get(RULES).json()["results"][0]["network"]) == (1, "nettet")
    program.post(
        "organisations/nettet/classification-rule-sets/",
        {"rules": [{"account": "74", "category": "it.services", "explanation": "x"}]},
    )
    program.post("organisations/nettet/published-rule-sets/", {})
    assert erp.post(f"{here}take-over/", {}).json()["taken"] == 2
    assert len(erp.get(RULES).json()["results"]) == 2
    late = erp.send("put", here, {"is_on": False, "revision": 0})
    assert late.status_code in (409, 412)
    with at_work(network):
        assert NetworkRuleSet.objects.count() == 2
    assert erp.get("organisations/nettet/published-rule-sets/").status_code == 404
