"""The board shows procurements by stage and moves them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement, Stage
from procurement.queries.board import MOST_CARDS
from procurement.services.procurements import move_to, name_buyers
from tests.factories.cast import Cast
from tests.factories.dialogues import open_dialogue
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
BOARD = "/o/ekby/procurements/board/"


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby)


def stage_now(cast: Cast) -> str:
    with open_access(access_for_work(cast.ekby.pk)):
        return Procurement.objects.get().stage


def test_a_card_stands_in_its_column_with_the_way_on_and_back(cast: Cast, client_for: In, planned: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        move_to(planned, Stage.TENDER)
    columns = client_for(cast.ada).get(BOARD).context["columns"]

    assert [(column.stage, len(column.cards)) for column in columns if column.cards] == [(Stage.TENDER, 1)]
    card = columns[2].cards[0]
    assert (card.before, card.after) == (Stage.MARKET_DIALOGUE, Stage.EVALUATION)


def test_a_card_is_moved_with_and_without_htmx(cast: Cast, client_for: In, planned: Procurement) -> None:
    ada, address = client_for(cast.ada), f"/o/ekby/procurements/{planned.uuid}/move/"

    sent = {"stage": "tender", "revision": "1", "anyway": "1"}
    part = ada.post(address, sent, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert (part.context["moved"], stage_now(cast)) == ("Skoleskyss 2027 is moved: Tender.", "tender")
    assert ada.post(address, {"stage": "evaluation", "revision": "2", "anyway": "1"})["Location"] == BOARD
    assert stage_now(cast) == "evaluation"


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_card_is_moved_on_only_by_somebody_who_knows_what_is_missing(
    cast: Cast, client_for: In, planned: Procurement, headers: dict[str, str]
) -> None:
    ada, address = client_for(cast.ada), f"/o/ekby/procurements/{planned.uuid}/move/"
    asked = ada.post(address, {"stage": "market_dialogue", "revision": "1"}, headers=headers)

    assert "Before “Skoleskyss 2027” moves to Market dialogue, this is missing:" in asked.content.decode()
    assert [each.sentence for each in asked.context["asking"].lacks] == ["Nothing is asked for yet."]
    assert f"/o/ekby/procurements/{planned.uuid}/requirements/" in asked.content.decode()
    assert stage_now(cast) == "idea"


def test_of_two_who_move_a_card_the_second_is_told_and_sees_where_it_stands(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    ada, address = client_for(cast.ada), f"/o/ekby/procurements/{planned.uuid}/move/"
    assert 'name="revision" value="1"' in ada.get(BOARD).content.decode()
    ada.post(address, {"stage": "tender", "revision": "1", "anyway": "1"})

    second = ada.post(address, {"stage": "market_dialogue", "revision": "1"}, headers={"HX-Request": "true"})
    assert "it now stands at: Tender" in second.context["refused"]
    assert 'name="revision" value="2"' in second.content.decode()
    told = ada.post(address, {"stage": "market_dialogue", "revision": "1"}, follow=True)
    assert "Nothing was moved" in told.content.decode()
    assert stage_now(cast) == "tender"


@pytest.mark.parametrize("sent", [{}, {"stage": "nonsense"}, {"stage": "stopped"}])
def test_what_is_no_step_of_the_path_moves_nothing(
    cast: Cast, client_for: In, planned: Procurement, sent: dict[str, str]
) -> None:
    address = f"/o/ekby/procurements/{planned.uuid}/move/"
    assert client_for(cast.ada).post(address, sent, headers={"HX-Request": "true"}).context["refused"]
    assert stage_now(cast) == "idea"


def test_who_reads_or_buys_along_has_no_buttons(cast: Cast, client_for: In, planned: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(planned, [cast.granby])
    for user, place in ((cast.bo, "ekby"), (cast.cilla, "granby")):
        client = client_for(user)
        text = client.get(f"/o/{place}/procurements/board/").content.decode()
        assert "Skoleskyss 2027" in text
        assert "board-card__move" not in text
        assert client.post(f"/o/{place}/procurements/{planned.uuid}/move/", {"stage": "tender"}).status_code == 404


def test_a_full_column_leaves_the_rest_to_the_list(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(MOST_CARDS + 2):
            make_planned(cast.ekby, title=f"Purchase {number}")
    column = client_for(cast.ada).get(BOARD).context["columns"][0]

    assert (len(column.cards), column.number, column.hidden) == (MOST_CARDS, MOST_CARDS + 2, 2)


def test_while_suppliers_answer_their_last_day_comes_first(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for title in ("B asks", "A waits"):
            move_to(make_planned(cast.ekby, title=title), Stage.MARKET_DIALOGUE)
        open_dialogue(Procurement.objects.get(title="B asks"), closes_on=timezone.localdate() + timedelta(3))
    cards = client_for(cast.ada).get(BOARD).context["columns"][1].cards

    assert [card.procurement.title for card in cards] == ["B asks", "A waits"]
    assert cards[0].sentence == "Suppliers have 3 days left to answer."


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, number: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for each in range(number):
            open_dialogue(make_planned(cast.ekby, title=f"Purchase {each}"))
    bo = client_for(cast.bo)
    bo.get(BOARD)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        bo.get(BOARD)
