"""Propose which supplier cards are one supplier, each with a reason and how sure it is; people decide.

Method: docs/methods/same_supplier.md. Cards are compared within blocks – equal number, equal name, a rare word in
common – so that the work grows with the number of cards, not its square.
Persons are proposed for an equal number alone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from suppliers.calculations.supplier_names import PlainName, likeness, plain_name

ALIKE: Final = 0.82
LARGEST_BLOCK: Final = 40
SHORTEST_NUMBER: Final = 5
_PREFIX: Final = re.compile(r"^(?:NO(?=\d)|SE(?=\d)|DK(?=\d)|FI(?=\d))|MVA$")


class Reason(StrEnum):
    """Why two cards may be one supplier."""

    SAME_NUMBER = "same_number"
    MISTYPED_NUMBER = "mistyped_number"
    SAME_NAME = "same_name"
    OTHER_FORM = "other_form"
    SEVERAL_NUMBERS = "several_numbers"
    NAME_WITH_PLACE = "name_with_place"
    ALIKE_NAME = "alike_name"


CONFIDENCE: Final = {
    Reason.SAME_NUMBER: Decimal("0.98"),
    Reason.MISTYPED_NUMBER: Decimal("0.95"),
    Reason.SAME_NAME: Decimal("0.90"),
    Reason.OTHER_FORM: Decimal("0.70"),
    Reason.NAME_WITH_PLACE: Decimal("0.60"),
    Reason.ALIKE_NAME: Decimal("0.60"),
    Reason.SEVERAL_NUMBERS: Decimal("0.40"),
}
_LESS_SURE: Final = Decimal("0.20")  # off where the name has several public numbers, and which one is meant is open


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card as it is compared. `valid` is its public number, empty where it has none; `identity` under what it is.

    `accounts` are the ledger accounts it was booked on; names that are merely alike need one in common.
    """

    card: int
    identity: str
    number: str
    name: str
    valid: str = ""
    country: str = ""
    is_personal: bool = False
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Proposed:
    """Two cards that may be one supplier, the smaller id first."""

    card: int
    other: int
    reason: Reason
    confidence: Decimal
    is_personal: bool = False


def propose(cards: Sequence[KnownCard]) -> list[Proposed]:
    """Return the proposals, the surest first; two identities are proposed once, for their best reason.

    The order of `cards` is irrelevant. Cards of one identity are one already.
    """
    ordered = sorted(cards, key=lambda each: each.card)
    companies = [each for each in ordered if not each.is_personal]
    found: dict[tuple[str, str], Proposed] = {}
    for one, other, reason, confidence in _pairs(ordered, companies):
        if one.identity == other.identity:
            continue
        first, second = sorted((one.identity, other.identity))
        known = found.get((first, second))
        if known is None or confidence > known.confidence:
            low, high = sorted((one.card, other.card))
            found[first, second] = Proposed(low, high, reason, confidence, one.is_personal)
    return sorted(found.values(), key=lambda each: (-each.confidence, each.card, each.other))


Pair = tuple[KnownCard, KnownCard, Reason, Decimal]


def _pairs(ordered: Sequence[KnownCard], companies: Sequence[KnownCard]) -> Iterator[Pair]:
    names = {each.card: plain_name(each.name) for each in companies}
    yield from _same_numbers(ordered)
    yield from _same_names(companies, names)
    yield from _alike_names(companies, names)


def plain_number(number: str) -> str:
    """Return a number without signs and without the letters of the country.

    >>> plain_number("NO 974 760 673 MVA"), plain_number("974760673")
    ('974760673', '974760673')
    """
    return _PREFIX.sub("", re.sub(r"[^0-9A-Z]", "", number.upper()))


def _same_numbers(cards: Sequence[KnownCard]) -> Iterator[Pair]:
    """Equal numbers however they are written; numbers of a ledger's own only where the names are alike, too."""
    for block in _blocks(cards, _number_key):
        head = _head(block)
        for each in block:
            if each is not head and (_is_one_number(head, each) or _are_alike(head.name, each.name)):
                yield head, each, Reason.SAME_NUMBER, CONFIDENCE[Reason.SAME_NUMBER]


def _number_key(each: KnownCard) -> str:
    number = plain_number(each.number)
    digits = sum(letter.isdigit() for letter in number)
    return f"{each.is_personal}{number}" if digits >= SHORTEST_NUMBER else ""


def _is_one_number(one: KnownCard, other: KnownCard) -> bool:
    return one.is_personal or bool(one.valid or other.valid)


def _are_alike(one: str, other: str) -> bool:
    return likeness(plain_name(one).key, plain_name(other).key) >= ALIKE


