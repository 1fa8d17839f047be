"""Many items are filled at once: all or none, with the same few queries for any number."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.changes.models import Change
from organisations.models import Organisation
from requirements_bank.models import Basket, BasketItem
from requirements_bank.services.baskets import BasketNotPossibleError
from requirements_bank.services.fill_basket import Filling, fill_items
from tests.factories.bank import make_published
from tests.factories.baskets import make_filled_basket

pytestmark = pytest.mark.django_db
QUERIES = 10  # a savepoint's two, basket, items, versions, update, touch, and three for the record


@pytest.fixture
def basket(at_work_in_ekby: Organisation) -> Basket:
    return make_filled_basket(
        at_work_in_ekby, *(make_published(at_work_in_ekby, code=f"EGN-90{number}") for number in range(3))
    )


def items_of(basket: Basket) -> list[BasketItem]:
    return list(basket.items.order_by("position"))


def test_everything_is_kept_and_recorded_once(basket: Basket) -> None:
    first, second, third = items_of(basket)
    fill_items(
        basket,
        {first.pk: Filling({"share": "60"}), second.pk: Filling(note=" Ja "), third.pk: Filling({"share": "40"}, "")},
    )

    assert [(item.values, item.note) for item in items_of(basket)] == [({"share": "60"}, ""), ({}, "Ja"), ({}, "")]
    change = Change.objects.filter(kind="requirements_bank.basket").latest("pk")
    assert (change.action, change.summary["code"]) == ("changed", "EGN-900, EGN-901")


def test_one_that_does_not_fit_keeps_all_from_being_filled(basket: Basket) -> None:
    first, second, _third = items_of(basket)

    with pytest.raises(BasketNotPossibleError):
        fill_items(basket, {first.pk: Filling({"share": "60"}), second.pk: Filling({"share": "500"})})
    assert [item.values for item in items_of(basket)] == [{}, {}, {}]


def test_items_of_another_basket_are_left_alone(basket: Basket, at_work_in_ekby: Organisation) -> None:
    other = make_filled_basket(at_work_in_ekby)

    assert fill_items(basket, {items_of(other)[0].pk: Filling(note="Nei")}) == []
    assert items_of(other)[0].note == ""


@pytest.mark.parametrize("number", [1, 3])
def test_one_costs_as_many_queries_as_three(basket: Basket, number: int) -> None:
    fillings = {item.pk: Filling({"share": "60"}, "Ja") for item in items_of(basket)[:number]}
    with CaptureQueriesContext(connection) as asked:
        fill_items(basket, fillings)

    assert len(asked) == QUERIES, [query["sql"] for query in asked]
