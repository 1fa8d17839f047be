"""What is bought is said on the basket's page; without a value the page says that the limits are not checked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Basket, BasketItem
from requirements_bank.services.baskets import archive_basket, make_basket, remove_item
from tests.factories.bank import make_published
from tests.factories.baskets import make_filled_basket
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
BASKETS = "/o/ekby/requirements/baskets/"
In = Callable[[User], Client]
UNCHECKED = "er ikke kontrollert, for verdien mangler"
POST_OF_A_BASKET = 20  # five for the door and the basket, three for its lines, ten for filling, a savepoint's two


@contextmanager
def as_ada(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        yield


def basket_of(cast: Cast, number: int = 1, **fields: object) -> Basket:
    with as_ada(cast):
        return make_filled_basket(cast.ekby, *(make_published(cast.ekby) for _number in range(number)), **fields)


def again(cast: Cast, basket: Basket) -> Basket:
    with as_ada(cast):
        return Basket.objects.get(pk=basket.pk)


@pytest.fixture
def ada_s(cast: Cast, client_for: In) -> Client:
    return client_for(cast.ada)


def said(**changes: str) -> dict[str, str]:
    answers = {"category": "food.mixed", "value": "100 000", "months": "48", "country": "SE", **changes}
    return {f"bought-{name}": text for name, text in answers.items()}


def test_a_basket_without_a_value_says_so_and_gets_one(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast, 3)
    path = f"{BASKETS}{basket.uuid}/"
    before = ada_s.get(path).content.decode()
    assert UNCHECKED in before
    assert 'href="#id_bought-value"' in before
    assert '<details class="disclosure" open>' in before
    assert "er mange for" not in before

    assert ada_s.post(f"{path}purchase/", said()).status_code == 302
    after = ada_s.get(path).content.decode()
    assert UNCHECKED not in after
    assert '<details class="disclosure" open>' not in after
    assert "Kontraktsvilkår: 3 er mange" in after
    found = again(cast, basket)
    assert (found.category, found.value, found.months, found.country) == ("food.mixed", Decimal(100_000), 48, "SE")


def test_the_value_is_taken_in_the_currency_of_its_country(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast, 3, value=Decimal(300_000), country="FI")  # about 3.3 million kroner
    page = ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()

    assert "er mange for" not in page
    assert "300\u202f000\u00a0€" in page


@pytest.mark.parametrize(
    ("name", "text"),
    [("category", "none"), ("value", "mye"), ("months", "0"), ("country", "XX"), ("country", "")],
)
def test_what_does_not_fit_is_named_and_stays_in_its_field(cast: Cast, ada_s: Client, name: str, text: str) -> None:
    basket = basket_of(cast)
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/purchase/", said(**{name: text}))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "error-summary" in page
    assert f'href="#id_bought-{name}"' in page
    assert again(cast, basket).value is None


def test_nothing_has_to_be_said(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast, value=Decimal(5), months=3)
    ada_s.post(f"{BASKETS}{basket.uuid}/purchase/", said(category="", value="", months=""))
    found = again(cast, basket)

    assert (found.category, found.value, found.months) == ("", None, None)


def test_htmx_gets_the_purchase_and_the_sums_so_that_what_is_typed_elsewhere_stays(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast, 3)
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/purchase/", said(), headers={"HX-Request": "true"})
    part = answer.content.decode()

    assert answer.status_code == 200
    assert "<html" not in part
    assert "basket-item" not in part
    assert 'id="basket-sums" hx-swap-oob="true"' in part
    assert "Kontraktsvilkår: 3 er mange" in part


def test_a_reader_reads_what_is_bought_and_changes_nothing(cast: Cast, client_for: In) -> None:
    basket = basket_of(cast, value=Decimal(5_000_000), category="food.mixed")
    reader = client_for(cast.bo)
    page = reader.get(f"{BASKETS}{basket.uuid}/").content.decode()

    assert "5\u202f000\u202f000\u00a0SEK" in page
    assert "bought-value" not in page
    assert reader.post(f"{BASKETS}{basket.uuid}/purchase/", said()).status_code == 404


@pytest.mark.parametrize("kept", ["food", "unknown.category"])
def test_a_category_that_was_kept_before_is_not_lost(cast: Cast, ada_s: Client, kept: str) -> None:
    basket = basket_of(cast, category=kept)
    ada_s.post(f"{BASKETS}{basket.uuid}/purchase/", said(category=kept))

    assert again(cast, basket).category == kept
    assert again(cast, basket).months == 48


def typed(cast: Cast, basket: Basket, **more: str) -> dict[str, str]:
    with as_ada(cast):
        items = list(basket.items.filter(removed_at=None))
    values = {f"{item.uuid.hex}-value_share": "70" for item in items}
    return {"do": "save", **values, **{f"{item.uuid.hex}-note": "Notat" for item in items}, **more}


@pytest.mark.parametrize("number", [1, 3])
def test_saving_a_basket_asks_as_many_queries_for_one_as_for_three(cast: Cast, ada_s: Client, number: int) -> None:
    basket = basket_of(cast, number)
    answers = typed(cast, basket)
    ada_s.get(f"{BASKETS}{basket.uuid}/")
    with CaptureQueriesContext(connection) as asked:
        assert ada_s.post(f"{BASKETS}{basket.uuid}/", answers).status_code == 302

    assert len(asked) == POST_OF_A_BASKET, "\n".join(query["sql"][:150] for query in asked)


def test_what_cannot_be_done_is_told_and_what_was_typed_is_kept(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast)
    with as_ada(cast):
        item = basket.items.get()
        withdrawn = make_filled_basket(cast.ekby).items.get()
        BasketItem.objects.filter(pk=withdrawn.pk).update(basket=basket, removed_at="2026-01-01T00:00Z")
        type(item.version).objects.filter(pk=withdrawn.version_id).update(state="retired")
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/", typed(cast, basket, do=f"newer:{withdrawn.uuid}"), follow=True)

    assert "Det finnes ingen nyere versjon" in answer.content.decode()
    with as_ada(cast):
        assert (basket.items.get(removed_at=None).values, item.values) == ({"share": "70"}, {})


def test_all_baskets_that_were_put_away_can_be_reached(cast: Cast, ada_s: Client) -> None:
    with as_ada(cast):
        for number in range(23):
            archive_basket(make_basket(organisation=cast.ekby, name=f"Gammel {number:02}"))
        make_basket(organisation=cast.ekby, name="I bruk")
    first = ada_s.get(BASKETS).content.decode()
    pages = [ada_s.get(f"{BASKETS}?only=away&page={number}").content.decode() for number in (1, 2)]

    assert "I bruk" in first
    assert "Gammel" not in first
    assert "<span>23</span>" in first
    assert all(f"Gammel {number:02}" in pages[0] + pages[1] for number in range(23))
    assert "I bruk" not in pages[0]
    assert "only=away&amp;page=2" in pages[0]


def test_an_empty_basket_asks_for_what_is_bought_too(cast: Cast, ada_s: Client) -> None:
    basket = basket_of(cast)
    with as_ada(cast):
        remove_item(basket.items.get())

    assert "bought-value" in ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/purchase/", said(), headers={"HX-Request": "true"})
    assert "basket-sums" not in answer.content.decode()
