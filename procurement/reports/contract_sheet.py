"""The sheet in which contracts are handed over: a row for each contract, and a second sheet for what they oblige to."""

from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.spreadsheets import Column, Sheet
from organisations.models.organisations import CURRENCIES
from organisations.reference.categories import categories
from procurement.models import ContractKind
from procurement.reports.bid_sheet import BidColumn, plain_title
from requirements_bank.calculations.requirement import Direction, Theme
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import DIRECTIONS, THEMES

KINDS_IN_SHEETS = (ContractKind.CONTRACT, ContractKind.FRAMEWORK)
SEVERAL_WORDS = ("theme",)
"""Columns in whose cells several words stand, which a list to choose one from would be in the way of."""
ALSO_CALLED = {"months": ("Måneder", "Månader", "Måneder (antall)", "Antall måneder", "Antal månader")}
"""What people call a column in their own sheets beside the titles of the template."""


def contract_columns() -> list[BidColumn]:
    """Return the columns of the sheet of contracts in order."""
    return [
        BidColumn("number", _("Contract number")),
        BidColumn("title", _("What the contract is about")),
        BidColumn("kind", _("Kind (contract or framework)")),
        BidColumn("supplier", _("Supplier")),
        BidColumn("supplier_number", _("Organisation number")),
        BidColumn("supplier_email", _("E-mail")),
        BidColumn("category", _("Category")),
        BidColumn("value", _("Value without VAT"), "money"),
        BidColumn("currency", _("Currency")),
        BidColumn("signed_on", _("Signed on"), "date"),
        BidColumn("first_day", _("First day"), "date"),
        BidColumn("months", _("Months"), "integer"),
        BidColumn("options", _("Extensions in months")),
        BidColumn("notice_months", _("Months of notice"), "integer"),
        BidColumn("case_number", _("Case number")),
    ]


def obligation_columns() -> list[BidColumn]:
    """Return the columns of the sheet of obligations in order."""
    return [
        BidColumn("contract", _("Number or name of the contract")),
        BidColumn("obligation", _("What it is called")),
        BidColumn("wording", _("As it stands in the contract")),
        BidColumn("code", _("Requirement of the bank (code)")),
        BidColumn("version", _("Version of the requirement"), "integer"),
        BidColumn("theme", _("Theme")),
        BidColumn("unit", _("Unit of the threshold")),
        BidColumn("direction", _("At least or at most")),
        BidColumn("threshold", _("Threshold"), "number"),
        BidColumn("months_from", _("From month"), "integer"),
        BidColumn("day_from", _("From the day"), "date"),
        BidColumn("proof", _("How it is proved")),
        BidColumn("audit_right", _("What right you have to look into it")),
    ]


def templates_of() -> list[Sheet]:
    """Return the two empty sheets to fill in."""
    return [
        Sheet(_("Contracts"), [_column(each) for each in contract_columns()], []),
        Sheet(_("Obligations"), [_column(each) for each in obligation_columns()], []),
    ]


def words_of(name: str) -> list[str]:
    """Return what can be written in a column in the language that is spoken; nothing where anything can."""
    known: dict[str, Callable[[], Iterable[str]]] = {
        "kind": lambda: (str(each.label) for each in KINDS_IN_SHEETS),
        "category": lambda: (category_name(each.code) for each in categories()),
        "currency": lambda: sorted(set(CURRENCIES.values())),
        "theme": lambda: (str(THEMES[each]) for each in Theme),
        "direction": lambda: (str(DIRECTIONS[each]) for each in Direction),
    }
    return list(dict.fromkeys(known[name]())) if name in known else []


def _column(each: BidColumn) -> Column:
    return Column(each.title, each.kind, [] if each.name in SEVERAL_WORDS else words_of(each.name))


def names_by_title(columns: Callable[[], list[BidColumn]]) -> dict[str, str]:
    """Return which field a column fills, by its title in any language of the pages, or by its own name."""
    names = [each.name for each in columns()]
    also = {plain_title(title): name for name, titles in ALSO_CALLED.items() if name in names for title in titles}
    titles = _in_all_languages(lambda: [(each.title, each.name) for each in columns()])
    return also | titles | {name: name for name in names}


@cache
def codes_by_word() -> dict[str, dict[str, str]]:
    """Return for kind, category, theme and direction which code a word means, in any language of the pages."""
    return {
        "kind": _coded(lambda: ((each.value, str(each.label)) for each in KINDS_IN_SHEETS)),
        "category": _coded(lambda: ((each.code, category_name(each.code)) for each in categories())),
        "theme": _coded(lambda: ((each.value, str(THEMES[each])) for each in Theme)),
        "direction": _coded(lambda: ((each.value, str(DIRECTIONS[each])) for each in Direction)),
    }


def _coded(words: Callable[[], Iterable[tuple[str, str]]]) -> dict[str, str]:
    return _in_all_languages(lambda: [pair for code, word in words() for pair in ((word, code), (code, code))])


def _in_all_languages(words: Callable[[], list[tuple[str, str]]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {plain_title(word): code for word, code in words()}
    return found
