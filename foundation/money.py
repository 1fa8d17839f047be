"""Amounts of money that know their currency, their VAT and whose prices they are, and never mix silently.

Pure. Two amounts that do not belong together give a Problem, not a sum and not an exception. So far footprints use
`PriceBasis` only; the amounts are for what is calculated offer by offer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final

from foundation.problems import Problem, translatable

# The sentences of this module's problems, to be filled with the problem's values.
PROBLEM_TEXTS: Final = {
    "not_an_amount": translatable("{text} is not an amount. Write digits with one decimal mark, such as 1234.50."),
    "not_a_currency": translatable("{currency} is not a currency code. Write three letters, such as NOK or SEK."),
    "currencies_differ": translatable("{first} and {second} cannot be added. Convert one of them first."),
    "vat_differs": translatable("One amount is {first} VAT and the other is {second}. Bring both to the same."),
    "prices_differ": translatable("One amount is in {first}, the other in {second}. Deflate or revalue one of them."),
    "nothing_to_add": translatable("There is no amount to add up."),
}
_CODE_LENGTH: Final = 3
_HUNDRED: Final = Decimal(100)


class Vat(StrEnum):
    """Whether value added tax is part of an amount."""

    EXCLUDED = "excluding"
    INCLUDED = "including"
    UNKNOWN = "unknown"


class PriceBasis(StrEnum):
    """Whose price an amount is: the producer's, or what the buyer pays without or with taxes on the product."""

    BASIC = "basic"
    PURCHASER_EX_TAXES = "purchaser_ex_product_taxes"
    PURCHASER_INCL_TAXES = "purchaser_incl_product_taxes"
    PURCHASER = "purchaser"


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount in a currency (ISO 4217), with its VAT, its price basis and its price year.

    Without `price_year` the prices are those of the day it was paid.
    """

    amount: Decimal
    currency: str
    vat: Vat = Vat.EXCLUDED
    price_basis: PriceBasis = PriceBasis.PURCHASER
    price_year: int | None = None

    def plus(self, other: "Money") -> "Money | Problem":
        """Return the sum, or why there is none.

        >>> Money(Decimal("10.10"), "NOK").plus(Money(Decimal("0.90"), "NOK")).amount
        Decimal('11.00')
        >>> Money(Decimal(1), "NOK").plus(Money(Decimal(1), "SEK")).code
        'currencies_differ'
        """
        problem = _why_apart(self, other)
        return problem or replace(self, amount=self.amount + other.amount)

    def minus(self, other: "Money") -> "Money | Problem":
        """Return the difference, or why there is none."""
        return self.plus(other.negated())

    def negated(self) -> "Money":
        """Return the amount with the other sign: a credit note."""
        return replace(self, amount=-self.amount)

    def times(self, factor: Decimal | int) -> "Money":
        """Return the amount multiplied, exactly.

        >>> Money(Decimal("19.90"), "SEK").times(3).amount
        Decimal('59.70')
        """
        return replace(self, amount=self.amount * factor)

    def without_vat(self, rate: Decimal) -> "Money | Problem":
        """Return the amount without VAT of `rate` per cent; one whose VAT is unknown gives a Problem.

        >>> Money(Decimal(125), "SEK", Vat.INCLUDED).without_vat(Decimal(25)).amount
        Decimal('100')
        """
        if self.vat is Vat.EXCLUDED:
            return self
        if self.vat is Vat.UNKNOWN:
            return Problem("vat_differs", "", values={"first": self.vat.value, "second": Vat.EXCLUDED.value})
        return replace(self, amount=self.amount * _HUNDRED / (_HUNDRED + rate), vat=Vat.EXCLUDED)


def read_money(text: str, currency: str, *, place: str = "", vat: Vat = Vat.EXCLUDED) -> Money | Problem:
    """Return the money written as `text` (digits, one decimal point, an optional sign), or what is wrong with it.

    >>> read_money("-1234.50", "nok").currency
    'NOK'
    >>> read_money("12,5", "NOK", place="row 3").code
    'not_an_amount'
    """
    code = currency.strip().upper()
    if len(code) != _CODE_LENGTH or not code.isalpha() or not code.isascii():
        return Problem("not_a_currency", place, "currency", values={"currency": currency})
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        return Problem("not_an_amount", place, "amount", values={"text": text})
    if not amount.is_finite():
        return Problem("not_an_amount", place, "amount", values={"text": text})
    return Money(amount, code, vat)


def total(amounts: Iterable[Money]) -> Money | Problem:
    """Return the sum of at least one amount, or the first reason why they cannot be added.

    >>> total([Money(Decimal(1), "NOK"), Money(Decimal(2), "NOK")]).amount
    Decimal('3')
    >>> total([]).code
    'nothing_to_add'
    """
    result: Money | Problem = Problem("nothing_to_add", "")
    for place, money in enumerate(amounts):
        result = money if place == 0 else result.plus(money) if isinstance(result, Money) else result
    return result


def _why_apart(first: Money, second: Money) -> Problem | None:
    if first.currency != second.currency:
        return Problem("currencies_differ", "", values={"first": first.currency, "second": second.currency})
    if first.vat != second.vat:
        return Problem("vat_differs", "", values={"first": first.vat.value, "second": second.vat.value})
    if (first.price_basis, first.price_year) != (second.price_basis, second.price_year):
        return Problem("prices_differ", "", values={"first": _prices(first), "second": _prices(second)})
    return None


def _prices(money: Money) -> str:
    year = "current" if money.price_year is None else str(money.price_year)
    return f"{year} {money.price_basis.value} prices"
