"""The pages of old wordings and of mappings, as somebody uses them."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import BasketItem, Counterpart, OldWording, RequirementVersion, WordingSet
from requirements_bank.services.map_bank import propose_counterparts
from tests.factories.bank import make_loaded_bank, make_published, said
from tests.factories.cast import Cast
from tests.factories.wordings import OLD, make_wording_set
from tests.requirements_bank.importers.test_old_wordings import SAMPLES

pytestmark = pytest.mark.django_db
WORDINGS = "/o/ekby/requirements/old-wordings/"
In = Callable[[User], Client]


def wording_of(cast: Cast, position: int) -> OldWording:
    with open_access(access_for_work(cast.ekby.pk)):
        return OldWording.objects.select_related("wording_set").get(position=position)


def act(client: Client, wording: OldWording, **data: str) -> str:
    answer = client.post(f"{WORDINGS}{wording.wording_set.uuid}/{wording.uuid}/", data, follow=True)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def ada(cast: Cast, client_for: In) -> Client:
    """An officer with a requirement in the bank, who reads English."""
    User.objects.update(language="en")
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1")
    return client_for(cast.ada)


def test_a_pasted_text_becomes_a_set_with_matches(ada: Client, cast: Cast) -> None:
    text = ada.post(WORDINGS, {"text": OLD}, follow=True).content.decode()

    assert "3 wordings, 0 decided." in text
    assert "Nearly the same" in text
    assert "EGN-1" in text
    assert "nearly the same as another one here" in text
    assert wording_of(cast, 1).is_left_out


@pytest.mark.parametrize("name", ["old_wordings.docx", "old_wordings.xlsx", "old_wordings.csv", "old_wordings.txt"])
def test_a_file_becomes_a_set(ada: Client, name: str) -> None:
    with (SAMPLES / name).open("rb") as file:
        answer = ada.post(WORDINGS, {"file": file}, follow=True)

    assert f"{name}</h1>" in answer.content.decode()


def test_another_column_is_read(ada: Client, cast: Cast) -> None:
    with (SAMPLES / "old_wordings.xlsx").open("rb") as file:
        ada.post(WORDINGS, {"file": file})
    with open_access(access_for_work(cast.ekby.pk)):
        kept = WordingSet.objects.get()

    ada.post(f"{WORDINGS}{kept.uuid}/column/", {"column": "Krav!D"})

    assert wording_of(cast, 1).place == "Krav!D:2"


def test_what_was_adopted_goes_into_the_basket_with_the_old_values(ada: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby, code="EGN-2")
        make_wording_set(cast.ekby, "Minst 55 % av leveransene skal skje med lastesykkel.")
    wording = wording_of(cast, 1)
    page = act(ada, wording, act="use", version=f"{requirement.uuid}:nb")
    assert "Put it into the basket with the old values" in page
    assert "EGN-2 is used from now on." in page

    sent = dict(re.findall(r'name="(version|v-share)" value="([^"]+)"', page[page.index("baskets/add/") :]))
    ada.post("/o/ekby/requirements/baskets/add/", sent)
    with open_access(access_for_work(cast.ekby.pk)):
        assert BasketItem.objects.get().values == {"share": "55"}


@pytest.mark.parametrize(
    ("data", "sentence"), [({}, "Paste a text, or choose a file."), ({"text": "Innhold"}, "No wording")]
)
def test_nothing_to_take_is_said(ada: Client, data: dict[str, str], sentence: str) -> None:
    answer = ada.post(WORDINGS, data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_wording_is_decided_and_opened_again(ada: Client, cast: Cast) -> None:
    ada.post(WORDINGS, {"text": OLD})
    with open_access(access_for_work(cast.ekby.pk)):
        version = RequirementVersion.objects.get()
        bank = version.requirement.bank
    chosen = f"{version.uuid}:nb"

    assert "EGN-1 is used from now on." in act(ada, wording_of(cast, 2), act="use", version=chosen)
    assert "decided already" in act(ada, wording_of(cast, 2), act="set_aside")
    assert "can be decided anew" in act(ada, wording_of(cast, 2), act="open_again")
    assert "EGN-1-V1 is begun" in act(ada, wording_of(cast, 2), act="vary", version=chosen)
    assert "is proposed to" in act(ada, wording_of(cast, 3), act="propose", bank=str(bank.uuid), reason="Alltid med")
    assert "Marked as not relevant." in act(ada, wording_of(cast, 4), act="set_aside")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"act": "use", "version": "nonsense"}, "not there any more"),
        ({"act": "propose", "bank": "nonsense", "reason": "x"}, "Choose a bank"),
        ({"act": "reword", "text": " "}, "required"),
        ({"act": "reword", "text": "Svinnet skal veies.\r\n\r\nPapir skal være resirkulert."}, "It is 2 wordings now."),
        ({"act": "join"}, "It is joined with the wording above."),
        ({"act": "leave_out"}, "It is left out."),
    ],
)
def test_what_a_button_does_is_told(ada: Client, cast: Cast, data: dict[str, str], sentence: str) -> None:
    ada.post(WORDINGS, {"text": OLD})

    assert sentence in act(ada, wording_of(cast, 3), **data)


def test_no_act_and_no_right_are_not_there(ada: Client, cast: Cast, client_for: In) -> None:
    ada.post(WORDINGS, {"text": OLD})
    wording = wording_of(cast, 2)
    address = f"{WORDINGS}{wording.wording_set.uuid}/{wording.uuid}/"

    assert ada.post(address, {"act": "explode"}).status_code == 404
    assert client_for(cast.bo).get(WORDINGS).status_code == 404
    assert client_for(cast.bo).post(address, {"act": "set_aside"}).status_code == 404


def test_the_set_asks_as_often_for_many_wordings_as_for_one(ada: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        few = make_wording_set(cast.ekby, "Svinnet skal veies.")
        many = make_wording_set(cast.ekby, "\n\n".join(f"Minst {n} % med lastesykkel skal gå." for n in range(15)))

    counts = []
    for kept in (few, many):
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(f"{WORDINGS}{kept.uuid}/?show=open").status_code == 200
        counts.append(len(queries))

    assert counts[0] + 1 >= counts[1]


def test_the_set_is_handed_out_as_excel(ada: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        kept = make_wording_set(cast.ekby)

    answer = ada.get(f"{WORDINGS}{kept.uuid}/export/")

    assert answer.content.startswith(b"PK")


def test_a_bank_is_mapped_one_by_one(ada: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_loaded_bank(cast.ekby, said("NAB-1"), said("NAB-2"))
    mapping = f"/o/ekby/requirements/banks/{bank.uuid}/mapping/"
    assert "Nothing is mapped yet." in ada.get(mapping).content.decode()

    text = ada.post(f"{mapping}propose/", follow=True).content.decode()
    assert "0 of 2 requirements are mapped." in text
    with open_access(access_for_work(cast.ekby.pk)):
        one, two = Counterpart.objects.select_related("requirement").order_by("requirement__code")
        near = one.near[0]["requirement"]
    text = ada.post(
        f"{mapping}{one.requirement.uuid}/", {"relation": "same", "ours": str(near)}, follow=True
    ).content.decode()
    assert "1 of 2 requirements are mapped." in text
    assert "NAB-2" in text
    refused = ada.post(f"{mapping}{two.requirement.uuid}/", {"relation": "related", "code": "NO-1"}, follow=True)
    assert "There is no requirement NO-1" in refused.content.decode()
    text = ada.post(f"{mapping}{two.requirement.uuid}/", {"relation": "none"}, follow=True).content.decode()

    assert "Everything is mapped" in text
    assert ada.get(f"{mapping}export/").content.startswith(b"PK")


def test_ours_and_the_shipped_bank_are_not_mapped(ada: Client, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = RequirementVersion.objects.get().requirement.bank
        propose_counterparts(organisation=cast.ekby, bank=make_loaded_bank(cast.ekby))

    assert ada.get(f"/o/ekby/requirements/banks/{bank.uuid}/mapping/").status_code == 404
