"""Say what a basket is bought for: the category, the value, how long and in which country."""

from decimal import Decimal
from typing import TypedDict, Unpack

from django.db import transaction

from foundation.changes.record import record_change
from requirements_bank.models import Basket
from requirements_bank.services.baskets import about_basket, check_open, locked_basket


class Bought(TypedDict, total=False):
    """What is bought; the value without VAT, in the currency of the country."""

    category: str
    value: Decimal | None
    months: int | None
    country: str


@transaction.atomic
def say_what_is_bought(basket: Basket, **said: Unpack[Bought]) -> Basket:
    """Return the basket with what is said about its purchase; what is not given stays."""
    basket = locked_basket(basket)
    check_open(basket)
    changed = {name: value for name, value in said.items() if getattr(basket, name) != value}
    for name, value in changed.items():
        setattr(basket, name, value)
    if changed:
        basket.save()
        record_change(kind="requirements_bank.basket", action="described", **about_basket(basket))
    return basket