def _same_names(cards: Sequence[KnownCard], names: dict[int, PlainName]) -> Iterator[Pair]:
    """Names of the same words: without a number, with a mistyped one, in another form, or with several numbers."""
    for block in _blocks(cards, lambda each: names[each.card].key):
        head = _head(block)
        numbers = {each.valid for each in block if each.valid}
        for each in block:
            if each is not head:
                yield head, each, *_judged(head, each, names, numbers)


def _judged(head: KnownCard, each: KnownCard, names: dict[int, PlainName], numbers: set[str]) -> tuple[Reason, Decimal]:
    meant = [number for number in numbers if is_mistyped(plain_number(each.number), number)]
    if not each.valid and head.valid in meant:
        return Reason.MISTYPED_NUMBER, CONFIDENCE[Reason.MISTYPED_NUMBER]
    if each.valid and head.valid and each.valid != head.valid:
        return Reason.SEVERAL_NUMBERS, CONFIDENCE[Reason.SEVERAL_NUMBERS]
    one, other = names[head.card].forms, names[each.card].forms
    reason = Reason.OTHER_FORM if one and other and not one & other else Reason.SAME_NAME
    return reason, CONFIDENCE[reason] - (_LESS_SURE if len(numbers) > 1 else 0)


def is_mistyped(written: str, right: str) -> bool:
    """Return whether a number differs from the right one by a single digit, or by two neighbours that changed places.

    >>> is_mistyped("5560125791", "5560125790"), is_mistyped("5560152790", "5560125790"), is_mistyped("55", "556")
    (True, True, False)
    """
    if len(written) != len(right) or written == right:
        return False
    places = [place for place, (one, other) in enumerate(zip(written, right, strict=True)) if one != other]
    if len(places) == 1:
        return True
    first, last = places[0], places[-1]
    return len(places) == 2 and last == first + 1 and written[first : last + 1] == right[first : last + 1][::-1]  # noqa: PLR2004 - two neighbours


def _alike_names(cards: Sequence[KnownCard], names: dict[int, PlainName]) -> Iterator[Pair]:
    """Names with a rare word in common that are nearly equal, or equal up to a last word, on the same accounts."""
    often = Counter(word for each in cards for word in set(names[each.card].words))

    def rarest(each: KnownCard) -> str:
        words = [word for word in names[each.card].words if len(word) > 2]  # noqa: PLR2004 - initials tell nothing
        return min(words, key=lambda word: (often[word], word), default="")

    yield from _alike_in(_blocks(cards, rarest), names)
    yield from _alike_in(_blocks(cards, lambda each: _beginning(names[each.card])), names)


def _beginning(name: PlainName) -> str:
    """Return the first word and the beginning of what follows: a slip of the pen further on leaves it."""
    return f"{name.words[0]} {name.words[1][:2]}" if len(name.words) > 1 else name.key[:5]


def _alike_in(blocks: Iterable[list[KnownCard]], names: dict[int, PlainName]) -> Iterator[Pair]:
    for block in blocks:
        if len(block) > LARGEST_BLOCK:
            continue
        for place, one in enumerate(block):
            for other in block[place + 1 :]:
                if not (one.valid and other.valid) and one.accounts & other.accounts:
                    yield from _alike(one, other, names)


def _alike(one: KnownCard, other: KnownCard, names: dict[int, PlainName]) -> Iterator[Pair]:
    first, second = sorted((names[one.card], names[other.card]), key=lambda name: len(name.words))
    if first.key == second.key:
        return
    if len(first.words) > 1 and second.words[:-1] == first.words:
        yield one, other, Reason.NAME_WITH_PLACE, CONFIDENCE[Reason.NAME_WITH_PLACE]
    share = likeness(first.key, second.key)
    if share >= ALIKE:
        sureness = CONFIDENCE[Reason.ALIKE_NAME] + Decimal(str(round((share - ALIKE) / (1 - ALIKE) * 0.25, 2)))
        yield one, other, Reason.ALIKE_NAME, sureness


def _blocks(cards: Iterable[KnownCard], key: Callable[[KnownCard], str]) -> Iterator[list[KnownCard]]:
    """Yield the cards of each key that is not empty, where there are at least two."""
    found: dict[str, list[KnownCard]] = defaultdict(list)
    for each in cards:
        if named := key(each):
            found[named].append(each)
    return (block for block in found.values() if len(block) > 1)


def _head(block: Sequence[KnownCard]) -> KnownCard:
    """Return the card that stands for a block: the oldest with a public number, else the oldest."""
    return min(block, key=lambda each: (not each.valid, each.card))
