"""Which cards are one supplier: those of one party, and those that somebody merged; all that hang together are one.

The result depends on what is linked alone: never on the order in which people decided. Method:
docs/methods/same_supplier.md.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What decides under what a card is grouped. `party` is empty where its number is no public one."""

    card: int
    own: UUID
    party: UUID | None
    number: str
    name: str

    @property
    def worth(self) -> tuple[bool, int]:
        """The smallest of a group stands for it: one with a public number, else the oldest."""
        return self.party is None, self.card


@dataclass(frozen=True, slots=True)
class Identity:
    """Under what a card is grouped; number and name are those that stand for a merge, else empty."""

    key: UUID
    number: str = ""
    name: str = ""


def identities(
    cards: Sequence[CardFacts], links: Iterable[tuple[int, int]], chosen: Sequence[int] = ()
) -> dict[int, Identity]:
    """Return the identity of every card, by card; links to cards that are not among them are left out.

    `chosen` are cards whose number and name somebody wants to stand, the newest choice first.
    """
    merged = list(links)
    found: dict[int, Identity] = {}
    linked = {card for pair in merged for card in pair}
    for group in _groups(cards, merged):
        head = min(group, key=lambda facts: facts.worth)
        key = head.party or head.own
        by_people = any(facts.card in linked for facts in group)
        stands = {facts.card: facts for facts in group}
        named = next((stands[card] for card in chosen if card in stands), head)
        identity = Identity(key, named.number, named.name) if by_people and len(group) > 1 else Identity(key)
        found |= {facts.card: identity for facts in group}
    return found


def _groups(cards: Sequence[CardFacts], links: Sequence[tuple[int, int]]) -> list[list[CardFacts]]:
    """Return the cards that hang together."""
    roots = {facts.card: facts.card for facts in cards}

    def root(card: int) -> int:
        while roots[card] != card:
            roots[card] = roots[roots[card]]
            card = roots[card]
        return card

    first_of: dict[UUID, int] = {}
    pairs = [(first_of.setdefault(facts.party, facts.card), facts.card) for facts in cards if facts.party]
    for one, other in (*pairs, *links):
        if one in roots and other in roots:
            roots[root(other)] = root(one)
    groups: Mapping[int, list[CardFacts]] = defaultdict(list)
    for facts in cards:
        groups[root(facts.card)].append(facts)
    return list(groups.values())
