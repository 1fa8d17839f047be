"""What somebody types into the search of the bank: codes of requirements, CPV codes and words; and how they are sought.

Method: docs/methods/requirement_search.md.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Levenshtein

from requirements_bank.calculations.cpv import cpv_prefix, marks_for

How = Literal["stop", "exact", "part", "split", "near", "same", "same part"]

LONGEST = 200
MOST_WORDS = 12
MOST_PARTS = 60
MOST_SYNONYMS = 24
WEIGHTS: dict[str, float] = {"exact": 1.0, "part": 0.6, "split": 0.5, "near": 0.4, "same": 0.2, "same part": 0.15}

# A code of the bank, or the beginning of one: letters, a hyphen and digits, and whatever a variant adds.
_CODE = re.compile(r"(?:KR-)?([A-ZÆØÅÄÖ]{2,12}-\d{1,6}(?:-[A-ZÆØÅÄÖ0-9]{1,12})*|[A-ZÆØÅÄÖ]{3}\d{3})\Z", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = frozenset(re.findall(r"\w+", "a ar arna e en ene er erna et n na ne or orna r s t es"))
_SHORTEST_WITH_ENDING = 4


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, taken apart; `codes` are requirements' codes in small letters, `cpv` beginnings of CPV codes."""

    codes: tuple[str, ...] = ()
    cpv: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.codes or self.cpv or self.words)


@dataclass(frozen=True, slots=True)
class Known:
    """What the texts know of the word with this number (from 1): a stem, or two for a compound that falls apart."""

    number: int
    how: How
    stem: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class Sought:
    """One stem or mark to look for: which of the typed it stands for, and how much it is worth."""

    number: int
    weight: float
    word: str


def take_apart(text: str) -> Typed:
    """Return what somebody typed, each thing once.

    >>> take_apart("TRA-012 utslippsfri varetransport 60100000-9")
    Typed(codes=('tra-012',), cpv=('601',), words=('utslippsfri', 'varetransport'))
    """
    codes: list[str] = []
    cpv: list[str] = []
    words: list[str] = []
    for piece in text[:LONGEST].split():
        piece = piece.strip(".,;:!?\"'«»“”()")  # noqa: PLW2901 - the same piece, bare
        if prefix := cpv_prefix(piece):
            cpv.append(prefix)
        elif code := _CODE.match(piece):
            found = code[1].lower()
            codes.append(found if "-" in found else f"{found[:3]}-{found[3:]}")
        else:
            words.extend(word.lower() for word in _WORD.findall(piece) if word.lower() != "cpv")
    return Typed(_once(codes), _once(cpv), _once(words)[:MOST_WORDS])


def with_phrases_as_words(text: str, groups: Iterable[Sequence[str]]) -> str:
    """Return the text with what is several words, such as "TCO Certified", as one word that means the same.

    >>> with_phrases_as_words("Lett lastebil til park", [["varebil", "lett lastebil"]])
    'varebil til park'
    """
    for group in groups:
        single = next((word for word in group if " " not in word), "")
        for phrase in (word for word in group if " " in word and single):
            text = re.sub(rf"(?i)(?<!\w){re.escape(phrase)}(?!\w)", single, text)
    return text


def synonyms_of(words: Sequence[str], groups: Iterable[Sequence[str]]) -> list[tuple[int, str]]:
    """Return what means the same as each of the words, in whichever form it stands, by the number of the word.

    >>> synonyms_of(["nye", "varebiler"], [["varebil", "skåpbil", "lett lastebil"]])
    [(2, 'skåpbil')]
    """
    found = [
        (number, other)
        for group in groups
        for number, word in enumerate(words, start=1)
        if any(_is_form_of(word, known) for known in group)
        for other in group
        if " " not in other and not _is_form_of(word, other)
    ]
    return list(dict.fromkeys(found))[:MOST_SYNONYMS]


def sought(typed: Typed, known: Iterable[Known]) -> tuple[list[Sought], int]:
    """Return what to look for, and for how many of the typed things a requirement must have something.

    Words that the language leaves out ask for nothing. A compound that falls apart asks for both its parts. A word of
    which the texts know nothing is asked for all the same, so that it counts as one that was not found.
    """
    by_number: dict[int, list[Known]] = {}
    for each in known:
        by_number.setdefault(each.number, []).append(each)
    found: list[Sought] = []
    asked = 0
    for prefix in typed.cpv:
        asked += 1
        exact, *broader = marks_for(prefix)
        found.append(Sought(asked, WEIGHTS["exact"], exact))
        found.extend(Sought(asked, WEIGHTS["part"], mark) for mark in broader)
    for number, word in enumerate(typed.words, start=1):
        those = by_number.get(number, [])
        if any(each.how == "stop" for each in those):
            continue
        for stems in _ways(word, those):
            asked += 1
            found.extend(Sought(asked, weight, stem) for stem, weight in stems.items())
    return found, asked + len(typed.codes)


def was_guessed(known: Iterable[Known]) -> set[int]:
    """Return the numbers of the words that were only found spelt otherwise."""
    hows: dict[int, set[str]] = {}
    for each in known:
        hows.setdefault(each.number, set()).add(each.how)
    return {number for number, those in hows.items() if those == {"near"}}


def _ways(word: str, known: Sequence[Known]) -> list[dict[str, float]]:
    """Return the stems, with their worth, that stand for a word; two sets of them for one that falls apart."""
    by_how: dict[str, list[Known]] = {}
    for each in known:
        by_how.setdefault(each.how, []).append(each)
    same = {each.stem: WEIGHTS[how] for how in ("same part", "same") for each in by_how.get(how, ()) if each.stem}
    if same and not ("exact" in by_how or "part" in by_how):
        return [same]
    if splits := by_how.get("split"):
        return [dict.fromkeys(_shortest(each.stem for each in splits), WEIGHTS["split"]),
                dict.fromkeys(_shortest(each.other for each in splits), WEIGHTS["split"])]  # fmt: skip
    near = _closest({each.stem for each in by_how.get("near", ())}, word)
    stems = dict.fromkeys(_shortest(near), WEIGHTS["near"])
    stems |= dict.fromkeys(_shortest(each.stem for each in by_how.get("part", ())), WEIGHTS["part"])
    return [same | stems | dict.fromkeys((each.stem for each in by_how.get("exact", ())), WEIGHTS["exact"])]


def _is_form_of(word: str, known: str) -> bool:
    """Whether it is the word, or the word with another ending."""
    if word == known:
        return True
    return len(known) >= _SHORTEST_WITH_ENDING and word.startswith(known) and word[len(known) :] in _ENDINGS


def _closest(stems: Iterable[str], word: str) -> list[str]:
    """Return the stems that are fewest letters away from what was typed, its ending left aside."""
    far = {stem: min(Levenshtein.distance(stem, word), Levenshtein.distance(stem, word[: len(stem)])) for stem in stems}
    return [stem for stem, letters in far.items() if letters == min(far.values())]


def _shortest(stems: Iterable[str]) -> list[str]:
    return sorted(set(stems), key=lambda stem: (len(stem), stem))[:MOST_PARTS]


def _once(things: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(things))
