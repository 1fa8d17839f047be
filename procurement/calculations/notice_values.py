"""Texts, money and organisations of a procurement notice.

Texts stand by the language that the notice gives them (`NOR`, `SWE`, `ENG` …). What is not said is None or empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Money:
    """An exact amount; the currency is None where the notice leaves it out."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, known in its notice by `key` (ORG-0001) and by those of its contact points (TPO-0001).

    `numbers` are its registration numbers (BT-501). A natural person has none here: theirs may be a personal number.
    """

    key: str
    names: Words
    numbers: tuple[str, ...] = ()
    country: str | None = None
    region: str | None = None
    city: str | None = None
    website: str | None = None
    contact_points: tuple[str, ...] = ()
    is_person: bool = False


def said_in(words: Words, language: str | None) -> str:
    """Return a text in the language, else in the first one it stands in, else nothing.

    >>> said_in({"NOB": "Varebiler", "ENG": "Vans"}, "ENG"), said_in({"NOB": "Varebiler"}, "ENG"), said_in({}, None)
    ('Vans', 'Varebiler', '')
    """
    return words.get(language or "", next(iter(words.values()), ""))
