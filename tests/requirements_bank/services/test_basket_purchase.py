"""A basket knows what is bought and in which country; limits and documents take the value in its currency."""

from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.utils.translation import override

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank import migrations
from requirements_bank.models import Basket
from requirements_bank.reports.purchase_words import purchase_in_words
from requirements_bank.services.basket_purchase import say_what_is_bought
from requirements_bank.services.baskets import archive_basket, copy_basket, make_basket
from requirements_bank.services.documents import basket_as_document
from tests.factories.baskets import make_filled_basket
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_purchase_is_made_at_home_unless_it_is_said(at_work_in_ekby: Organisation) -> None:
    basket = make_basket(organisation=at_work_in_ekby)
    away = make_basket(organisation=at_work_in_ekby, country="NO")

    assert (basket.country, basket.currency) == ("SE", "SEK")
    assert (away.country, away.currency, copy_basket(away).country) == ("NO", "NOK", "NO")


def test_what_is_said_is_kept_and_recorded_once(at_work_in_ekby: Organisation) -> None:
    basket = make_basket(organisation=at_work_in_ekby, value=Decimal(5))
    for _time in range(2):
        say_what_is_bought(basket, category="food.mixed", months=24)
    basket.refresh_from_db()

    assert (basket.category, basket.value, basket.months, basket.country) == ("food.mixed", Decimal(5), 24, "SE")
    assert Change.objects.filter(kind="requirements_bank.basket", action="described").count() == 1


def test_a_basket_that_was_put_away_stays_as_it_is(at_work_in_ekby: Organisation) -> None:
    basket = make_basket(organisation=at_work_in_ekby)
    archive_basket(basket)

    with pytest.raises(ConflictError):
        say_what_is_bought(basket, months=24)


@pytest.mark.parametrize(
    ("country", "language", "said"),
    [
        ("SE", "nb", "1 000 000 SEK"),
        ("SE", "sv", "1 000 000 kr"),
        ("NO", "nb", "1 000 000 kr"),
        ("NO", "sv", "1 000 000 NOK"),
        ("NO", "en", "NOK 1,000,000"),
        ("FI", "nn", "1 000 000 €"),
    ],
)
def test_the_document_names_the_currency_of_the_purchase(
    at_work_in_ekby: Organisation, country: str, language: str, said: str
) -> None:
    basket = make_filled_basket(at_work_in_ekby, value=Decimal(1_000_000), country=country)

    assert plain(basket_as_document(basket, at_work_in_ekby, language).value) == said


def test_the_page_says_in_one_line_what_is_bought(at_work_in_ekby: Organisation) -> None:
    basket = make_basket(
        organisation=at_work_in_ekby, category="food.mixed", value=Decimal(2_500_000), months=1, country="NO"
    )
    with override("en"):
        said = plain(purchase_in_words(basket, at_work_in_ekby))
        assert said.split(" · ")[1:] == ["NOK 2,500,000", "one month", "Norway"]
        assert purchase_in_words(make_basket(organisation=at_work_in_ekby), at_work_in_ekby) == ""


def test_older_baskets_got_the_country_of_their_organisation(cast: Cast) -> None:
    (file,) = Path(str(migrations.__file__)).parent.glob("*_country_of_baskets.py")
    statement = import_module(f"requirements_bank.migrations.{file.stem}").COUNTRY_OF_BASKETS
    with open_access(access_for_work(cast.ekby.pk)):
        basket = make_basket(organisation=cast.ekby, country="FI")
        with connection.cursor() as cursor:
            cursor.execute(statement)

        assert Basket.objects.get(pk=basket.pk).country == "SE"
