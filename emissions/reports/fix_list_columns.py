"""The sheets of the fix list and their columns: what is told, and what the finance office fills in.

The first column of each sheet says which row it is; titles are found again in whichever language the file was made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from foundation.spreadsheets import Kind


class Sort(StrEnum):
    """What a row is about; its reference begins with it."""

    SUPPLIER = "SU"
    CATCH_ALL = "CA"
    NO_SUPPLIER = "WS"
    ACCOUNT = "AN"
    DOUBLE = "DU"
    PAIR = "PA"


@dataclass(frozen=True, slots=True)
class FixColumn:
    """One column: its title, what stands in it, and whether it is filled in and read back."""

    title: Promise | str
    kind: Kind = "text"
    is_answer: bool = False


COLUMNS: Final[Mapping[str, FixColumn]] = MappingProxyType(
    {
        "row": FixColumn(gettext_lazy("Row (leave as it is)")),
        "number": FixColumn(gettext_lazy("Supplier number")),
        "name": FixColumn(gettext_lazy("Supplier")),
        "wrong": FixColumn(gettext_lazy("What is wrong")),
        "same_as": FixColumn(gettext_lazy("The same as")),
        "account": FixColumn(gettext_lazy("Account")),
        "account_name": FixColumn(gettext_lazy("Account name")),
        "function": FixColumn(gettext_lazy("Function")),
        "unit": FixColumn(gettext_lazy("Unit")),
        "file_row": FixColumn(gettext_lazy("Row in the file"), "integer"),
        "day": FixColumn(gettext_lazy("Date"), "date"),
        "voucher": FixColumn(gettext_lazy("Voucher")),
        "invoice": FixColumn(gettext_lazy("Invoice")),
        "text": FixColumn(gettext_lazy("Text")),
        "lines": FixColumn(gettext_lazy("Lines"), "integer"),
        "money": FixColumn(gettext_lazy("Money"), "money"),
        "currency": FixColumn(gettext_lazy("Currency")),
        "right_number": FixColumn(gettext_lazy("Right number"), is_answer=True),
        "right_name": FixColumn(gettext_lazy("Right name"), is_answer=True),
        "category": FixColumn(gettext_lazy("Category"), is_answer=True),
        "verdict": FixColumn(gettext_lazy("Is it a double?"), is_answer=True),
        "same": FixColumn(gettext_lazy("Are they one supplier?"), is_answer=True),
        "comment": FixColumn(gettext_lazy("Comment"), is_answer=True),
        "refused": FixColumn(gettext_lazy("Why it was not taken")),
    }
)
_SUPPLIER = ("row", "number", "name")
_MONEY = ("lines", "money", "currency")
SHEETS: Final[Mapping[str, tuple[Promise | str, tuple[str, ...]]]] = MappingProxyType(
    {
        "suppliers": (
            gettext_lazy("Supplier numbers"),
            (*_SUPPLIER, "wrong", *_MONEY, "right_number", "right_name", "comment"),
        ),
        "doubles": (
            gettext_lazy("Double suppliers"),
            (*_SUPPLIER, "same_as", *_MONEY, "same", "right_number", "right_name", "comment"),
        ),
        "catch_all": (
            gettext_lazy("Catch-all accounts"),
            ("row", "account", "account_name", "number", "name", *_MONEY, "category", "comment"),
        ),
        "no_supplier": (
            gettext_lazy("Without a supplier"),
            ("row", "account", "account_name", "function", "unit", *_MONEY, "category", "comment"),
        ),
        "accounts": (
            gettext_lazy("Accounts without a name"),
            ("row", "account", *_MONEY, "right_name", "comment"),
        ),
        "duplicates": (
            gettext_lazy("Invoices booked twice"),
            (
                *_SUPPLIER,
                *("account", "account_name", "file_row", "day", "voucher", "invoice", "text"),
                *("money", "currency", "verdict", "comment"),
            ),
        ),
    }
)
VERDICTS: Final[Mapping[str, Promise | str]] = MappingProxyType(
    {"right": gettext_lazy("No, it is right"), "double": gettext_lazy("Yes, it is a double")}
)


# What the states of a pair are called in the list, as its page says them.
PAIR_ANSWERS: Final[Mapping[str, Promise | str]] = MappingProxyType(
    {"accepted": gettext_lazy("Yes, one supplier"), "rejected": gettext_lazy("No, two suppliers")}
)
NO_PURCHASE: Final = "not."
"""Stands before the reason where the answer is that nothing was bought."""
PLAIN_REASON: Final = "organisation_rule"


@cache
def titles_in_all_languages() -> Mapping[str, str]:
    """Return by title, in small letters and any language of the pages, which column it is."""
    return _in_all_languages({name: column.title for name, column in COLUMNS.items()})


@cache
def verdicts_in_all_languages() -> Mapping[str, str]:
    """Return by words, in small letters and any language, what was found about a double."""
    return _in_all_languages(VERDICTS)


@cache
def pair_answers_in_all_languages() -> Mapping[str, str]:
    """Return by words, in small letters and any language, what was answered about a pair."""
    return _in_all_languages(PAIR_ANSWERS)


@cache
def no_purchase_in_all_languages() -> Mapping[str, str]:
    """Return the words, in small letters and any language, that say that nothing was bought."""
    return _in_all_languages({PLAIN_REASON: gettext_lazy("Not a purchase")})


def _in_all_languages(words: Mapping[str, Promise | str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {str(word).casefold(): name for name, word in words.items()}
    return MappingProxyType(found)
