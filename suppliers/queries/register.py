"""The register: suppliers, each with its cards, narrowed and in order, with the money of a year beside them.

How many suppliers there are of what, their order and their money are kept (services/keep_register.py), so that a page
costs what it shows. What somebody searches, doubles and what was corrected is found among the cards.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

import polars as pl

from foundation.named_sql import rows, statement
from foundation.postgres.bulk import copied_frame
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind
from suppliers.models import MergeProposal, SupplierCard
from suppliers.queries.listed import Listed

KINDS = tuple(kind.value for kind in NumberKind)
DOUBLES, NEGATIVE, MERGED, CORRECTED = "doubles", "negative", "merged", "corrected"
SHOWS = (*KINDS, DOUBLES, NEGATIVE, MERGED, CORRECTED)
SORTS = ("money", "name")
_FEWEST_DIGITS = 3
FOUND_SCHEMA: dict[str, pl.DataType] = {"identity": pl.String(), "amount": pl.Decimal(24, 4)}


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


@dataclass(frozen=True, slots=True)
class Counts:
    """How many suppliers and cards there are, how many suppliers of each of SHOWS, and open proposals."""

    suppliers: int
    cards: int
    by_show: Mapping[str, int]
    proposals: int


class Register:
    """The register as somebody wants it; persons are found by their number only where `numbers_are_seen`."""

    def __init__(self, organisation: Organisation, wanted: Wanted, *, numbers_are_seen: bool) -> None:
        self._organisation, self._wanted = organisation, wanted
        self._parameters = _parameters(organisation, wanted, numbers_are_seen=numbers_are_seen)

    @cached_property
    def counts(self) -> Counts:
        """What the register holds."""
        by_show = {show: kept.suppliers for show, kept in self._kept.items() if show}
        negative = self._kept_of_year.get(NEGATIVE, _NONE).suppliers
        all_of_them = self._kept.get("", _NONE)
        proposals = open_proposals(self._organisation)
        return Counts(all_of_them.suppliers, all_of_them.cards, {**by_show, NEGATIVE: negative}, proposals)

    @cached_property
    def found(self) -> Sequence[str]:
        """The suppliers that fit, in order: by name, or with most money first and those without any by name below."""
        return self._chosen["identity"].to_list() if self._is_chosen else Listed(self._size, self._listed)

    @property
    def found_money(self) -> Decimal:
        """The money of those that fit, in the organisation's own currency."""
        if self._is_chosen:
            return sum(self._chosen["amount"].drop_nulls().to_list(), Decimal(0))
        return self._kept_of_year.get(self._wanted.show, _NONE).amount

    def suppliers(self, identities: Sequence[str]) -> list["KnownSupplier"]:
        """Return these suppliers with their cards and their money, in this order."""
        known = [UUID(each) for each in identities]
        found = rows("suppliers.money_of_register", {**self._parameters, "identities": known})
        money = {row["identity"]: Sums(row["amount"], _others(row["others"]), row["lines"]) for row in found}
        return suppliers_of(self._organisation, known, money)

    @property
    def _is_chosen(self) -> bool:
        """Whether those that fit are looked up one by one, rather than read in the order that is kept."""
        return bool(self._wanted.words.strip()) or self._wanted.show in (DOUBLES, NEGATIVE, CORRECTED)

    @cached_property
    def _chosen(self) -> pl.DataFrame:
        only_doubles = self._wanted.show == DOUBLES and self._parameters["pattern"] is None
        name = "register_doubles" if only_doubles else "register_found"
        return copied_frame(statement(f"suppliers.{name}"), self._parameters, FOUND_SCHEMA)

    @cached_property
    def _counted(self) -> list[dict[str, Any]]:
        return rows("suppliers.register_counts", self._parameters)

    @property
    def _kept(self) -> dict[str, "_Kept"]:
        """How many suppliers there are of what in all years."""
        return {row["show"]: _Kept(row["suppliers"], row["cards"]) for row in self._counted if row["year"] is None}

    @property
    def _kept_of_year(self) -> dict[str, "_Kept"]:
        """How many suppliers of what there is money of in the year, and how much."""
        of_year = [row for row in self._counted if row["year"] is not None]
        return {row["show"]: _Kept(row["suppliers"], 0, row["amount"]) for row in of_year}

    @property
    def _size(self) -> int:
        return self._kept.get(self._wanted.show, _NONE).suppliers

    def _listed(self, first: int, most: int | None) -> list[str]:
        """Return `most` suppliers, or all, from the `first` on, in the order that is kept."""
        asked = {**self._parameters, "show": self._wanted.show, "first": first, "most": most}
        if self._wanted.sort == "name":
            return [row["identity"] for row in rows("suppliers.register_by_name", asked)]
        bought = self._kept_of_year.get(self._wanted.show, _NONE).suppliers
        without = {
            "first_without": max(first - bought, 0),
            "most_without": None if most is None else max(most - max(bought - first, 0), 0),
        }
        return [row["identity"] for row in rows("suppliers.register_by_money", {**asked, **without})]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of how many suppliers there are of what."""

    suppliers: int = 0
    cards: int = 0
    amount: Decimal = Decimal(0)


_NONE = _Kept()


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
    """Return the card that stands for a supplier: the chosen one, the oldest with a public number, else the oldest."""
    return min(cards, key=lambda card: (not _is_chosen(card), card.party_id is None, card.pk))


def _is_chosen(card: SupplierCard) -> bool:
    """Whether the supplier of a card is known by the card's own name and number, where cards were merged."""
    number = "" if card.is_personal else card.known_number
    return bool(card.identity_number or card.identity_name) and (card.identity_number, card.identity_name) == (
        number,
        card.known_name,
    )


def _others(kept: str) -> dict[str, Decimal]:
    """Return the money in other currencies, in their order; currencies are never added up."""
    return {currency: Decimal(amount) for currency, amount in sorted(json.loads(kept).items())}


def open_proposals(organisation: Organisation) -> int:
    """Return how many proposals wait."""
    return MergeProposal.objects.filter(organisation=organisation, state=MergeProposal.State.OPEN).count()


def _parameters(organisation: Organisation, wanted: Wanted, *, numbers_are_seen: bool) -> dict[str, Any]:
    words = wanted.words.strip()
    escaped = words.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    plain = re.sub(r"[^0-9A-Za-z]", "", words)
    has_digits = sum(letter.isdigit() for letter in plain) >= _FEWEST_DIGITS
    return {
        "organisation_id": organisation.pk,
        "kind": wanted.show if wanted.show in KINDS else None,
        "year": wanted.year,
        "by_name": wanted.sort == "name",
        "doubles": wanted.show == DOUBLES,
        "negative": wanted.show == NEGATIVE,
        "merged": wanted.show == MERGED,
        "corrected": wanted.show == CORRECTED,
        "pattern": f"%{escaped}%" if words else None,
        "number": f"%{plain}%" if has_digits else None,
        "numbers_are_seen": numbers_are_seen,
    }
