"""The register: suppliers, each with its cards, narrowed and in order, with the money of a year beside them.

The money is known by an app above alone, so the order by money is made here; a page costs the same number of queries
however many suppliers there are. All cards are read once as a frame, which is counted, narrowed and put in order in
memory; only the suppliers on the page become objects.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any
from uuid import UUID

import polars as pl

from foundation.named_sql import statement
from foundation.postgres.bulk import copied_frame
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind
from suppliers.models import MergeProposal, SupplierCard
from suppliers.queries.supplier_money import MONEY_SCHEMA

KINDS = tuple(kind.value for kind in NumberKind)
DOUBLES, NEGATIVE, MERGED, CORRECTED = "doubles", "negative", "merged", "corrected"
SHOWS = (*KINDS, DOUBLES, NEGATIVE, MERGED, CORRECTED)
SORTS = ("money", "name")
_FEWEST_DIGITS = 3
CARD_SCHEMA: dict[str, pl.DataType] = {
    "card": pl.Int64(),
    "identity": pl.String(),
    "name": pl.String(),
    "kind": pl.String(),
    "is_merged": pl.Boolean(),
    "is_corrected": pl.Boolean(),
    "is_found": pl.Boolean(),
}


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
    """The register as somebody wants it; persons are found by their number only where `numbers_are_seen`.

    `money` has MONEY_SCHEMA, from `supplier_money`.
    """

    def __init__(
        self, organisation: Organisation, wanted: Wanted, *, numbers_are_seen: bool, money: pl.DataFrame | None = None
    ) -> None:
        self._organisation, self._wanted = organisation, wanted
        parameters = _parameters(organisation, wanted, numbers_are_seen=numbers_are_seen)
        cards = copied_frame(statement("suppliers.register_cards"), parameters, CARD_SCHEMA)
        self._cards = cards.with_columns(pl.col("name").fill_null(""))
        known = self._cards.select("card", "identity")
        self._money = (pl.DataFrame(schema=MONEY_SCHEMA) if money is None else money).join(known, on="card")

    @cached_property
    def counts(self) -> Counts:
        """What the register holds."""
        cards, identity = self._cards, pl.col("identity")
        kinds = cards.group_by("kind").agg(identity.n_unique()).iter_rows()
        merged, corrected = (cards.filter(name)["identity"].n_unique() for name in ("is_merged", "is_corrected"))
        by_show = {**dict(kinds), NEGATIVE: len(self._negative), MERGED: merged, CORRECTED: corrected}
        return Counts(cards["identity"].n_unique(), cards.height, by_show, open_proposals(self._organisation))

    @cached_property
    def found(self) -> Sequence[str]:
        """The suppliers that fit, in order: by name, or with most money first and those without any by name below."""
        return self._found["identity"].to_list()

    @property
    def found_money(self) -> Decimal:
        """The money of those that fit, in the organisation's own currency."""
        return sum(self._found["amount"].drop_nulls().to_list(), Decimal(0))

    @cached_property
    def _negative(self) -> list[str]:
        """The suppliers that gave back more than they were paid in the year, energy apart, in the own currency."""
        own = self._money.filter(pl.col("currency") == self._organisation.currency)
        sums = own.group_by("identity").agg(pl.sum("counted"))
        return sums.filter(pl.col("counted") < 0)["identity"].to_list()

    @cached_property
    def _found(self) -> pl.DataFrame:
        fitting = self._cards.filter("is_found").group_by("identity").agg(pl.min("name"))
        if self._wanted.show == NEGATIVE:
            fitting = fitting.filter(pl.col("identity").is_in(self._negative))
        own = pl.col("currency") == self._organisation.currency
        sums = self._money.group_by("identity").agg(amount=pl.col("amount").filter(own).sum())
        found = fitting.join(sums, on="identity", how="left")
        if self._wanted.sort == "name":
            return found.sort(pl.col("name") == "", "name", "identity")
        return found.sort("amount", "name", "identity", descending=[True, False, False], nulls_last=True)

    def suppliers(self, identities: Sequence[str]) -> list["KnownSupplier"]:
        """Return these suppliers with their cards and their money, in this order."""
        asked = self._money.filter(pl.col("identity").is_in(identities))
        sums = asked.group_by("identity", "currency").agg(pl.sum("amount", "lines"))
        money = _sums(sums.iter_rows(), self._organisation.currency)
        return suppliers_of(self._organisation, [UUID(each) for each in identities], money)


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


def _sums(found: Iterable[tuple[str, str, Decimal, int]], own: str) -> dict[UUID, Sums]:
    """Return by supplier its identity's rows of currency, amount and lines; currencies are never added up."""
    amounts: dict[UUID, dict[str, Decimal]] = defaultdict(dict)
    lines: dict[UUID, int] = defaultdict(int)
    for identity, currency, amount, count in found:
        amounts[UUID(identity)][currency] = amount
        lines[UUID(identity)] += count
    return {
        identity: Sums(
            by_currency.get(own, Decimal(0)),
            {currency: amount for currency, amount in sorted(by_currency.items()) if currency != own},
            lines[identity],
        )
        for identity, by_currency in amounts.items()
    }


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
        "doubles": wanted.show == DOUBLES,
        "merged": wanted.show == MERGED,
        "corrected": wanted.show == CORRECTED,
        "pattern": f"%{escaped}%" if words else None,
        "number": f"%{plain}%" if has_digits else None,
        "numbers_are_seen": numbers_are_seen,
    }
