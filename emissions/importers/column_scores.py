"""How well one column serves as one meaning, by its name and by what stands in it, and the reason in a code."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from emissions.importers.column_contents import CURRENCIES, ColumnContent
from emissions.importers.column_words import CUSTOMARY, named_as, without_vat
from emissions.importers.ledger_columns import fold

NAMED_SURELY: Final = 0.61
ENOUGH: Final = 0.4
_BY_NAME, _BY_CONTENT = 0.7, 0.3
_MOSTLY, _SOME = 0.8, 0.25
_MONTHS_FIT: Final = 0.6
_NEUTRAL: Final = 0.5
_NEARLY_ALL: Final = 0.9
_SHORT_TEXT: Final = 6
_TWO_SIDES: Final = 2

# money that is not what was bought, and days on which nothing was booked
_OTHER_MONEY: Final = re.compile(
    r"moms|mva|\bvat\b|\balv\b|inkl|incl|brutto|gross|saldo|balan[cs]|\brest|kurs|\brate\b|antall?\b|quantity|\bqty\b|"
    r"procent|prosent|percent|skatt|rabatt|valuta|currency|\bcur\b|budsj|budg|progn|avvik|differ"
)
_OTHER_DAYS: Final = re.compile(r"forfall|\bdue\b|betal|payment|paid|registr|endret|andrad|updated|erapaiva|maksu")

_FOREIGN: Final = re.compile(
    r"(?:\bcur\b|currency|valuta).*(?:amount|belop|belob)|(?:amount|belop\w*|belob).*(?:valuta|currency)"
)

Fit = Callable[[ColumnContent], float]


def _texts(content: ColumnContent) -> float:
    return 1.0 if content.letters > _NEUTRAL else 0.2


def _numbers(content: ColumnContent) -> float:
    return 1.0 if content.amounts > _MOSTLY and content.dates < _NEUTRAL else 0.0


def _codes(content: ColumnContent) -> float:
    return 0.3 if content.looks_like_amounts or content.dates > _NEUTRAL else 1.0


def _are_names(content: ColumnContent) -> bool:
    """Return whether these are names of companies rather than numbers, whatever the column is called."""
    return content.letters > _MOSTLY and content.companies > _SOME and content.references < _SOME


_FITS: Final[Mapping[str, Fit]] = MappingProxyType(
    {
        "posted_on": lambda c: c.dates if c.dates > _MOSTLY else _MONTHS_FIT * (c.months > _MOSTLY),
        "year": lambda c: float(c.years > _MOSTLY),
        "month": lambda c: float(c.periods > _MOSTLY),
        "account": lambda c: float(c.accounts > _MOSTLY and not (c.fractions > _MOSTLY or c.dates > _NEUTRAL)),
        "amount": _numbers,
        "debit": _numbers,
        "credit": _numbers,
        "side": lambda c: float(c.sides > _NEARLY_ALL),
        "currency": lambda c: float(c.currencies > _MOSTLY),
        "supplier_number": lambda c: (
            0.0 if _are_names(c) else 1.0 if c.organisations > _NEUTRAL else 0.2 if c.letters > _NEUTRAL else 0.7
        ),
        "supplier_own_number": lambda c: 0.0 if _are_names(c) else 0.2 if c.organisations > _NEUTRAL else 0.9,
        **dict.fromkeys(("supplier_name", "account_name", "unit_name", "function_name", "text"), _texts),
        **dict.fromkeys(("function", "unit", "project", "voucher", "invoice", "agreement"), _codes),
    }
)
_NUMBERS_OF_SUPPLIERS: Final = frozenset({"supplier_number", "supplier_own_number"})
_MUST_FIT: Final = frozenset(
    {"posted_on", "year", "month", "account", "amount", "debit", "credit", "side", "currency"} | _NUMBERS_OF_SUPPLIERS
)


def named_score(name: str, meaning: str, content: ColumnContent) -> tuple[float, str]:
    """Return how well a column serves by its name, with what stands in it beside, and why; 0 where it does not."""
    surely = named_as(name, meaning)
    if not surely or (surely < NAMED_SURELY and is_other(name, meaning)):
        return 0.0, ""
    if not content.filled:
        return (0.0, "") if meaning in _MUST_FIT - _NUMBERS_OF_SUPPLIERS else (_BY_NAME * surely, "named")
    fit = _FITS[meaning](content) if meaning in _FITS else _NEUTRAL
    if not fit and meaning in _MUST_FIT:
        return 0.0, ""
    custom = "named_by_custom" if fold(name) in CUSTOMARY else "named_nearly"
    return _BY_NAME * surely + _BY_CONTENT * fit, "named" if surely > NAMED_SURELY else custom


def is_other(name: str, meaning: str) -> bool:
    """Return whether a name says that its amounts or days are not those that count: VAT, balances, due dates."""
    if meaning in ("amount", "debit", "credit"):
        return _OTHER_MONEY.search(without_vat(name)) is not None
    return meaning == "posted_on" and _OTHER_DAYS.search(fold(name)) is not None


def is_foreign_money(name: str) -> bool:
    """Return whether a name is that of amounts in the currency of the invoice, beside those in one's own.

    >>> is_foreign_money("cur_amount"), is_foreign_money("Beløp i valuta"), is_foreign_money("Valuta")
    (True, True, False)
    """
    return _FOREIGN.search(fold(name)) is not None


def currency_named(names: Sequence[str]) -> str | None:
    """Return the currency that the names of amounts say; None where they say none, or several.

    >>> currency_named(["Beløp SEK"]), currency_named(["Debet NOK", "Kredit NOK"]), currency_named(["Belopp"])
    ('SEK', 'NOK', None)
    """
    said = {word.upper() for name in names for word in fold(name).split() if word.upper() in CURRENCIES}
    return said.pop() if len(said) == 1 else None


def content_score(name: str, meaning: str, content: ColumnContent) -> tuple[float, str]:
    """Return how well a column serves by what stands in it alone, and why; only what content can tell."""
    tell = _CONTENT.get(meaning)
    if tell is None or not content.filled or is_other(name, meaning):
        return 0.0, ""
    return tell(content)


def _date(content: ColumnContent) -> tuple[float, str]:
    if content.dates > _MOSTLY:
        return 0.68, "looks_like_dates"
    return (0.58, "looks_like_months") if content.months > _MOSTLY and content.amounts > _MOSTLY else (0.0, "")


def _when(
    holds: Callable[[ColumnContent], bool], score: float, reason: str
) -> Callable[[ColumnContent], tuple[float, str]]:
    return lambda content: (score, reason) if holds(content) else (0.0, "")


def _free_text(content: ColumnContent) -> tuple[float, str]:
    """Return longer texts before shorter ones: names of units and accounts are texts, too."""
    is_text = content.letters > _MOSTLY and content.distinct > 1 and content.length > _SHORT_TEXT
    return (0.41 + min(content.length, 90) / 1000, "looks_like_texts") if is_text else (0.0, "")


_CONTENT: Final[Mapping[str, Callable[[ColumnContent], tuple[float, str]]]] = MappingProxyType(
    {
        "posted_on": _date,
        "amount": _when(
            lambda c: c.looks_like_amounts and c.fractions > 0 and c.share > _NEUTRAL, 0.62, "looks_like_amounts"
        ),
        "account": _when(
            lambda c: c.looks_like_accounts and c.share > _NEUTRAL and c.organisations < _NEUTRAL,
            0.6, "looks_like_accounts",
        ),
        "supplier_number": _when(
            lambda c: c.organisations > _MOSTLY and c.dates < _NEUTRAL, 0.64, "looks_like_organisation_numbers"
        ),
        "supplier_name": _when(
            lambda c: c.companies > _SOME and c.letters > _MOSTLY, 0.6, "looks_like_companies"
        ),
        "currency": _when(lambda c: c.currencies > _MOSTLY, 0.66, "looks_like_currencies"),
        "side": _when(
            lambda c: c.sides > _NEARLY_ALL and c.share > _NEARLY_ALL and c.distinct == _TWO_SIDES,
            0.62, "looks_like_sides",
        ),
        "commodity": _when(lambda c: c.commodities > _MOSTLY and c.dates < _NEUTRAL, 0.63, "looks_like_commodities"),
        "voucher": _when(
            lambda c: c.references > _NEARLY_ALL and c.share > _NEARLY_ALL and not c.fractions and c.dates < _NEUTRAL
            and c.distinct > c.filled / 3 and c.one_length > _NEUTRAL,
            0.41, "looks_like_references",
        ),
        "text": _free_text,
    }
)  # fmt: skip
