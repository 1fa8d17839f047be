"""Which factors of a set could stand for each purchase category: proposed by codes or by words, decided by a person.

Source: docs/methods/own_factor_sets.md. Rules:
1. CPV and UNSPSC codes mean the category of their longest known prefix, KOSTRA arts that of their account, category
   codes themselves. Several codes of one category: the coarsest ones serve, in equal parts. A category without a code
   of its own takes the one that at least half of it lies below.
2. NACE, CPA and NAICS codes follow the shipped set in the same groups: the codes of its factors, with its weights.
3. Codes of one's own say nothing; the name of a factor serves the category whose name it shares most words with, and
   at least half of them.
4. What no rule reaches has no proposal.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from emissions.calculations.own_set_facts import CodeKind

Weights = tuple[tuple[str, Decimal], ...]
ONE = Decimal(1)
PLACES = Decimal("0.0001")
MOST_CODES = 6  # what a person can look through; more would be a list and no choice
_STEM = 6
_HALF = 0.5
_SECTIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43), "G": (45, 47), "H": (49, 53),
    "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68), "M": (69, 75), "N": (77, 82), "O": (84, 84),
    "P": (85, 85), "Q": (86, 88), "R": (90, 93), "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip


class How(StrEnum):
    """What a proposal rests on."""

    CODE = "code"
    GROUPS = "groups"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Factors with weights that sum to one for a category."""

    weights: Weights
    how: How


@dataclass(frozen=True, slots=True)
class Known:
    """What proposals rest on: categories of code prefixes, weights of the shipped set in the same groups, names.

    `names` holds the names of each category in every language.
    """

    prefixes: Mapping[CodeKind, Mapping[str, str]]
    groups: Mapping[CodeKind, Mapping[str, Weights]]
    names: Mapping[str, Sequence[str]]


def proposals(codes: Mapping[str, str], kind: CodeKind, known: Known) -> dict[str, Proposal]:
    """Return by category what could stand for it; `codes` holds the names of the set's factors by code."""
    if kind in known.prefixes:
        return _by_prefix(codes, kind, known.prefixes[kind])
    if kind in known.groups:
        return _by_groups(codes, kind, known.groups[kind])
    return _by_words(codes, known.names)


def in_equal_parts(codes: Sequence[str]) -> Weights:
    """Return equal weights that sum to exactly one; the first code takes what rounding leaves over.

    >>> in_equal_parts(["a", "b", "c"])
    (('a', Decimal('0.3334')), ('b', Decimal('0.3333')), ('c', Decimal('0.3333')))
    """
    part = (ONE / len(codes)).quantize(PLACES, ROUND_DOWN)
    return tuple((code, ONE - part * (len(codes) - 1) if place == 0 else part) for place, code in enumerate(codes))


def _by_prefix(codes: Iterable[str], kind: CodeKind, prefixes: Mapping[str, str]) -> dict[str, Proposal]:
    candidates: dict[str, list[tuple[int, str]]] = {}
    plains = {code: plain for code in codes if (plain := _plain(code, kind))}
    for code, plain in plains.items():
        category = next((prefixes[plain[:end]] for end in range(len(plain), 0, -1) if plain[:end] in prefixes), None)
        if category:
            candidates.setdefault(category, []).append((len(plain), code))
    found = {}
    for category, entries in candidates.items():
        coarsest = min(length for length, _code in entries)
        chosen = [code for length, code in entries if length == coarsest][:MOST_CODES]
        found[category] = Proposal(in_equal_parts(chosen), How.CODE)
    return _from_above(plains, prefixes) | found


