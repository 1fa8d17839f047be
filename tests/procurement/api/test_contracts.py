"""Contracts by the API: found by state, days and supplier, and read with what they oblige to."""

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import Contract, ContractParty, Procurement
from procurement.services.called_off import withdraw_call_off
from procurement.services.procurements import name_buyers
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.contracts import BUSES, TRAMS, make_call_off, make_contract, make_signed
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db
CONTRACTS = "organisations/ekby/contracts/"


@pytest.fixture
def framework(cast: Cast) -> Contract:
    """A signed framework agreement with two suppliers that Granby shares."""
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework")
        name_buyers(procurement, [cast.granby])
        return make_signed(make_contract(procurement, BUSES, TRAMS, together=True))


def test_contracts_are_found_by_state_days_and_supplier(buyer: Caller, framework: Contract) -> None:
    for query, found in (
        ("", 1), ("?state=running", 1), ("?state=ended", 0), ("?state=unsigned", 0), ("?q=trikk", 1),
        ("?ends_before=2031-08-01", 1), ("?ends_before=2031-07-31", 0), ("?supplier_number=974760673", 1),
        ("?supplier_number=1", 0),
    ):  # fmt: skip
        assert len(buyer.get(CONTRACTS + query).json()["results"]) == found, query
    (row,) = buyer.get(CONTRACTS).json()["results"]
    assert (row["contract"], row["kind"], row["state"]) == (str(framework.uuid), "framework", "signed")
    assert [(party["name"], party["rank"]) for party in row["parties"]] == [("Buss AS", 1), ("Trikk AS", 2)]
    assert buyer.get(f"{CONTRACTS}?state=lost").status_code == 400
    assert buyer.get(f"{CONTRACTS}?ends_before=0001-01-01").status_code == 422


def test_a_withdrawn_call_off_is_listed_where_it_is_asked_for(
    buyer: Caller, neighbour: Caller, cast: Cast, framework: Contract
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        made = make_call_off(framework)
        withdraw_call_off(made, because="Ordered twice", revision=1)
    assert len(buyer.get(CONTRACTS).json()["results"]) == 1
    (row,) = buyer.get(f"{CONTRACTS}?state=withdrawn").json()["results"]
    assert (row["contract"], row["state"]) == (str(made.uuid), "withdrawn")
    assert neighbour.get("organisations/granby/contracts/?state=withdrawn").json()["results"] == []


def test_a_contract_is_read_with_extensions_and_steps_on_days(
    buyer: Caller, neighbour: Caller, framework: Contract
) -> None:
    said = buyer.get(f"{CONTRACTS}{framework.uuid}/").json()
    assert [(option["number"], option["notice_on"]) for option in said["options"]] == [
        (1, "2031-05-01"), (2, "2032-05-01"),
    ]  # fmt: skip
    assert [each["organisation"] for each in said["shared_with"]] == ["granby"]
    (obligation,) = said["obligations"]
    steps = [(step["threshold"], step["first_day"], step["needs_option"]) for step in obligation["steps"]]
    assert steps == [("40", "2027-08-01", False), ("60", "2029-08-01", False), ("80", "2031-08-01", True)]

    shared = neighbour.get(f"organisations/granby/contracts/{framework.uuid}/").json()
    assert (shared["kept_by"], shared["obligations"][0]["wording"]) == ("ekby", obligation["wording"])


def test_the_number_of_a_person_is_hidden_and_that_of_a_company_is_not(
    buyer: Caller, cast: Cast, framework: Contract
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        ContractParty.objects.filter(name="Buss AS").update(number="850709-9805")
        ContractParty.objects.filter(name="Trikk AS").update(number="556687-3963")

    (row,) = buyer.get(CONTRACTS).json()["results"]
    for said in (row, buyer.get(f"{CONTRACTS}{framework.uuid}/").json()):
        assert [party["number"] for party in said["parties"]] == ["••••••-••••", "556687-3963"]


def test_contracts_of_others_are_not_there(network: Caller, neighbour: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        contract = make_contract(make_rising(cast.ekby).procurement)
    for caller, place in ((network, cast.network.slug), (neighbour, "granby")):
        assert caller.get(f"organisations/{place}/contracts/").json()["results"] == []
        assert caller.get(f"organisations/{place}/contracts/{contract.uuid}/").status_code == 404


def test_more_contracts_ask_the_database_no_more(
    buyer: Caller, cast: Cast, framework: Contract, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked_for = []
    for number in (1, 3):
        with open_access(access_for_work(cast.ekby.pk)):
            while Contract.objects.count() < number:
                make_call_off(framework, title=f"Skyss {Contract.objects.count()}")
        for path in (CONTRACTS, f"{CONTRACTS}{framework.uuid}/"):
            with django_assert_max_num_queries(25) as queries:
                buyer.get(path)
            asked_for.append(len(queries))
        assert len(buyer.get(CONTRACTS).json()["results"]) == number

    assert asked_for[:2] == asked_for[2:]
