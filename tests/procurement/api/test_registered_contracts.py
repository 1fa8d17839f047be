"""Contracts that were signed elsewhere, by the API: registered, mended, given obligations, read with what was spent."""

from typing import Any
from uuid import uuid4

import pytest

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import Contract
from tests.api.callers import Caller, make_caller
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.contracts import make_contract, make_signed
from tests.factories.ledgers import footprint_of_sample
from tests.factories.organisations import make_organisation
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db
CONTRACTS = "organisations/ekby/contracts/"
SAID: dict[str, Any] = {
    "title": "Energy", "signed_on": "2023-12-01", "first_day": "2024-01-01", "months": 24, "options": [12],
    "value": "100000.00", "parties": [{"name": "Energibolaget i Ekby AB", "number": "559900-0033"}],
}  # fmt: skip


def errors_of(answer: Any) -> list[str]:
    return [error["field"] for error in answer.json()["errors"]]


def test_a_contract_is_registered_once_mended_and_read_with_what_was_spent(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        footprint_of_sample(cast.ekby)
    said = {**SAID, "key": str(uuid4())}
    made = buyer.post(CONTRACTS, said)
    assert made.status_code == 201, made.content
    assert buyer.post(CONTRACTS, said).json()["contract"] == made.json()["contract"]
    read = made.json()
    assert (read["state"], read["currency"], read["last_day"], read["revision"]) == ("signed", "SEK", "2025-12-31", 1)
    (spend,) = read["spend"]
    assert (spend["year"], spend["found"], spend["money"]) == (2024, "by_supplier", {"SEK": "41250.00"})
    path = f"{CONTRACTS}{read['contract']}/"
    mended = buyer.send("patch", path, {"revision": 1, "number": "E-1"})
    assert (mended.status_code, mended.json()["number"], mended.json()["months"]) == (200, "E-1", 24)
    assert buyer.send("patch", path, {"revision": 1, "number": "E-2"}).status_code == 409


def test_what_looks_the_same_is_refused_unless_it_is_said_to_be_another(buyer: Caller) -> None:
    made = buyer.post(CONTRACTS, SAID).json()
    again = buyer.post(CONTRACTS, {**SAID, "key": str(uuid4())})
    assert (again.status_code, errors_of(again)) == (422, ["is_another"])
    another = buyer.post(CONTRACTS, {**SAID, "is_another": True})
    assert another.status_code == 201
    assert another.json()["contract"] != made["contract"]


def test_what_cannot_be_names_its_field(buyer: Caller) -> None:
    late = buyer.post(CONTRACTS, {**SAID, "first_day": "2023-11-30"})
    assert (late.status_code, errors_of(late)) == (422, ["first_day"])
    assert errors_of(buyer.post(CONTRACTS, {**SAID, "category": "no such"})) == ["category"]
    assert errors_of(buyer.post(CONTRACTS, {**SAID, "parties": []})) == ["parties"]
    assert buyer.post(CONTRACTS, {"title": "Alone"}).status_code == 400


def test_obligations_are_added_and_mended_with_a_reason(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby)
    read = buyer.post(CONTRACTS, SAID).json()
    path = f"{CONTRACTS}{read['contract']}/obligations/"
    own = {"revision": 1, "title": "Vans", "direction": "at_least", "unit": "%", "themes": ["wages"]}
    own |= {"audit_right": "Yes"}
    steps = [{"threshold": "50", "months": 0}, {"threshold": "80", "day": "2025-01-01"}]
    added = buyer.post(path, {**own, "steps": steps})
    assert added.status_code == 201, added.content
    said = added.json()
    assert [step["first_day"] for step in said["steps"]] == ["2024-01-01", "2025-01-01"]
    assert (said["themes"], said["audit_right"]) == (["wages"], "Yes")
    assert errors_of(buyer.post(path, {**own, "revision": 2, "steps": [{"threshold": "1"}]})) == ["steps.0.months"]
    of_bank = buyer.post(path, {"revision": 2, "version": str(version.uuid), "values": {"share": "60"}})
    assert (of_bank.status_code, of_bank.json()["version"]) == (201, str(version.uuid))
    one = f"{path}{said['obligation']}/"
    mended = buyer.send("patch", one, {"revision": 3, "because": "Slip", "steps": [{"threshold": "60", "months": 0}]})
    assert (mended.status_code, [step["threshold"] for step in mended.json()["steps"]]) == (200, ["60"])
    assert mended.json()["title"] == "Vans"
    assert buyer.send("patch", one, {"revision": 4, "because": ""}).status_code == 422


def test_an_award_and_a_reader_are_kept_out(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        signed = make_signed(make_contract(make_rising(cast.ekby).procurement))
    path = f"{CONTRACTS}{signed.uuid}/"
    refused = buyer.send("patch", path, {"revision": signed.revision, "title": "Mine"})
    assert refused.status_code == 422
    assert buyer.post(f"{path}obligations/", {"revision": signed.revision, "title": "More"}).status_code == 422
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    assert reader.post(CONTRACTS, SAID).status_code == 403
    with open_access(access_for_work(cast.ekby.pk)):
        assert Contract.objects.count() == 1


def shared_with(answer: Any) -> list[str]:
    return [each["organisation"] for each in answer.json()["shared_with"]]


def test_a_contract_is_shared_with_those_who_are_named(buyer: Caller, neighbour: Caller) -> None:
    made = buyer.post(CONTRACTS, {**SAID, "kind": "framework", "buyers": ["granby", "ekby", "granby"]})
    assert made.status_code == 201, made.content
    assert [(each["organisation"], each["may_call_off"]) for each in made.json()["shared_with"]] == [("granby", True)]
    theirs = f"organisations/granby/contracts/{made.json()['contract']}/"
    assert neighbour.get(theirs).json()["kept_by"] == "ekby"
    path = f"{CONTRACTS}{made.json()['contract']}/"
    assert shared_with(buyer.send("patch", path, {"revision": 1, "number": "E-1"})) == ["granby"]
    assert shared_with(buyer.send("patch", path, {"revision": 2, "buyers": []})) == []
    assert neighbour.get(theirs).status_code == 404


@pytest.mark.parametrize("name", ["nowhere", "stranger"])
def test_who_is_in_no_network_shares_nothing(buyer: Caller, name: str) -> None:
    make_organisation("stranger")
    refused = buyer.post(CONTRACTS, {**SAID, "buyers": ["granby", name]})
    assert (refused.status_code, errors_of(refused)) == (422, ["buyers"])
    assert name in refused.json()["errors"][0]["message"]
    assert buyer.get(CONTRACTS).json()["results"] == []


def test_whoever_shares_a_contract_changes_nothing_of_it(buyer: Caller, neighbour: Caller) -> None:
    made = buyer.post(CONTRACTS, {**SAID, "buyers": ["granby"]}).json()["contract"]
    theirs = f"organisations/granby/contracts/{made}/"
    assert neighbour.send("patch", theirs, {"revision": 1, "buyers": []}).status_code == 404
    assert neighbour.post(f"{theirs}withdraw/", {"revision": 1, "because": "Ours"}).status_code == 404
    assert neighbour.get(theirs).json()["state"] == "signed"


def test_a_slip_is_withdrawn_once_and_stays_readable(buyer: Caller) -> None:
    made = buyer.post(CONTRACTS, SAID).json()["contract"]
    path = f"{CONTRACTS}{made}/"
    said = {"revision": 1, "because": "Registered twice"}
    empty = buyer.post(f"{path}withdraw/", {**said, "because": " "})
    assert (empty.status_code, errors_of(empty)) == (422, ["because"])
    stale = buyer.post(f"{path}withdraw/", {**said, "revision": 2})
    assert (stale.status_code, errors_of(stale)) == (409, ["revision"])
    first, second = (buyer.post(f"{path}withdraw/", said) for _time in range(2))
    assert (first.status_code, second.status_code) == (200, 200), first.content
    for answer in (first, second, buyer.get(path)):
        read = answer.json()
        assert (read["state"], read["withdrawn_because"], read["revision"]) == ("withdrawn", "Registered twice", 2)
    assert buyer.get(CONTRACTS).json()["results"] == []
    assert buyer.send("patch", path, {"revision": 2, "title": "Again"}).status_code == 422


def test_what_is_no_slip_is_not_withdrawn(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        signed = make_signed(make_contract(make_rising(cast.ekby).procurement))
    path = f"{CONTRACTS}{signed.uuid}/withdraw/"
    assert buyer.post(path, {"revision": signed.revision, "because": "Slip"}).status_code == 422
    own = f"{CONTRACTS}{buyer.post(CONTRACTS, SAID).json()['contract']}/"
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    assert reader.post(f"{own}withdraw/", {"revision": 1, "because": "Slip"}).status_code == 403
    assert buyer.get(own).json()["state"] == "signed"
