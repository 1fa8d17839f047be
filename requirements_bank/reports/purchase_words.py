"""What is bought, in words: the category, the amount in its own currency, how long and where."""

from decimal import Decimal

from django.utils.translation import get_language, ngettext

from foundation import figures
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from requirements_bank.models import Basket
from requirements_bank.reports.category_words import category_name


def amount_in_words(value: Decimal, country: str, language: str = "") -> str:
    """Return an amount in the currency of the country."""
    return figures.money(value, CURRENCIES[country], language or get_language() or "nb")


def purchase_in_words(basket: Basket, organisation: Organisation) -> str:
    """Return what the basket says of its purchase, as one line; empty where it says nothing."""
    months, said = basket.months or 0, [category_name(basket.category)]
    if basket.value is not None:
        said.append(amount_in_words(basket.value, basket.country))
    if months:
        said.append(ngettext("one month", "%(number)s months", months) % {"number": months})
    if basket.country != organisation.country:
        said.append(str(basket.get_country_display()))
    return " · ".join(each for each in said if each)
