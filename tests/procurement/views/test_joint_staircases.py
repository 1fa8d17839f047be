"""Joint staircases are proposed, voted on, agreed and taken over on their pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import JointAdoption, JointStaircase, JointState, JointVersion, Vote
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.joint_staircases import agree_on, make_joint

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
NETWORK = "/o/fjordnett/procurements/joint-staircases/"
EKBY = "/o/ekby/procurements/joint-staircases/"
SAID = {"title": "Varelevering", "code": "net-010", "steps": "40 0\n60,5 24\n80 2031-01-01", "seen_by": "network"}


def test_a_network_proposes_and_its_members_see_it(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        make_published(cast.network, code="NET-010")
    answer = client_for(cast.nils).post(f"{NETWORK}new/", SAID)

    with open_access(access_for_work(cast.ekby.pk)):
        joint = JointStaircase.objects.get()
        assert joint.versions.get().steps == [
            {"threshold": "40", "months": 0},
            {"threshold": "60.5", "months": 24},
            {"threshold": "80", "day": "2031-01-01"},
        ]
    assert answer["Location"] == f"{NETWORK}{joint.uuid}/"
    assert client_for(cast.bo).get(f"{EKBY}{joint.uuid}/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"code": "NO-999"}, "code", "NO-999"),
        ({"steps": "forty 0"}, "steps", "forty 0"),
        ({"steps": "40 2031-02-31"}, "steps", "2031-02-31"),
        ({"steps": "60 0\n40 24"}, "steps", "2"),
        ({"steps": "40 0\n60 0"}, "steps", "2"),
        ({"steps": "400 0"}, "steps", "100"),
        ({"title": ""}, "title", ""),
    ],
)
def test_what_does_not_fit_stands_in_its_field(
    cast: Cast, client_for: In, changed: dict[str, str], field: str, said: str
) -> None:
    with open_access(access_for_work(cast.network.pk)):
        make_published(cast.network, code="NET-010")
    answer = client_for(cast.nils).post(f"{NETWORK}new/", SAID | changed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert said in str(answer.context["form"].errors[field])


def test_a_municipality_proposes_nothing(cast: Cast, client_for: In) -> None:
    assert client_for(cast.ada).post(f"{EKBY}new/", SAID)["Location"] == EKBY
    with open_access(access_for_work(cast.ekby.pk)):
        assert not JointStaircase.objects.exists()


def test_members_vote_and_the_network_decides(cast: Cast, client_for: In) -> None:
    joint = make_joint(cast.network)
    nils, ada = client_for(cast.nils), client_for(cast.ada)
    nils.post(f"{NETWORK}{joint.uuid}/decide/", {"decision": "agree"})
    with open_access(access_for_work(cast.network.pk)):
        assert JointVersion.objects.get().state == JointState.PROPOSED

    assert ada.post(f"{EKBY}{joint.uuid}/vote/", {}).status_code == 422
    assert ada.post(f"{EKBY}{joint.uuid}/vote/", {"answer": "yes", "comment": "Ready"}).status_code == 302
    again = ada.get(f"{EKBY}{joint.uuid}/").context["vote_form"]
    assert (again["answer"].value(), again["comment"].value()) == ("yes", "Ready")
    assert ada.post(f"{EKBY}{joint.uuid}/decide/", {"decision": "agree"}).status_code == 404
    nils.post(f"{NETWORK}{joint.uuid}/decide/", {"decision": "agree"})
    with open_access(access_for_work(cast.ekby.pk)):
        assert JointVersion.objects.get().state == JointState.AGREED
        assert Vote.objects.get().comment == "Ready"


def test_a_member_follows_later_otherwise_and_no_longer(cast: Cast, client_for: In) -> None:
    joint = make_joint(cast.network)
    agree_on(joint, cast.granby)
    ada, address = client_for(cast.ada), f"{EKBY}{joint.uuid}/"

    refused = ada.post(f"{address}take-over/", {"way": "otherwise", "steps": "30 0"})
    assert (refused.status_code, list(refused.context["take_form"].errors)) == (422, ["reason"])
    ada.post(f"{address}take-over/", {"way": "otherwise", "steps": "30 0", "reason": "Few hauliers"})
    page = client_for(cast.cilla).get(address.replace("ekby", "granby"))
    assert "Few hauliers" in page.content.decode()
    ada.post(f"{address}take-over/", {"way": "later", "months_later": "6"})
    assert ada.get(address).context["take_form"]["months_later"].value() == 6
    ada.post(f"{address}take-over/", {"leave": "1"})
    with open_access(access_for_work(cast.ekby.pk)):
        assert not JointAdoption.objects.exists()


def test_a_new_version_is_proposed_by_the_network_alone(cast: Cast, client_for: In) -> None:
    joint = make_joint(cast.network)
    agree_on(joint, cast.ekby)
    said = {"steps": "50 0\n90 24", "note": "The market is ready"}

    assert client_for(cast.ada).post(f"{EKBY}{joint.uuid}/revise/", said).status_code == 404
    nils = client_for(cast.nils)
    assert nils.post(f"{NETWORK}{joint.uuid}/revise/", {**said, "steps": "90 0\n50 24"}).status_code == 422
    nils.post(f"{NETWORK}{joint.uuid}/revise/", said)
    with open_access(access_for_work(cast.network.pk)):
        assert list(JointVersion.objects.values_list("number", "state")) == [(1, "agreed"), (2, "proposed")]


def test_a_stranger_sees_nothing_and_a_public_one_only_its_steps(cast: Cast, client_for: In) -> None:
    joint = make_joint(cast.network)
    petra = client_for(cast.petra)

    assert petra.get(f"{EKBY}{joint.uuid}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, number: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for _each in range(number):
        make_joint(cast.network)
    bo = client_for(cast.bo)
    bo.get(EKBY)
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        bo.get(EKBY)
