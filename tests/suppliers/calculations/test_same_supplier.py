"""What is proposed does not depend on the order of the cards, and persons are proposed for their number alone."""

from itertools import permutations
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.calculations.identities import CardFacts, identities
from suppliers.calculations.same_supplier import KnownCard, Reason, propose
from suppliers.calculations.supplier_names import likeness, plain_name

ACCOUNT = frozenset({"6"})


def card(card: int, number: str = "", name: str = "", **said: object) -> KnownCard:
    return KnownCard(card, f"{said.pop('identity', card)}", number, name, accounts=ACCOUNT, **said)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bygg & Måleri Ekby AB", "EKBY MÅLERI OCH BYGG"),
        ("Sørens VVS ApS", "Sorens V.V.S."),
        ("Åkeri Norr AB (publ)", "Akeri  Norr"),
        ("Hansens Rør AS v/ Ole Hansen", "Hansens Rør A/S"),
        ("Ing. Dahl AS", "Ingeniør Dahl"),
    ],
)
def test_names_that_people_write_differently_are_one_name(one: str, other: str) -> None:
    assert plain_name(one).key == plain_name(other).key


def test_a_name_of_nothing_but_forms_keeps_them() -> None:
    assert plain_name("AB").key == "ab"


def test_the_order_of_cards_is_irrelevant() -> None:
    cards = [
        card(1, "556012-5790", "Norr AB", valid="5560125790"),
        card(2, "", "NORR"),
        card(3, "556012-5970", "Norr AB"),
        card(4, "556687-3963", "Norr AB", valid="5566873963"),
        card(5, "4711", "Syd HB"),
    ]

    assert len({tuple(propose(order)) for order in permutations(cards)}) == 1


def test_cards_of_one_identity_are_not_proposed() -> None:
    assert propose([card(1, "", "Norr AB", identity=1), card(2, "", "NORR", identity=1)]) == []


def test_persons_are_proposed_for_an_equal_number_alone() -> None:
    anna, same_name = card(1, "850709-9805", "Anna", is_personal=True), card(2, "", "Anna", is_personal=True)
    company, again = card(3, "", "Anna"), card(4, "8507099805", "A. Andersson", is_personal=True)

    found = propose([anna, same_name, company, again])

    assert [(each.card, each.other, each.reason, each.is_personal) for each in found] == [
        (1, 4, Reason.SAME_NUMBER, True)
    ]


def test_a_ledgers_own_number_needs_a_name_that_is_alike() -> None:
    assert propose([card(1, "10023", "Norr AB"), card(2, "10023", "Syd HB")]) == []
    assert [each.reason for each in propose([card(1, "10023", "Akeri Norr"), card(2, "1 0023", "Akeri Nor")])] == [
        Reason.SAME_NUMBER
    ]


def test_many_cards_of_one_name_are_each_compared_with_one() -> None:
    assert len(propose([card(number, "", "Norr AB") for number in range(500)])) == 499


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_lies_between_nothing_and_all_and_is_mutual(one: str, other: str) -> None:
    first, second = plain_name(one).key, plain_name(other).key

    assert 0 <= likeness(first, second) <= 1
    assert likeness(first, second) == likeness(second, first)
    assert likeness(first, first) == 1


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=10), st.randoms(use_true_random=False))
def test_who_is_one_follows_from_the_links_alone(links: list[tuple[int, int]], shuffle: Random) -> None:
    cards = [CardFacts(number, UUID(int=number), None, f"{number}", "") for number in range(8)]
    before, other = identities(cards, links), list(links)
    shuffle.shuffle(other)

    assert identities(cards[::-1], other) == before
    assert all(before[one].key == before[two].key for one, two in links)
    assert {identity.key for identity in identities(cards, []).values()} == {each.own for each in cards}
