"""What was bought from suppliers, which only an upper app knows: panels that such an app fills.

years_of(organisation)                  the years that there is money in, the newest first
money_of(organisation, year=…)          money by card, year and currency; of some cards, or of all
sums_of_cards(organisation, year=…)     money by card and currency of a year, of all cards, as a frame
sources_of(organisation, cards=…)       the files in which cards were met
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

import polars as pl

from foundation.panels import panel
from organisations.models import Organisation

YEARS, MONEY, SUMS, SOURCES = "suppliers.years", "suppliers.money", "suppliers.sums", "suppliers.sources"
MONEY_SCHEMA: dict[str, pl.DataType] = {
    "card": pl.Int64(),
    "currency": pl.String(),
    "amount": pl.Decimal(24, 4),
    "lines": pl.Int64(),
    "counted": pl.Decimal(24, 4),
}


@dataclass(frozen=True, slots=True)
class KnownYear:
    """A year with accounts."""

    year: int


@dataclass(frozen=True, slots=True)
class CardMoney:
    """Money that counts, of one card in one year and currency; kg CO2e where any of it has a factor.

    `identity` is under what the card is grouped, `accounts` are those that it was booked on.
    """

    card: int
    identity: UUID
    year: int
    currency: str
    amount: Decimal
    lines: int
    kg: Decimal | None
    accounts: frozenset[str]


@dataclass(frozen=True, slots=True)
class CardSums:
    """Money by card and currency (MONEY_SCHEMA): a frame, since a register has many cards.

    `amount` is purchases, capital goods and energy; `counted` the same without energy, which stands apart.
    """

    frame: pl.DataFrame


@dataclass(frozen=True, slots=True)
class CardSource:
    """A file in which a card was met: its months, its lines, and the page about it."""

    card: int
    name: str
    address: str
    first: date
    last: date
    lines: int


def years_of(organisation: Organisation) -> list[int]:
    """Return the years that there are accounts of, the newest first."""
    return sorted({row.year for row in panel(YEARS, organisation=organisation)}, reverse=True)


def money_of(
    organisation: Organisation, *, year: int | None = None, cards: Collection[int] | None = None
) -> tuple[CardMoney, ...]:
    """Return the money of a year, or of all; of these cards, or of all."""
    return panel(MONEY, organisation=organisation, year=year, cards=cards)


def sums_of_cards(organisation: Organisation, *, year: int | None) -> pl.DataFrame:
    """Return the money of a year by card and currency; nothing without a year."""
    found: tuple[CardSums, ...] = panel(SUMS, organisation=organisation, year=year) if year else ()
    frames = [each.frame for each in found]
    none = pl.DataFrame(schema=MONEY_SCHEMA)
    return pl.concat([none, *frames])


def sources_of(organisation: Organisation, cards: Collection[int]) -> tuple[CardSource, ...]:
    """Return where the cards were met, the newest file first."""
    return panel(SOURCES, organisation=organisation, cards=cards)
