"""What becomes of a file's money: counted, capital goods, energy, left out with reasons, and what needs an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.calculations.results import COUNTED, IN_TOTAL, Treatment
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name
from foundation import figures

NOTHING = Decimal(0)
SHOWN = 10
ORDER = ("purchase", "capital_good", "energy", "unclassified", "excluded")
TONES = {
    "purchase": "good",
    "capital_good": "capital",
    "energy": "info",
    "unclassified": "warning",
    "excluded": "soft",
}


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Money under one name: a reason or a category, with its code, lines and amount."""

    code: str
    name: str
    lines: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class TreatedMoney:
    """A file's money in its main currency by what becomes of it; `other_currencies` are named, not added up."""

    currency: str
    other_currencies: tuple[str, ...]
    parts: list[dict[str, Any]]
    excluded: list[MoneyRow]
    excluded_sum: Decimal
    unclassified: list[MoneyRow]
    categories: list[MoneyRow]
    counted: Decimal
    counted_lines: int
    classified_share: Decimal | None

    @property
    def largest_categories(self) -> list[MoneyRow]:
        """The largest categories, and last the sum of the others."""
        shown, others = self.categories[:SHOWN], self.categories[SHOWN:]
        if len(others) <= 1:
            return self.categories
        name = _("Other: %(number)s categories") % {"number": len(others)}
        lines, amount = sum(row.lines for row in others), sum((row.amount for row in others), NOTHING)
        return [*shown, MoneyRow("", name, lines, amount)]


def treated_money(rows: Iterable[Mapping[str, Any]], addresses: Mapping[str, str]) -> TreatedMoney | None:
    """Return what becomes of the money in rows of treatment, reason, category, currency, amount and lines.

    `addresses` says by treatment where its part leads. None where there are no rows.
    """
    every = list(rows)
    lines: dict[str, int] = defaultdict(int)
    for row in every:
        lines[row["currency"]] += row["lines"]
    if not lines:
        return None
    currency = max(lines, key=lambda code: (lines[code], code))
    those = [row for row in every if row["currency"] == currency]
    counted = [row for row in those if row["treatment"] in COUNTED]
    return TreatedMoney(
        currency=currency,
        other_currencies=tuple(sorted(set(lines) - {currency})),
        parts=_parts(those, currency, addresses),
        excluded=_named(those, ("excluded",), "reason", reason_name),
        excluded_sum=_amount(row for row in those if row["treatment"] == "excluded"),
        unclassified=_named(those, ("unclassified",), "reason", reason_name),
        categories=_named(those, IN_TOTAL | {Treatment.ENERGY}, "category", category_name),
        counted=_amount(counted),
        counted_lines=sum(row["lines"] for row in counted),
        classified_share=_share(counted),
    )


def _parts(rows: Sequence[Mapping[str, Any]], currency: str, addresses: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the money in parts for components/parts.html, each as its net sum; a negative one has no width."""
    language = get_language() or "en"
    titles = {
        "purchase": _("Counted"),
        "capital_good": _("Capital goods"),
        "energy": _("Energy, on its own line"),
        "unclassified": _("Needs you"),
        "excluded": _("Left out, with reasons"),
    }
    amounts = {treatment: _amount(row for row in rows if row["treatment"] == treatment) for treatment in ORDER}
    whole = sum((max(amount, NOTHING) for amount in amounts.values()), NOTHING)
    return [
        {
            "title": titles[treatment],
            "tone": TONES[treatment],
            "share": float(max(amount, NOTHING) / whole * 100) if whole else 0,
            "figure": figures.money_in_words(amount, currency, language),
            "address": addresses.get(treatment, ""),
        }
        for treatment, amount in amounts.items()
        if amount
    ]


def _named(
    rows: Iterable[Mapping[str, Any]],
    treatments: Collection[str],
    field: str,
    name: Any,  # noqa: ANN401 - a function
) -> list[MoneyRow]:
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    lines: dict[str, int] = defaultdict(int)
    for row in rows:
        if row["treatment"] in treatments:
            amounts[row[field] or ""] += Decimal(row["amount"])
            lines[row[field] or ""] += row["lines"]
    found = [MoneyRow(code, name(code), lines[code], amount) for code, amount in amounts.items()]
    return sorted(found, key=lambda row: (-abs(row.amount), row.name))


def _amount(rows: Iterable[Mapping[str, Any]]) -> Decimal:
    return sum((Decimal(row["amount"]) for row in rows), NOTHING)


def _share(counted: Sequence[Mapping[str, Any]]) -> Decimal | None:
    """Return the share of counted money, by size, that has a category; None where nothing counts."""
    sizes = [(abs(Decimal(row["amount"])), row["treatment"] != "unclassified") for row in counted]
    whole = sum((size for size, _known in sizes), NOTHING)
    return sum((size for size, known in sizes if known), NOTHING) / whole if whole else None
