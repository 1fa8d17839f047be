"""What an uncertain group of lines may be, with the reason: from what else is known of its supplier and its name.

Source: docs/methods/review_queue.md. In this order, each category once, at most three:
1. a rule of a network of which the organisation is a member names the supplier;
2. the same supplier is decided elsewhere, by at least 60 % of its decided money in one category;
3. suppliers whose names end in the same word, which most often is their trade, are by at least 75 %, and they are at
   least three;
4. the supplier's name holds a word that the account crosswalk knows in account names: rows of the same accounts and
   part of the ledger first, else where all rows that know it agree;
5. what the account alone says, as it counts now.

What 2 and 3 find may itself have been decided by accounts alone: then accounts speak for accounts. Such evidence
is proposed, and counts as thin unless it is much.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cache

from organisations.reference.crosswalks import AccountMapping

MOST = 3
CAPITAL = "capital"
OF_SUPPLIER, OF_LIKE_NAMES = Decimal("0.60"), Decimal("0.75")
ENOUGH_LIKE = 3
FIRM = Decimal("0.50")  # the share of the money that rules or commodity codes must have decided to vouch for the rest
MANY_LINES = 10  # and as much money as is at stake: then the choice of accounts tells something of its own
# Words that end names and are no trade.
NO_TRADE = (
    "aktiebolag", "aksjeselskap", "avdeling", "avdelning", "bolag", "company", "filial", "firma", "gruppen", "group",
    "handelsbolag", "holding", "kommanditbolag", "kommun", "kommune", "limited", "nordic", "norden", "norge", "norway",
    "publ", "region", "scandinavia", "selskap", "service", "services", "sverige", "sweden",
)  # fmt: skip


class Ground(StrEnum):
    """What a proposal rests on."""

    NETWORK = "network"
    ELSEWHERE = "elsewhere"
    LIKE_NAMES = "like_names"
    NAME = "name"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Support:
    """Decided lines that speak for a category: their money by absolute amounts, and how much of it was decided firmly.

    Firm is what a commodity code decided, or a rule that names more than account, function and unit.
    """

    amount: Decimal
    lines: int = 0
    firm: Decimal = Decimal(0)

    @property
    def is_firm(self) -> bool:
        """Whether at least half of the money was decided by more than accounts."""
        return self.firm >= FIRM * self.amount

    def is_thin(self, stake: Decimal) -> bool:
        """Whether accounts alone speak for it, on few lines or with less money than is at stake."""
        return not self.is_firm and (self.lines < MANY_LINES or self.amount < stake)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A category, what speaks for it, and a word or two of detail: a network, a name, a word.

    `rests_on` are the decided lines behind it, where decided lines are what speaks for it.
    """

    category: str
    ground: Ground
    detail: str = ""
    share: Decimal | None = None
    rests_on: Support | None = None

    def is_thin(self, stake: Decimal) -> bool:
        """Whether decided lines speak for it, and too few of them that only accounts decided; `stake` is at stake."""
        return self.rests_on is not None and self.rests_on.is_thin(stake)

    def is_backed(self, stake: Decimal) -> bool:
        """Whether enough speaks for it besides accounts, which say too little, for `stake` of money."""
        return self.ground is not Ground.ACCOUNT and not self.is_thin(stake)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a group: decided lines by category of its supplier and of like names, and what networks say."""

    account: str = ""
    supplier_name: str = ""
    ledger_part: str = ""  # "capital" or "running"; empty where nobody knows
    present: str | None = None
    elsewhere: Mapping[str, Support] = field(default_factory=dict)
    like_names: Mapping[str, Support] = field(default_factory=dict)
    like_suppliers: int = 0
    network: tuple[str, str] | None = None  # category, and the network's name


def proposals(evidence: Evidence, mappings: Sequence[AccountMapping]) -> tuple[Proposal, ...]:
    """Return what the group may be, the likeliest first; `mappings` are the crosswalk of the organisation's chart."""
    found: dict[str, Proposal] = {}
    for proposal in _proposed(evidence, mappings):
        found.setdefault(proposal.category, proposal)
    return tuple(found.values())[:MOST]


def trade_word(name: str) -> str:
    """Return the word by which names are alike: the last one of at least four letters that may be a trade.

    >>> trade_word("Nordbygg Transport AS"), trade_word("H&M AB"), trade_word("Ekby Taxi Norge AS")
    ('transport', '', 'taxi')
    """
    words = [word for word in re.findall(r"[^\W\d_]{4,}", name.lower()) if word not in NO_TRADE]
    return words[-1] if words else ""


def _proposed(evidence: Evidence, mappings: Sequence[AccountMapping]) -> Iterator[Proposal]:
    if evidence.network:
        yield Proposal(evidence.network[0], Ground.NETWORK, evidence.network[1])
    if elsewhere := _largest(evidence.elsewhere, OF_SUPPLIER):
        yield Proposal(elsewhere[0], Ground.ELSEWHERE, "", *elsewhere[1:])
    if evidence.like_suppliers >= ENOUGH_LIKE and (alike := _largest(evidence.like_names, OF_LIKE_NAMES)):
        yield Proposal(alike[0], Ground.LIKE_NAMES, trade_word(evidence.supplier_name), *alike[1:])
    if named := _named(evidence, mappings):
        yield Proposal(named[0], Ground.NAME, named[1])
    if evidence.present:
        yield Proposal(evidence.present, Ground.ACCOUNT)


def _largest(known: Mapping[str, Support], least: Decimal) -> tuple[str, Decimal, Support] | None:
    """Return the category with the most money, its share, and what speaks for it, where that is enough."""
    whole = sum((each.amount for each in known.values()), Decimal(0))
    if not whole:
        return None
    category = min(known, key=lambda name: (-known[name].amount, name))
    share = known[category].amount / whole
    return (category, share, known[category]) if share >= least else None


def _named(evidence: Evidence, mappings: Sequence[AccountMapping]) -> tuple[str, str] | None:
    """Return the category whose account names hold a word of the supplier's name, and the word."""
    if not evidence.supplier_name:
        return None
    found = []
    for mapping in mappings:
        if evidence.ledger_part and mapping.ledger_part not in ("", evidence.ledger_part):
            continue
        met = _words(mapping.name).search(evidence.supplier_name) if mapping.name else None
        if met and met.group().strip() and mapping.category:
            found.append((mapping, met.group().strip()))
    near = [pair for pair in found if any(evidence.account.startswith(prefix) for prefix in pair[0].accounts)]
    near.sort(key=lambda pair: pair[0].ledger_part == "")
    if near:
        return str(near[0][0].category), near[0][1]
    if evidence.ledger_part != CAPITAL and len({mapping.category for mapping, _ in found}) == 1:
        return str(found[0][0].category), found[0][1]
    return None


@cache
def _words(name: str) -> re.Pattern[str]:
    return re.compile(name, re.IGNORECASE)
