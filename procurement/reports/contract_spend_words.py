"""What was spent through a contract, in words: the figures of each year and how they were found."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.contract_spend import ContractSpend, Found, Why

FOUND: Mapping[Found, Any] = {
    Found.BY_AGREEMENT: gettext_lazy("by the contract number in the accounts"),
    Found.BY_SUPPLIER: gettext_lazy("by the supplier, which has no other contract at the time"),
    Found.NOT_KNOWN: gettext_lazy("not known"),
}
WHY: Mapping[Why, Any] = {
    Why.NO_ACCOUNTS: gettext_lazy("There are no accounts of the year."),
    Why.NOT_RUNNING: gettext_lazy("The contract did not run in the year."),
    Why.NOTHING_TO_FIND_BY: gettext_lazy(
        "Neither a contract number nor an organisation number of a supplier is written down. Write one of them."
    ),
    Why.SHARED_NUMBER: gettext_lazy("Several contracts have this number, so the accounts do not tell which is meant."),
    Why.SHARED: gettext_lazy(
        "The supplier is shared by %(number)s contracts at the same time. A contract number in the accounts tells them"
        " apart."
    ),
    Why.OF_FRAMEWORK: gettext_lazy("It is counted with its framework agreement."),
    Why.YEAR_ONLY: gettext_lazy("The accounts know the year only, and the contract did not run all of it."),
    Why.PERSONAL: gettext_lazy(
        "A supplier's number is a personal number. What is found by it shows only to those who may see such numbers."
    ),
    Why.OWN_FIRST: gettext_lazy("It is counted with a contract of your own, which goes before those of others."),
    Why.NO_MONEY: gettext_lazy("The accounts have no line with the contract number or the supplier in its time."),
}


@dataclass(frozen=True, slots=True)
class ShownSpend:
    """One year in words: money by currency, kg where any is known, how it was found, and what is missing."""

    year: int
    money: tuple[str, ...]
    kg: Decimal | None
    found: str
    notes: tuple[str, ...]


def shown_spend(year: int, spend: ContractSpend, *, has_footprint: bool) -> ShownSpend:
    """Return what a page says of a contract in a year."""
    language = get_language() or "en"
    money = tuple(figures.money(amount, currency, language) for currency, amount in sorted(spend.amounts.items()))
    return ShownSpend(year, money, spend.kg, str(FOUND[spend.found]), tuple(_notes(spend, has_footprint=has_footprint)))


def _notes(spend: ContractSpend, *, has_footprint: bool) -> list[str]:
    notes = [str(WHY[spend.why]) % {"number": spend.shared_by}] if spend.why else []
    if spend.amounts and spend.why and spend.why is not Why.PERSONAL:
        notes = [_("Some of the supplier's money is left out: %(why)s") % {"why": notes[0]}]
    if spend.amounts and not has_footprint:
        notes.append(_("No footprint is calculated for the year, so the tonnes are not known."))
    elif spend.amounts and spend.kg is None:
        notes.append(_("None of this money has an emission factor."))
    elif spend.is_partial:
        notes.append(_("Some of the money has no emission factor: the tonnes are of a part."))
    return notes
