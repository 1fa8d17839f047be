"""What no wording may ask for: an origin, a place, a trademark, or a label without "or equivalent".

Source: docs/methods/lawful_wording.md. The rules look for words (requirements_bank/lawful_words.yaml); they find what
is written, not what is meant, so a person still reads. Each finding names the rule, the language and the words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from requirements_bank.calculations.requirement import Texts

RULES = ("origin", "place", "trademark", "label")
EQUIVALENT = "equivalent"


@dataclass(frozen=True, slots=True)
class Finding:
    """One wording that asks for what it may not: the rule, the language and the words that were found."""

    rule: str
    language: str
    words: str


@dataclass(frozen=True, slots=True)
class LawfulWords:
    """The words to look for, by rule, and those that let a label stand."""

    patterns: Mapping[str, re.Pattern[str]]
    equivalent: re.Pattern[str]

    def findings(self, wording: Texts) -> tuple[Finding, ...]:
        """Return what a lawyer would strike from the wording, by language in the order given."""
        return tuple(found for language, text in wording.items() for found in self._of(language, text))

    def _of(self, language: str, text: str) -> Iterator[Finding]:
        for rule, pattern in self.patterns.items():
            if rule == "label" and self.equivalent.search(text):
                continue
            yield from (Finding(rule, language, found[0]) for found in pattern.finditer(text))


def lawful_words(said: Mapping[str, Sequence[str]]) -> LawfulWords:
    """Return the words of a mapping from rule to expressions; raises KeyError where a rule is missing."""
    return LawfulWords({rule: _pattern(said[rule]) for rule in RULES}, _pattern(said[EQUIVALENT]))


def _pattern(expressions: Sequence[str]) -> re.Pattern[str]:
    """Return one expression for all: those that begin with a capital letter are names and must be written so."""
    parts = [part if part[:1].isupper() else f"(?i:{part})" for part in expressions]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b")
