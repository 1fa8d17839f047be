"""Joint staircases by the API: propose, vote, decide, take over, compare, and revise."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.api.callers import Caller
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.joint_staircases import make_joint

pytestmark = pytest.mark.django_db
STEPS = [{"threshold": "40", "months": 0}, {"threshold": "60", "months": 24}]


@pytest.fixture
def joint(network: Caller, cast: Cast) -> dict[str, Any]:
    """A joint staircase that Fjordnett proposes to everybody."""
    with open_access(access_for_work(cast.network.pk)):
        requirement = str(make_published(cast.network).uuid)
    said = {"title": "Varelevering", "requirement": requirement, "category": "transport.goods", "seen_by": "public"}
    made = network.post("organisations/fjordnett/joint-staircases/", {**said, "steps": STEPS})
    assert made.status_code == 201, made.content
    found: dict[str, Any] = made.json()
    return found


def of(joint: dict[str, Any], part: str = "", *, place: str = "ekby") -> str:
    return f"organisations/{place}/joint-staircases/{joint['joint']}/{part}"


def agree(joint: dict[str, Any], network: Caller, *members: tuple[Caller, str]) -> Any:
    version = joint["versions"][0]["version"]
    for member, place in members:
        member.send("put", of(joint, "vote/", place=place), {"version": version, "answer": "yes"})
    return network.post(of(joint, "decision/", place="fjordnett"), {"version": version, "accepted": True})


def test_a_network_agrees_and_members_take_over(
    buyer: Caller, neighbour: Caller, network: Caller, joint: dict[str, Any]
) -> None:
    assert agree(joint, network).status_code == 422
    agreed = agree(joint, network, (buyer, "ekby"), (neighbour, "granby")).json()
    assert (agreed["agreed"], agreed["proposed"], len(agreed["versions"][0]["votes"])) == (1, None, 2)
    assert agree(joint, network).status_code == 409
    buyer.send("put", of(joint, "adoption/"), {"way": "as_it_is"})
    later = neighbour.send("put", of(joint, "adoption/", place="granby"), {"way": "later", "months_later": 6})
    assert later.status_code == 200, later.content

    read = buyer.get(f"{of(joint)}?first_day=2028-01-01&months=48").json()
    ours, theirs = read["matrix"]
    assert (ours["way"], [cell["months"] for cell in theirs["steps"]]) == ("as_it_is", [6, 30])
    assert [(each["first"], each["last"], each["spread"]) for each in read["conflicts"]] == [
        ("2028-01-01", "2028-06-30", "0"), ("2030-01-01", "2030-06-30", "20"),
    ]  # fmt: skip
    assert read["conflicts"][0]["asked"][1] == {"name": "Granby kommun", "threshold": None}
    assert buyer.send("delete", of(joint, "adoption/")).json()["matrix"][0]["way"] is None


def test_what_lacks_is_told(buyer: Caller, network: Caller, joint: dict[str, Any]) -> None:
    agree(joint, network, (buyer, "ekby"))
    refused = buyer.send("put", of(joint, "adoption/"), {"way": "otherwise"})

    assert refused.status_code == 422
    assert [(each["code"], each["field"]) for each in refused.json()["errors"]] == [
        ("no_steps", "steps"), ("no_reason", "reason"),
    ]  # fmt: skip
    assert all(each["message"].endswith(".") for each in refused.json()["errors"])


def test_only_the_network_decides_and_only_members_vote(buyer: Caller, network: Caller, joint: dict[str, Any]) -> None:
    version = joint["versions"][0]["version"]

    assert buyer.post(of(joint, "decision/"), {"version": version, "accepted": True}).status_code == 403
    assert buyer.post(of(joint, "versions/"), {"steps": STEPS, "note": "Nytt"}).status_code == 403
    vote = {"version": version, "answer": "yes"}
    assert network.send("put", of(joint, "vote/", place="fjordnett"), vote).status_code == 422
    assert buyer.post("organisations/ekby/joint-staircases/", {"title": "x"}).status_code == 400


def test_steps_are_revised_while_what_is_agreed_holds(buyer: Caller, network: Caller, joint: dict[str, Any]) -> None:
    agree(joint, network, (buyer, "ekby"))
    path = of(joint, "versions/", place="fjordnett")
    lower = network.post(path, {"steps": [STEPS[1], {"threshold": "50", "months": 36}], "note": "Lavere"})
    assert (lower.status_code, lower.json()["errors"][0]["code"]) == (422, "not_higher")
    raised = network.post(path, {"steps": [*STEPS, {"threshold": "80", "months": 36}], "note": "Høyere"})

    assert (raised.status_code, raised.json()["agreed"], raised.json()["proposed"]) == (201, 1, 2)
    (row,) = buyer.get("organisations/ekby/joint-staircases/?category=transport").json()["results"]
    assert (row["agreed"], row["proposed"], row["network"]) == (1, 2, "fjordnett")


def test_anyone_reads_what_will_be_asked(buyer: Caller, network: Caller, joint: dict[str, Any]) -> None:
    agree(joint, network, (buyer, "ekby"))
    buyer.send("put", of(joint, "adoption/"), {"way": "as_it_is"})
    answer = Client().get("/api/v1/coming/?category=transport")
    (coming,) = answer.json()["results"]

    assert (coming["buyer"], coming["network"], len(coming["steps"])) == ("Ekby kommun", "Fjordnett", 2)
    assert coming["differs"] is False
    assert (coming["way"], coming["months_later"]) == ("as_it_is", 0)
    assert coming["steps"][1] == {"threshold": "60", "first": None, "last": None, "months": 24}
    assert "public" in answer["Cache-Control"]
    assert Client().get("/api/v1/coming/", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert Client().get("/api/v1/coming/?category=food").json()["results"] == []


def test_a_longer_list_asks_the_database_no_more(
    buyer: Caller, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        make_joint(cast.network)
    asked_for = []
    for number in (1, 3):
        with django_assert_max_num_queries(30) as queries:
            rows = buyer.get(f"organisations/ekby/joint-staircases/?page_size={number}").json()["results"]
        asked_for.append(len(queries))
        assert [row["proposed"] for row in rows] == [1] * number

    assert asked_for[0] == asked_for[1]