def _from_above(plains: Mapping[str, str], prefixes: Mapping[str, str]) -> dict[str, Proposal]:
    """Return for each category the code that at least half of its prefixes lie below, the finest of equals."""
    found = {}
    below: dict[str, list[str]] = {}
    for prefix, category in prefixes.items():
        below.setdefault(category, []).append(prefix)
    for category, parts in below.items():
        counts = {code: (sum(part.startswith(plain) for part in parts), len(plain)) for code, plain in plains.items()}
        best = max(counts, key=lambda code: counts[code], default=None)
        if best is not None and counts[best][0] * 2 >= len(parts):
            found[category] = Proposal(((best, ONE),), How.CODE)
    return found


def _plain(code: str, kind: CodeKind) -> str:
    """Return what a code says: without check digit and trailing zeros, that stand for "all of these"."""
    if kind is CodeKind.CATEGORY:
        return code
    digits = re.sub(r"[^0-9]", "", code.split("-", maxsplit=1)[0])
    if kind not in (CodeKind.CPV, CodeKind.UNSPSC):
        return digits
    return digits[:2] + digits[2:].rstrip("0")


def _by_groups(codes: Iterable[str], kind: CodeKind, groups: Mapping[str, Weights]) -> dict[str, Proposal]:
    spans = {code: _span(code, kind) for code in codes}
    found = {}
    for category, weights in groups.items():
        shares: dict[str, Decimal] = {}
        for group, weight in weights:
            best = _best(_span(group, kind), spans)
            if best is None:
                break
            shares[best] = shares.get(best, Decimal(0)) + weight
        else:
            found[category] = Proposal(tuple(shares.items()), How.GROUPS)
    return found


def _best(wanted: frozenset[str], spans: Mapping[str, frozenset[str]]) -> str | None:
    """Return the code whose groups are nearest to the wanted ones: most in common, fewest beside, first of equals."""
    near = {code: len(span & wanted) / len(span | wanted) for code, span in spans.items() if span & wanted}
    return max(near, key=lambda code: near[code], default=None)


def _span(code: str, kind: CodeKind) -> frozenset[str]:
    """Return the groups that a code covers: NACE divisions, or the NAICS code itself with all that it begins."""
    if kind is CodeKind.NAICS:
        digits = re.sub(r"[^0-9]", "", code)
        return frozenset(digits[:end] for end in range(2, len(digits) + 1))
    return frozenset(map(str, _divisions(code)))


def _divisions(code: str) -> set[int]:
    """Return the NACE divisions of a code such as 10, C10-C12, R10_12, 41.2, F or RF."""
    plain = re.sub(r"^(CPA|NACE|SNI|SN)_?", "", code.strip().upper().replace(" ", ""))
    section = re.fullmatch(r"R?([A-U])[A-Z]?", plain)
    if section:
        first, last = _SECTIONS[section[1]]
        return set(range(first, last + 1))
    numbers = [int(number) for number in re.findall(r"(?<![.\d])(\d{2})", re.sub(r"\.\d+", "", plain))]
    if plain in ("R21", "R68B"):
        return {"R21": {19, 20, 21}, "R68B": {68}}[plain]
    return set(range(numbers[0], numbers[-1] + 1)) if numbers and re.search(r"[-_–]", plain) else set(numbers[:1])


def _by_words(codes: Mapping[str, str], names: Mapping[str, Sequence[str]]) -> dict[str, Proposal]:
    words = {category: [_stems(name) for name in known] for category, known in names.items()}
    candidates: dict[str, list[tuple[float, str]]] = {}
    for code, name in codes.items():
        mine = _stems(name)
        scores = {
            category: max((_alike(mine, known) for known in lists), default=0) for category, lists in words.items()
        }
        best = max(scores, key=lambda category: scores[category], default=None)
        if best and scores[best] >= _HALF:
            candidates.setdefault(best, []).append((scores[best], code))
    found = {}
    for category, entries in candidates.items():
        top = max(score for score, _code in entries)
        chosen = [code for score, code in entries if score == top][:MOST_CODES]
        found[category] = Proposal(in_equal_parts(chosen), How.WORDS)
    return found


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _alike(mine: frozenset[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / len(mine | theirs) if theirs else 0
