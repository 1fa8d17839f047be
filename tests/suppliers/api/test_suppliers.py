"""Programs read cards, answer proposals, merge, undo and correct; what is sent twice counts once."""

from typing import Any

import pytest
from django.core.cache import cache

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from suppliers.models import SupplierCard, SupplierCorrection, SupplierMerge
from suppliers.services.find_doubles import find_doubles
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.suppliers.services.test_merge_suppliers import register

pytestmark = pytest.mark.usefixtures("in_english")
HOME = "organisations/ekby/suppliers/"
CARDS = [("556012-5790", "Norr AB"), ("556012-5791", "Norr AB"), ("850709-9805", "Anna")]


@pytest.fixture
def officer(cast: Cast) -> Caller:
    cache.clear()
    return make_caller(cast.ekby, Role.OFFICER, scopes=("read", "ledger:write"), name="Purchasing system").sign_in()


@pytest.fixture
def cards(cast: Cast) -> list[SupplierCard]:
    with open_access(access_for_work(cast.ekby.pk)):
        found = register(cast.ekby, *CARDS)
        find_doubles(organisation=cast.ekby)
        return found


def test_cards_are_listed_with_what_their_numbers_are(officer: Caller, cards: list[SupplierCard]) -> None:
    listed = officer.get(HOME).json()["results"]
    one = officer.get(f"{HOME}{cards[0].uuid}/").json()

    assert [(card["number"], card["kind"]) for card in listed] == [
        ("••••••-••••", "person"),
        ("556012-5791", "invalid"),
        ("556012-5790", "company"),
    ]
    assert (one["public_number"], one["is_sure"]) == ("556012-5790", True)


def test_a_proposal_is_accepted_once(officer: Caller, cards: list[SupplierCard], cast: Cast) -> None:  # noqa: ARG001
    (proposal,) = officer.get(f"{HOME}proposals/").json()["results"]
    body = {"answer": "accepted", "proposals": [{"proposal": proposal["proposal"], "revision": proposal["revision"]}]}
    answers = [officer.post(f"{HOME}proposals/", body) for _time in range(2)]

    assert (proposal["reason"], [answer.status_code for answer in answers]) == ("mistyped_number", [200, 200])
    with open_access(access_for_work(cast.ekby.pk)):
        assert SupplierMerge.objects.count() == 1


def test_a_merge_is_undone(officer: Caller, cards: list[SupplierCard]) -> None:
    body = {"one": str(cards[0].uuid), "other": str(cards[1].uuid)}
    made = [officer.post(f"{HOME}merges/", body).json()["merge"] for _time in range(2)]
    undone = officer.post(f"{HOME}merges/{made[0]}/undo/", {})
    person: Any = officer.post(f"{HOME}merges/", {**body, "other": str(cards[2].uuid)})

    assert made[0] == made[1]
    assert undone.json()["undone_by"] == "Purchasing system"
    assert (person.status_code, person.json()["errors"][0]["field"]) == (422, "other")


def test_who_stands_for_both_is_chosen_and_is_one_of_the_two(
    officer: Caller, cards: list[SupplierCard], cast: Cast
) -> None:
    (proposal,) = officer.get(f"{HOME}proposals/").json()["results"]
    accepted = {"proposal": proposal["proposal"], "revision": proposal["revision"], "stands": str(cards[2].uuid)}
    body = {"one": str(cards[0].uuid), "other": str(cards[1].uuid), "stands": str(cards[2].uuid)}

    refused = [
        officer.post(f"{HOME}merges/", body),
        officer.post(f"{HOME}proposals/", {"answer": "accepted", "proposals": [accepted]}),
    ]
    merged = officer.post(f"{HOME}merges/", {**body, "stands": str(cards[1].uuid)})

    assert [answer.status_code for answer in refused] == [422, 422]
    assert [answer.json()["errors"][0]["field"] for answer in refused] == ["stands", "stands"]
    assert merged.status_code == 200
    with open_access(access_for_work(cast.ekby.pk)):
        assert SupplierMerge.objects.get().stands_id == cards[1].pk


def test_corrections_are_told_row_by_row(officer: Caller, cards: list[SupplierCard], cast: Cast) -> None:
    rows = [
        {"card": str(cards[1].uuid), "number": "556012-5790", "reason": "Looked up"},
        {"card": str(cards[0].uuid), "number": "556012-5799", "reason": "Looked up"},
        {"card": "00000000-0000-4000-8000-000000000000", "name": "Nobody", "reason": "Looked up"},
    ]
    answers = [officer.post(f"{HOME}corrections/", {"corrections": rows}) for _time in range(2)]

    for answer in answers:
        said = answer.json()
        assert [card["corrected_number"] for card in said["cards"]] == ["556012-5790"]
        assert [(each["row"], each["field"]) for each in said["problems"]] == [(1, "number"), (2, "card")]
    with open_access(access_for_work(cast.ekby.pk)):
        assert SupplierCorrection.objects.count() == 1


def test_the_number_of_a_merge_is_masked_where_it_is_a_persons(
    officer: Caller, cards: list[SupplierCard], cast: Cast
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        SupplierCard.objects.filter(pk=cards[2].pk).update(identity_number="850709-9805")
        SupplierCard.objects.filter(pk=cards[0].pk).update(identity_number="556012-5790")

    listed = officer.get(HOME).json()["results"]
    assert [card["merged_number"] for card in listed] == ["••••••-••••", "", "556012-5790"]


def test_whoever_sees_no_personal_numbers_writes_none(officer: Caller, cards: list[SupplierCard], cast: Cast) -> None:
    rows = [{"card": str(cards[1].uuid), "number": "19850709-9805", "reason": "Guessed"}]
    answer = officer.post(f"{HOME}corrections/", {"corrections": rows}).json()

    assert [(problem["row"], problem["field"]) for problem in answer["problems"]] == [(0, "number")]
    with open_access(access_for_work(cast.ekby.pk)):
        assert not SupplierCorrection.objects.exists()
