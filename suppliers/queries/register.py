"""The register: suppliers, each with its cards, narrowed and in order, with the money of a year beside them.

The money is known by an app above alone, so the order by money is made here; a page costs the same number of queries
however many suppliers there are.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from foundation.named_sql import rows
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind
from suppliers.models import MergeProposal, SupplierCard
from suppliers.queries.supplier_money import CardMoney, money_of

KINDS = tuple(kind.value for kind in NumberKind)
DOUBLES, MERGED, CORRECTED = "doubles", "merged", "corrected"
SHOWS = (*KINDS, DOUBLES, MERGED, CORRECTED)
SORTS = ("money", "name")
_FEWEST_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which suppliers: `show` is one of SHOWS or empty, `sort` one of SORTS."""

    show: str = ""
    words: str = ""
    year: int | None = None
    sort: str = "money"


@dataclass(frozen=True, slots=True)
class Sums:
    """Money of one supplier: in the organisation's own currency, and in others by currency."""

    amount: Decimal
    others: Mapping[str, Decimal]
    lines: int


@dataclass(frozen=True, slots=True)
class KnownSupplier:
    """One supplier: the card that stands for it, all of its cards, and its money where there is any."""

    head: SupplierCard
    cards: tuple[SupplierCard, ...]
    sums: Sums | None

    @property
    def name(self) -> str:
        """The name by which it is known."""
        return self.head.identity_name or self.head.known_name


def found_identities(
    organisation: Organisation, wanted: Wanted, money: Mapping[UUID, Sums], *, numbers_are_seen: bool
) -> list[UUID]:
    """Return the suppliers that fit, in order; persons are found by their number only where `numbers_are_seen`."""
    found = rows("suppliers.found_in_register", _parameters(organisation, wanted, numbers_are_seen=numbers_are_seen))
    if wanted.sort == "name":
        found.sort(key=lambda row: (not row["name"], row["name"] or "", row["identity"].int))
    else:
        found = _by_money(found, money)
    return [row["identity"] for row in found]


def suppliers_of(
    organisation: Organisation, identities: Sequence[UUID], money: Mapping[UUID, Sums]
) -> list[KnownSupplier]:
    """Return these suppliers with their cards, in this order, in one query."""
    cards: dict[UUID, list[SupplierCard]] = defaultdict(list)
    found = SupplierCard.objects.filter(organisation=organisation, identity__in=identities)
    for card in found.select_related("party").order_by("pk"):
        cards[card.identity].append(card)
    return [
        KnownSupplier(head_of(cards[identity]), tuple(cards[identity]), money.get(identity))
        for identity in identities
        if identity in cards
    ]


def supplier_of(organisation: Organisation, card: UUID) -> KnownSupplier | None:
    """Return the supplier that a card belongs to now, without money; None where there is no such card here."""
    found = SupplierCard.objects.filter(organisation=organisation, uuid=card).first()
    known = suppliers_of(organisation, [found.identity], {}) if found else []
    return known[0] if known else None


def head_of(cards: Collection[SupplierCard]) -> SupplierCard:
    """Return the card that stands for a supplier: the oldest with a public number, else the oldest."""
    return min(cards, key=lambda card: (card.party_id is None, card.pk))


def sums_of_year(organisation: Organisation, year: int | None) -> dict[UUID, Sums]:
    """Return the money of each supplier in a year; nothing without one."""
    return sums_by_identity(money_of(organisation, year=year), organisation.currency) if year else {}


def sums_by_identity(found: Iterable[CardMoney], own: str) -> dict[UUID, Sums]:
    """Return money summed by supplier; currencies are never added up."""
    amounts: dict[UUID, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    lines: dict[UUID, int] = defaultdict(int)
    for row in found:
        amounts[row.identity][row.currency] += row.amount
        lines[row.identity] += row.lines
    return {
        identity: Sums(
            by_currency.get(own, Decimal(0)),
            {currency: amount for currency, amount in sorted(by_currency.items()) if currency != own},
            lines[identity],
        )
        for identity, by_currency in amounts.items()
    }


@dataclass(frozen=True, slots=True)
class Counts:
    """How many suppliers and cards there are, how many suppliers of each of SHOWS, and open proposals."""

    suppliers: int
    cards: int
    by_show: Mapping[str, int]
    proposals: int


def counts_of(organisation: Organisation) -> Counts:
    """Return what the register holds."""
    found = rows("suppliers.register_counts", {"organisation_id": organisation.pk})
    (whole,) = (row for row in found if row["kind"] is None)
    by_show = {row["kind"]: row["suppliers"] for row in found if row["kind"] is not None}
    by_show |= {MERGED: whole["merged"], CORRECTED: whole["corrected"]}
    return Counts(whole["suppliers"], whole["cards"], by_show, open_proposals(organisation))


def open_proposals(organisation: Organisation) -> int:
    """Return how many proposals wait."""
    return MergeProposal.objects.filter(organisation=organisation, state=MergeProposal.State.OPEN).count()


def _by_money(found: Iterable[dict[str, Any]], money: Mapping[UUID, Sums]) -> list[dict[str, Any]]:
    """Return suppliers with most money first, those without any by name below them."""
    spent: list[dict[str, Any]] = []
    rest: list[dict[str, Any]] = []
    for row in found:
        (spent if row["identity"] in money else rest).append(row)
    spent.sort(key=lambda row: (-money[row["identity"]].amount, row["name"] or "", row["identity"].int))
    rest.sort(key=lambda row: (row["name"] or "", row["identity"].int))
    return spent + rest


def _parameters(organisation: Organisation, wanted: Wanted, *, numbers_are_seen: bool) -> dict[str, Any]:
    words = wanted.words.strip()
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    plain = re.sub(r"[^0-9A-Za-z]", "", words)
    has_digits = sum(letter.isdigit() for letter in plain) >= _FEWEST_DIGITS
    return {
        "organisation_id": organisation.pk,
        "kind": wanted.show if wanted.show in KINDS else None,
        "doubles": wanted.show == DOUBLES,
        "merged": wanted.show == MERGED,
        "corrected": wanted.show == CORRECTED,
        "pattern": f"%{escaped}%" if words else None,
        "number": f"%{plain}%" if has_digits else None,
        "numbers_are_seen": numbers_are_seen,
    }
