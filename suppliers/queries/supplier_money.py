"""What was bought from suppliers, which only an upper app knows: panels that such an app fills.

years_of(organisation)                  the years that there is money in, the newest first
money_of(organisation, year=…)          money by card, year and currency; of some cards, or of all
sources_of(organisation, cards=…)       the files in which cards were met
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from foundation.panels import panel
from organisations.models import Organisation

YEARS, MONEY, SOURCES = "suppliers.years", "suppliers.money", "suppliers.sources"


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


def sources_of(organisation: Organisation, cards: Collection[int]) -> tuple[CardSource, ...]:
    """Return where the cards were met, the newest file first."""
    return panel(SOURCES, organisation=organisation, cards=cards)
