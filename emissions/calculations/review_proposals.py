"""What an uncertain group of lines may be, with the reason: from what else is known of its supplier and its name.

Source: docs/methods/review_queue.md. In this order, each category once, at most three:
1. a rule of a network of which the organisation is a member names the supplier;
2. the same supplier is decided elsewhere, by at least 60 % of its decided money in one category;
3. suppliers whose names end in the same word, which most often is their trade, are by at least 75 %, and they are at
   least three;
4. the supplier's name holds a word that the account crosswalk knows in account names: rows of the same accounts and
   part of the ledger first, else where all rows that know it agree;
5. what the account alone says, as it counts now.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from organisations.reference.crosswalks import AccountMapping

MOST = 3
CAPITAL = "capital"
OF_SUPPLIER, OF_LIKE_NAMES = Decimal("0.60"), Decimal("0.75")
ENOUGH_LIKE = 3
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
class Proposal:
    """A category, what speaks for it, and a word or two of detail: a network, a name, a word."""

    category: str
    ground: Ground
    detail: str = ""
    share: Decimal | None = None

    @property
    def is_backed(self) -> bool:
        """Whether something speaks for it besides the account, which says too little."""
        return self.ground is not Ground.ACCOUNT


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a group: money by category of its supplier and of like names, and what networks say."""

    account: str = ""
    supplier_name: str = ""
    ledger_part: str = ""  # "capital" or "running"; empty where nobody knows
    present: str | None = None
    elsewhere: Mapping[str, Decimal] = field(default_factory=dict)
    like_names: Mapping[str, Decimal] = field(default_factory=dict)
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
        yield Proposal(elsewhere[0], Ground.ELSEWHERE, share=elsewhere[1])
    if evidence.like_suppliers >= ENOUGH_LIKE and (alike := _largest(evidence.like_names, OF_LIKE_NAMES)):
        yield Proposal(alike[0], Ground.LIKE_NAMES, trade_word(evidence.supplier_name), alike[1])
    if named := _named(evidence, mappings):
        yield Proposal(named[0], Ground.NAME, named[1])
    if evidence.present:
        yield Proposal(evidence.present, Ground.ACCOUNT)


def _largest(money: Mapping[str, Decimal], least: Decimal) -> tuple[str, Decimal] | None:
    """Return the category with the most money and its share, where that is enough."""
    whole = sum(money.values(), Decimal(0))
    if not whole:
        return None
    category = min(money, key=lambda name: (-money[name], name))
    share = money[category] / whole
    return (category, share) if share >= least else None


def _named(evidence: Evidence, mappings: Sequence[AccountMapping]) -> tuple[str, str] | None:
    """Return the category whose account names hold a word of the supplier's name, and the word."""
    if not evidence.supplier_name:
        return None
    found = []
    for mapping in mappings:
        if evidence.ledger_part and mapping.ledger_part not in ("", evidence.ledger_part):
            continue
        met = re.search(mapping.name, evidence.supplier_name, re.IGNORECASE) if mapping.name else None
        if met and met.group().strip() and mapping.category:
            found.append((mapping, met.group().strip()))
    near = [pair for pair in found if any(evidence.account.startswith(prefix) for prefix in pair[0].accounts)]
    near.sort(key=lambda pair: pair[0].ledger_part == "")
    if near:
        return str(near[0][0].category), near[0][1]
    if evidence.ledger_part != CAPITAL and len({mapping.category for mapping, _ in found}) == 1:
        return str(found[0][0].category), found[0][1]
    return None
