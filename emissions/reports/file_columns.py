"""How the columns of a file were read: each with its meaning in words and what stands in its first lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.personal_numbers import without_personal_numbers

MEANINGS = {
    "posted_on": gettext_lazy("Date"),
    "voucher": gettext_lazy("Voucher"),
    "account": gettext_lazy("Account"),
    "account_name": gettext_lazy("Account name"),
    "amount": gettext_lazy("Amount"),
    "currency": gettext_lazy("Currency"),
    "supplier_number": gettext_lazy("The supplier's organisation number"),
    "supplier_own_number": gettext_lazy("The ledger's own supplier number"),
    "supplier_name": gettext_lazy("Supplier"),
    "invoice": gettext_lazy("Invoice"),
    "agreement": gettext_lazy("Agreement"),
    "commodity": gettext_lazy("Commodity code"),
    "function": gettext_lazy("Function"),
    "function_name": gettext_lazy("Name of the function"),
    "unit": gettext_lazy("Unit"),
    "unit_name": gettext_lazy("Name of the unit"),
    "project": gettext_lazy("Project"),
    "text": gettext_lazy("Text"),
    "debit": gettext_lazy("Debit"),
    "credit": gettext_lazy("Credit"),
    "side": gettext_lazy("Debit or credit"),
    "year": gettext_lazy("Year"),
    "month": gettext_lazy("Month"),
    "buyer_number": gettext_lazy("Whose it is"),
    "buyer_name": gettext_lazy("Whose it is"),
}
_SIDES = {"debit": 1, "credit": -1}


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """One column of a file: its name there, what it is read as, and what stands in the sampled rows."""

    name: str
    meaning: str
    values: list[str]


@dataclass(frozen=True, slots=True)
class ReadColumns:
    """The columns of a file and the rows they are sampled from; `unread` names the columns that are not read.

    Formats without columns have no names.
    """

    rows: list[str]
    columns: list[ReadColumn]
    unread: list[str]
    are_named: bool


def read_columns(
    columns: Iterable[Sequence[str]], sample: Sequence[Mapping[str, str]], *, sees_numbers: bool
) -> ReadColumns | None:
    """Return how a file was read, from (name, meaning) and its first lines; None where nothing was.

    Titles of columns that are not read may name a person: they are for those alone who may see personal numbers.
    """
    if not sample:
        return None
    named = [(without_personal_numbers(name) or "", meaning) for name, meaning in columns]
    pairs = [(name, meaning) for name, meaning in named if meaning]
    pairs = pairs or [("", meaning) for meaning in MEANINGS if any(meaning in line for line in sample)]
    return ReadColumns(
        rows=[_("Row %(number)s") % {"number": line["row"]} for line in sample],
        columns=[
            ReadColumn(name, str(MEANINGS.get(meaning, meaning)), [value_in_words(meaning, line) for line in sample])
            for name, meaning in pairs
        ],
        unread=[name for name, meaning in named if not meaning and sees_numbers],
        are_named=bool(named),
    )


def value_in_words(meaning: str, line: Mapping[str, str]) -> str:
    """Return what a line, as texts, says under a meaning: amounts and days as the language writes them."""
    text = line.get("amount" if meaning in _SIDES else meaning, "")
    if meaning in _SIDES and text:
        side = _SIDES[meaning] * Decimal(text)
        return figures.plain(side, get_language() or "en", 2) if side > 0 else ""
    if meaning == "side" and line.get("amount"):
        return _("Debit") if Decimal(line["amount"]) >= 0 else _("Credit")
    if meaning in ("year", "month") and not text:
        return line.get("posted_on", "")[slice(0, 4) if meaning == "year" else slice(5, 7)]
    if meaning == "amount" and text:
        return figures.plain(text, get_language() or "en", 2)
    if meaning == "posted_on" and text:
        return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")
    return text
