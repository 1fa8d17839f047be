"""The register by its pages: what needs somebody, one supplier, pairs answered together and taken back, corrections."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from suppliers.models import MergeProposal, SupplierCard
from suppliers.services.find_doubles import find_doubles
from tests.emissions.views.conftest import words_of
from tests.emissions.views.counting import queries_of
from tests.factories.cast import Cast
from tests.factories.ledgers import import_sample
from tests.suppliers.services.test_merge_suppliers import register, standing

HOME = "/o/ekby/suppliers/"
DOUBLES = f"{HOME}doubles/"
PAIRS = [("556687-3963", "Bygg AB"), ("", "BYGG A.B."), ("556012-5790", "Norr AB"), ("556012-5791", "Norr AB")]
ANNA = ("850709-9805", "Anna Andersson")
MOST_QUERIES = 20
In = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _in_english(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.ada.pk, cast.bo.pk, cast.dag.pk]).update(language="en")


@pytest.fixture
def pairs(cast: Cast) -> list[SupplierCard]:
    with open_access(access_for_work(cast.ekby.pk)):
        cards = register(cast.ekby, *PAIRS, ANNA)
        find_doubles(organisation=cast.ekby)
        return cards


def cards_of(cast: Cast) -> dict[str, SupplierCard]:
    with open_access(access_for_work(cast.ekby.pk)):
        return {f"{card.number} {card.name}".strip(): card for card in SupplierCard.objects.select_related("party")}


def test_the_largest_come_first_and_what_needs_somebody_can_be_shown_alone(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        import_sample(cast.ekby)
    client = client_for(cast.bo)
    rows = client.get(HOME).context["page"].object_list
    amounts = [row["sums"].amount for row in rows if row["sums"]]
    missing = words_of(client.get(f"{HOME}?show=missing"))

    assert rows[0]["name"] == "Bygg i Ekby AB"
    assert amounts == sorted(amounts, reverse=True)
    assert "Café Élan" in missing
    assert "Bygg i Ekby" not in missing


@pytest.mark.parametrize("search", ["", "&q=hyra"])
def test_the_order_by_name_does_not_tell_a_hidden_number(search: str, cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        register(cast.ekby, ("", "Hyra 1"), ("", "Hyra 850709-9805"), ("", "Hyra 9"))
    rows = client_for(cast.bo).get(f"{HOME}?sort=name{search}").context["page"].object_list

    names = [row["name"] for row in rows if row["name"].startswith("Hyra")]
    assert names == ["Hyra ••••••-••••", "Hyra 1", "Hyra 9"]


def test_an_empty_register_says_what_to_do(cast: Cast, client_for: In) -> None:
    assert "No suppliers yet Hand over accounts" in words_of(client_for(cast.bo).get(HOME))


@pytest.mark.usefixtures("pairs")
def test_a_personal_number_is_masked_found_by_finance_alone_and_never_exported(cast: Cast, client_for: In) -> None:
    reader, finance = client_for(cast.bo), client_for(cast.dag)

    assert "Anna Andersson ••••••-••••" in words_of(reader.get(HOME))
    assert "850709-9805" in words_of(finance.get(f"{HOME}?q=850709"))
    assert "Nothing fits" in words_of(reader.get(f"{HOME}?q=850709"))
    for client in (reader, finance):
        sheet = b"".join(client.get(f"{HOME}suppliers.csv").streaming_content).decode()  # type: ignore[attr-defined]
        assert "••••••-••••" in sheet
        assert "850709" not in sheet


def test_many_suppliers_cost_no_more_queries_than_few(cast: Cast, client_for: In) -> None:
    client, counts = client_for(cast.bo), []
    for size, start in ((2, 0), (40, 100)):
        with open_access(access_for_work(cast.ekby.pk)):
            register(cast.ekby, *(("", f"Supplier {start + number}") for number in range(size)))
        counts.append(queries_of(client, HOME))

    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.usefixtures("pairs")
def test_pairs_are_merged_together_and_taken_back_together(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    page = client.get(DOUBLES)
    chosen = [str(row["proposal"].uuid) for row in page.context["rows"]]
    sent = {"proposal": chosen, **{f"revision-{uuid}": "1" for uuid in chosen}}
    before = {name: card.identity for name, card in cards_of(cast).items()}
    answered = client.post(f"{DOUBLES}decide", {**sent, "answer": "accepted"}, follow=True)
    merged = {card.identity for card in cards_of(cast).values()}
    again = client.post(f"{DOUBLES}decide", {**sent, "answer": "rejected"})
    undone = client.post(f"{DOUBLES}decide", {"proposal": chosen, "answer": "open"}, follow=True)

    assert "2 pairs may be the same supplier" in words_of(page)
    assert "2 pairs are merged" in words_of(answered)
    assert len(merged) == 3
    assert again.status_code == 409
    assert "2 answers are taken back" in words_of(undone)
    assert {name: card.identity for name, card in cards_of(cast).items()} == before


@pytest.mark.usefixtures("pairs")
def test_the_buttons_of_one_pair_answer_that_pair_alone(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    buttons = re.findall(r'value="(accepted:[^"]+)"', client.get(DOUBLES).content.decode())
    answered = client.post(f"{DOUBLES}decide", {"answer": buttons[0]}, follow=True)

    assert len(buttons) == 2
    assert "One pair is merged" in words_of(answered)
    assert len({card.identity for card in cards_of(cast).values()}) == 4


@pytest.mark.usefixtures("pairs")
def test_nothing_chosen_is_said_and_a_reader_may_not_answer(cast: Cast, client_for: In) -> None:
    refused = client_for(cast.ada).post(f"{DOUBLES}decide", {"answer": "accepted"})

    assert (refused.status_code, "Tick at least one" in words_of(refused)) == (422, True)
    assert client_for(cast.bo).post(f"{DOUBLES}decide", {"answer": "accepted"}).status_code == 404


def test_a_correction_is_made_and_told_on_the_suppliers_page(
    cast: Cast, client_for: In, pairs: list[SupplierCard]
) -> None:
    client, address = client_for(cast.ada), f"{HOME}{pairs[3].uuid}/"
    wrong = client.post(f"{address}correct/", {"number": "556012-5792", "reason": "Looked up"})
    right = {"number": "556012-5790", "reason": "Looked up", "revision": pairs[3].revision}
    page = words_of(client.post(f"{address}correct/", right, follow=True))

    assert (wrong.status_code, "The check digit of this number is wrong" in words_of(wrong)) == (422, True)
    assert "Number 556012-5791 is now 556012-5790 Looked up" in page
    assert "The ledgers write it in 2 ways" in page


def test_two_are_merged_by_hand_and_parted_again(cast: Cast, client_for: In, pairs: list[SupplierCard]) -> None:
    client, address = client_for(cast.ada), f"{HOME}{pairs[0].uuid}/"
    found = words_of(client.get(f"{address}merge/?q=norr"))
    page = client.post(f"{address}merge/", {"other": str(pairs[2].uuid), "note": "Bought up"}, follow=True)
    person = client.post(f"{address}merge/", {"other": str(pairs[4].uuid)})
    merge = page.context["merges"][0]["merge"].uuid
    parted = words_of(client.post(f"{HOME}merges/{merge}/undo", follow=True))

    assert "Norr AB" in found
    assert "Norr AB and Bygg AB are one supplier" in words_of(page)
    assert person.status_code == 422
    assert "Parted again by Ada Ask" in parted


def test_what_a_merge_will_be_called_is_said_chosen_told_and_undone(
    cast: Cast, client_for: In, pairs: list[SupplierCard]
) -> None:
    client, address = client_for(cast.ada), f"{HOME}{pairs[0].uuid}/"
    asked = client.get(f"{address}merge/?q=norr&other={pairs[2].uuid}")
    options = {row["uuid"]: row["is_usual"] for row in asked.context["stands"]}
    other = next(uuid for uuid, is_usual in options.items() if not is_usual)
    with open_access(access_for_work(cast.ekby.pk)):
        stands, before = SupplierCard.objects.get(uuid=other), standing(cast.ekby)
    merged = client.post(f"{address}merge/", {"other": str(pairs[2].uuid), "stands": str(other)}, follow=True)
    foreign = client.post(f"{address}merge/", {"other": str(pairs[3].uuid), "stands": str(pairs[2].uuid)})
    merge = merged.context["merges"][0]["merge"].uuid

    assert len(options) == 2
    assert "Choose which name and number both are known by." in words_of(asked)
    number = f", number {stands.number}, from now on" if stands.number else " from now on, without a number"
    assert f"It is called “{stands.name}”{number}" in words_of(merged)
    assert merged.context["known"].head.uuid == other
    both = [card for card in cards_of(cast).values() if card.identity_name]
    assert {(card.identity_name, card.identity_number) for card in both} == {(stands.name, stands.number)}
    assert (foreign.status_code, "Choose one of the two" in words_of(foreign)) == (422, True)
    client.post(f"{HOME}merges/{merge}/undo")
    with open_access(access_for_work(cast.ekby.pk)):
        assert standing(cast.ekby) == before


@pytest.mark.usefixtures("pairs")
def test_a_pair_is_merged_under_the_name_that_was_chosen_beside_it(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    row = client.get(DOUBLES).context["rows"][0]
    other = next(each for each in row["stands"] if not each["is_usual"])
    uuid = row["proposal"].uuid
    sent = {"answer": f"accepted:{uuid}", f"stands-{uuid.hex}": str(other["uuid"])}

    said = words_of(client.post(f"{DOUBLES}decide", sent, follow=True))

    assert f"One pair is merged. It is called “{other['name']}”" in said


def test_looking_again_starts_one_job(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    addresses = {client.post(f"{DOUBLES}find").headers["Location"] for _click in range(2)}

    assert len(addresses) == 1
    with open_access(access_for_work(cast.ekby.pk)):
        assert not MergeProposal.objects.exists()
