"""The register as a table to take away: a row for each card, persons' numbers always masked."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from foundation.spreadsheets import Column, Sheet
from suppliers.models import SupplierCard
from suppliers.queries.register import KnownSupplier
from suppliers.queries.supplier_money import CardMoney
from suppliers.reports.supplier_words import country_name, public_number, shown_card, title_of


def register_sheet(suppliers: Iterable[KnownSupplier], money: Iterable[CardMoney], own: str, year: int | None) -> Sheet:
    """Return the cards of suppliers with what their numbers are, corrections, and the money of the year."""
    of_card: dict[int, CardMoney] = {row.card: row for row in money if row.currency == own}
    spent = _("Money %(year)s, %(currency)s") % {"year": year, "currency": own} if year else _("Money")
    columns = [
        Column(_("Supplier")),
        Column(_("Public number")),
        Column(_("Number as written")),
        Column(_("The ledger's own number")),
        Column(_("Name as written")),
        Column(_("What the number is")),
        Column(_("Country")),
        Column(_("Note")),
        Column(_("Corrected number")),
        Column(_("Corrected name")),
        Column(spent, "money"),
        Column(_("Lines"), "integer"),
        Column(_("Card")),
    ]
    cells = (_cells(known, card, of_card.get(card.pk)) for known in suppliers for card in known.cards)
    return Sheet(_("Suppliers"), columns, cells)


def _cells(known: KnownSupplier, card: SupplierCard, money: CardMoney | None) -> list[Any]:
    shown = shown_card(card, numbers_are_seen=False)
    return [
        title_of(known, numbers_are_seen=False),
        public_number(card),
        shown.number,
        shown.own_numbers,
        shown.name,
        shown.kind,
        country_name(card.country),
        shown.note,
        shown.right_number,
        shown.right_name,
        money.amount if money else None,
        money.lines if money else None,
        str(card.uuid),
    ]
