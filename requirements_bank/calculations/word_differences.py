"""Which words differ between two wordings, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_SPACED = re.compile(r"(\s*)(\w+(?:[.,]\d+)*|[^\w\s])")


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stand in both wordings, in the old one alone (they went), or in the new one alone (they came)."""

    kind: Literal["same", "old", "new"]
    text: str


def word_differences(old: str, new: str) -> tuple[Run, ...]:
    """Return the runs of words from the old wording to the new one; small and large letters are the same word.

    >>> [(run.kind, run.text) for run in word_differences("Minst 30 % med elbil.", "Minst 50 % med elbil.")]
    [('same', 'Minst'), ('old', ' 30'), ('new', ' 50'), ('same', ' % med elbil.')]
    """
    before, after = _tokens(old), _tokens(new)
    matcher = SequenceMatcher(
        None, [token.strip().lower() for token in before], [token.strip().lower() for token in after], autojunk=False
    )
    return tuple(_runs(before, after, matcher))


def _runs(before: list[str], after: list[str], matcher: "SequenceMatcher[str]") -> Iterator[Run]:
    apart = ""  # what begins a text has no blank before it, and needs one below words that went
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag != "equal" and old_to > old_from:
            yield Run("old", "".join(before[old_from:old_to]))
            apart = " " if not new_from else ""
        if new_to > new_from:
            yield Run("same" if tag == "equal" else "new", apart + "".join(after[new_from:new_to]))
            apart = ""


def _tokens(text: str) -> list[str]:
    """Return words and signs, each with the blanks before it."""
    return [(" " if blanks else "") + token for blanks, token in _SPACED.findall(text.strip())]
